"""A reply is withdrawn while somebody answers it: one of the two is told, and no count is off."""

from threading import Event

import pytest

from comments.models import Comment
from comments.submission import Refused, submit
from tests.at_once import beside
from tests.comments.reading import Form
from tests.factories import make_comment, make_submission, post_reply
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


def test_who_answers_what_was_just_withdrawn_gets_their_words_back(client, monkeypatch):
    """The parent was there when the form was read, and is gone when the reply is stored."""
    from comments import submission

    parent = make_comment()
    judge = submission.judge
    monkeypatch.setattr(submission, "judge", lambda said: (parent.withdraw(), judge(said))[1])

    response = post_reply(client, parent.post, to=parent.pk, body="What I answer.")

    assert response.status_code == 403
    assert "just withdrawn" in response.content.decode()
    form = Form(response).values
    assert (form["body"], form["to"]) == ("What I answer.", "")
    assert not Comment.objects.exists()


def test_such_a_reply_is_refused_and_not_an_error():
    parent = make_comment()
    submission = make_submission(post=parent.post, parent=parent)
    Comment.objects.get(pk=parent.pk).withdraw()

    with pytest.raises(Refused, match="parent_gone"):
        submit(submission)


def test_a_reply_marks_what_it_answers_again_when_an_earlier_one_was_withdrawn():
    parent = make_comment()
    first = make_comment(parent=parent)
    first.withdraw()
    assert parent.is_withdrawable

    submit(make_submission(post=parent.post, parent=Comment.objects.get(pk=parent.pk)))

    assert parent.withdraw() is False


@pytest.mark.django_db(transaction=True)
def test_withdrawing_waits_for_who_is_just_answering():
    parent = make_comment()
    is_stored, outcome = Event(), []

    def take_back():
        is_stored.wait(5)
        outcome.append(Comment.objects.get(pk=parent.pk).withdraw())

    def then(_comment):
        is_stored.set()
        withdrawing.join(0.5)  # it must wait for this transaction to end

    withdrawing = beside(take_back)
    submit(make_submission(post=parent.post, parent=parent, then=then))
    withdrawing.join(10)

    assert outcome == [False]
    assert Comment.objects.count() == 2


def test_of_other_threads_nothing_is_counted_again():
    others = make_comment()
    comment = make_comment(post=others.post, status="pending")
    Comment.objects.filter(pk=others.pk).update(live_replies=7)

    asked = asked_by(comment.withdraw)

    assert not any("thread_id" in sql and "COUNT" in sql for sql in asked)
    assert Comment.objects.get(pk=others.pk).live_replies == 7
