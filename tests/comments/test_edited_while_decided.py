"""A decision is about the text that was seen, and an edit about what stood there."""

import pytest
from django.utils import timezone

from comments.models import Decision
from tests.comments.afterwards import author_of, edit
from tests.comments.desk import decide, seen, told
from tests.comments.scene import just_said, now
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["approve", "mark_as_spam", "remove"])
def test_a_decision_on_the_old_text_is_refused(desk, verb):
    comment = just_said()
    saw = [seen(comment)]
    edit(author_of(comment), comment, "Not what was seen.")

    response = decide(desk, verb, comment, saw=saw)

    assert told(response)[0].startswith("1 comment was left as it is")
    assert now(comment).status == "pending"
    assert not Decision.objects.filter(by__isnull=False).exists()


@pytest.mark.parametrize("verb", ["approve", "mark_as_spam", "remove"])
def test_an_edit_that_comes_a_moment_after_the_decision_is_not_stored(verb):
    """Both had read the row before either wrote."""
    comment = just_said(body="As it was.")
    as_the_moderator_read_it = now(comment)
    getattr(as_the_moderator_read_it, verb)(by=make_moderator())

    assert comment.revise([], at=timezone.now(), body="Changed.") is False

    assert now(comment).body == "As it was."


def test_what_was_removed_is_never_revised():
    comment = just_said("removed", body="As it was.")

    assert comment.revise([], at=timezone.now(), body="Changed.") is False
    assert now(comment).body == "As it was."
