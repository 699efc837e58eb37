"""Editors have the desk of their own posts, and learn nothing of what stands under others'."""

import pytest

from tests.desk.scene import counts, desk, detail, rows, words
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db
RITA = {"author_name": "Rita", "author_email": "rita@example.org", "ip_address": "192.0.2.5"}


@pytest.fixture
def author():
    return make_author()


@pytest.fixture
def own(author):
    return make_post(author=author)


@pytest.mark.parametrize("status", ["pending", "approved", "spam", "removed"])
def test_lists_and_counts_are_of_their_own_posts(author, own, status):
    view = {"pending": "waiting"}.get(status, status)
    comment = make_comment(status=status, post=own)
    make_comment(status=status)

    page = desk(author.user, f"view={view}")

    assert rows(page) == [comment.pk]
    assert counts(page)[view] == 1
    assert sum(counts(page).values()) == 1


def test_so_are_reports_and_what_they_wrote_themselves(author, own):
    for post in (own, make_post()):
        comment = make_comment(post=post, user=author.user)
        comment.flags.create(revision=1, reader_key="x")
        comment.count_open_flags()

    page = desk(author.user, "view=mine")

    assert len(rows(page)) == 1
    assert counts(page) == {
        "waiting": 0, "reported": 1, "spam": 0, "removed": 0, "approved": 1, "mine": 1,
    }  # fmt: skip


@pytest.mark.parametrize("part", ["", "part=1"])
def test_a_reply_on_another_post_is_not_there(author, part):
    comment = make_comment(status="pending", author_name="Somebody", body="Secret words.")

    page = desk(author.user, part, pk=comment.pk)

    assert page.status_code == 404
    assert "Secret words" not in page.text
    assert "Somebody" not in page.text


def test_what_its_author_wrote_under_other_posts_is_not_told(author, own):
    make_comment(**RITA, post=make_post(title="Elsewhere"))
    make_comment(**RITA, status="spam", post=own)
    comment = make_comment(**RITA, status="pending", post=own)

    page = words(detail(desk(author.user, pk=comment.pk)))
    line = words(desk(author.user).text)

    assert "Elsewhere" not in page
    assert "0 approved, 1 not, 0 waiting" in page
    assert "1 not approved (address typed)" in line
    assert "Elsewhere" in detail(desk(make_moderator(), pk=comment.pk))


def test_what_is_alike_elsewhere_is_not_found(author, own):
    other = make_comment(status="pending", body="The same four words, elsewhere.")
    make_comment(status="pending", body="The same four words, elsewhere.", post=own)

    assert desk(author.user, f"like={other.pk}&by=text").status_code == 404


def test_an_editor_without_posts_has_an_empty_desk():
    make_comment(status="pending")

    page = desk(make_editor())

    assert page.status_code == 200
    assert rows(page) == []
    assert set(counts(page).values()) == {0}


def test_a_moderator_sees_all(own):
    comments = [make_comment(status="pending", post=post) for post in (own, make_post())]

    assert set(rows(desk(make_moderator()))) == {comment.pk for comment in comments}
