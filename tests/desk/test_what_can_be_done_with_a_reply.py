"""The desk offers what can be done with a reply as it stands, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.comments.mailroom import follow
from tests.desk.scene import RITA, shown
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("pending", {"approve", "spam", "remove"}),
        ("approved", {"spam", "remove", "restore", "pick"}),
        ("spam", {"approve", "remove", "restore"}),
        ("removed", {"approve", "spam", "restore"}),
    ],
)
def test_the_buttons_are_what_can_be_done(moderator, status, verbs):
    page = shown(moderator, make_comment(status=status))

    offered = {verb for verb in ("approve", "spam", "remove", "restore", "keep", "pick", "unpick")
               if f'name="verb" value="{verb}"' in page}  # fmt: skip
    assert offered == verbs


def test_what_was_reported_and_is_public_can_be_let_stand(moderator):
    comment = make_comment()
    comment.flags.create(revision=1, reader_key="a")
    comment.count_open_flags()

    assert 'value="keep" data-key="a"' in shown(moderator, comment)


def test_every_form_carries_what_was_seen_and_where_to_go_next(moderator):
    comment = make_comment(status="pending", submitted_at=timezone.now() - timedelta(hours=2))
    following = make_comment(status="pending")

    page = shown(moderator, comment)

    forms = page.split("<form")[1:]
    acting = [form for form in forms if f"/moderation/{comment.pk}/" in form]
    assert len(acting) >= 5
    for form in acting:
        assert 'name="seen" value="pending:1"' in form
        assert f'name="next" value="{following.pk}"' in form


def test_only_who_follows_it_can_be_told_why_it_was_removed(moderator):
    silent = make_comment(status="pending")
    follower = make_comment(status="pending", **RITA, is_confirmed=True)
    follow("rita@example.org", comment=follower)

    assert 'name="tells_author"' not in shown(moderator, silent)
    assert '<input type="checkbox" name="tells_author">' in shown(moderator, follower)


def test_what_was_erased_can_only_be_removed(moderator):
    comment = make_comment(status="pending")
    type(comment).objects.filter(pk=comment.pk).update(body="", body_html="")

    page = shown(moderator, comment)

    assert "Without words" in page
    assert 'value="approve"' not in page
    assert 'value="remove"' in page
