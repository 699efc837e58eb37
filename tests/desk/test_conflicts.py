"""Whoever comes second overwrites nothing: they are shown what came first, and decide anew."""

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.models.text_columns import values_of_text
from comments.readers.erasing import erase
from tests.desk.pressing import SCRIPT, last, press
from tests.factories import make_author, make_comment, make_moderator

pytestmark = pytest.mark.django_db
WAYS = pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])


@pytest.fixture
def other():
    return make_author(display_name="Ann <Other>", user=make_moderator()).user


def changed_by_its_author(comment, body="I like the dog on the mat."):
    Comment.objects.get(pk=comment.pk).revise([], at=timezone.now(), **values_of_text(body))


@WAYS
def test_another_moderators_decision_stands_and_is_shown(desk, other, headers):
    comment = make_comment(status="pending")
    Comment.objects.get(pk=comment.pk).remove(by=other, reason="Too <rude>.")

    response = press(desk, comment, "approve", headers=headers)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Ann &lt;Other&gt; removed it" in page
    assert "Too &lt;rude&gt;." in page
    comment.refresh_from_db()
    assert comment.status == "removed"


def test_the_same_decision_by_somebody_else_is_shown_as_theirs(desk, other):
    comment = make_comment(status="pending")
    Comment.objects.get(pk=comment.pk).approve(by=other)

    response = press(desk, comment, "approve")

    assert response.status_code == 409
    assert comment.decisions.count() == 1


@WAYS
def test_a_changed_text_is_shown_word_by_word(desk, headers):
    comment = make_comment(status="pending", body="I like the cat on the mat.")
    changed_by_its_author(comment)

    response = press(desk, comment, "approve", headers=headers)

    assert response.status_code == 409
    page = response.content.decode()
    assert "taken out: </span>cat</del>" in page
    assert "put in: </span>dog</ins>" in page
    assert Comment.objects.get(pk=comment.pk).status == "pending"


def test_hostile_words_in_the_difference_are_escaped(desk):
    comment = make_comment(status="pending", body="a <script>alert(1)</script> b")
    changed_by_its_author(comment, "a <img src=x onerror=alert(2)> b")

    page = press(desk, comment, "approve").content.decode()

    assert "<script>alert" not in page
    assert "<img" not in page


@WAYS
def test_the_forms_decide_anew_on_what_is_there_now(desk, headers):
    comment = make_comment(status="pending")
    changed_by_its_author(comment)

    page = press(desk, comment, "approve", headers=headers).content.decode()
    press(desk, comment, "approve", saw="pending:2")

    assert 'name="seen" value="pending:2"' in page
    assert last(comment).became == "approved"


def test_a_typed_reason_comes_back(desk):
    comment = make_comment(status="pending")
    changed_by_its_author(comment)

    response = press(desk, comment, "remove", reason="Because of <b>.")

    assert "Because of &lt;b&gt;." in response.content.decode()


def test_ones_own_earlier_decision_is_no_success_for_another(desk):
    comment = make_comment(status="pending")
    press(desk, comment, "approve", saw="pending:1")

    response = press(desk, comment, "spam", saw="pending:1")

    assert response.status_code == 409
    assert last(comment).became == "approved"


def test_what_was_decided_and_undone_is_as_it_was_seen(desk, other):
    comment = make_comment(status="pending")
    theirs = Comment.objects.get(pk=comment.pk)
    theirs.approve(by=other)
    theirs.take_back(last(comment), by=other)

    response = press(desk, comment, "spam", saw="pending:1")

    assert response.status_code == 303


def test_that_it_was_undone_is_told_with_what_was(desk, other):
    comment = make_comment()
    theirs = Comment.objects.get(pk=comment.pk)
    theirs.mark_as_spam(by=other)
    theirs.restore(by=other)
    theirs.take_back(last(comment), by=other)

    page = press(desk, comment, "remove", saw="approved:1").content.decode()

    assert "Ann &lt;Other&gt; filed it as spam." in page
    assert "Ann &lt;Other&gt; took back" in page
    assert "That was taken back." in page


def test_what_a_rule_decided_meanwhile_is_the_rules(desk):
    comment = make_comment()
    from comments.moderation import Finding, Verdict

    Comment.objects.get(pk=comment.pk).hold(Finding("reports", Verdict.HOLD, "Three reports."))

    page = press(desk, comment, "remove", saw="approved:1").content.decode()

    assert "the rules put it back into the queue" in page
    assert "Three reports." in page


def test_a_text_that_was_erased_since_is_no_difference(desk):
    from comments.models import ConfirmedAddress

    comment = make_comment(status="pending", author_email="ida@example.org", is_confirmed=True)
    changed_by_its_author(comment)
    erase(ConfirmedAddress.confirm("ida@example.org"), removes_words=False)

    response = press(desk, comment, "approve")

    assert response.status_code == 409
    assert "isn’t kept any more" in response.content.decode()


def test_erased_words_are_not_approved(desk):
    from comments.models import ConfirmedAddress

    comment = make_comment(status="pending", author_email="ida@example.org", is_confirmed=True)
    erase(ConfirmedAddress.confirm("ida@example.org"), removes_words=True)

    response = press(desk, comment, "approve", saw="removed:1")

    assert response.status_code == 409
    assert "Its words are erased" in response.content.decode()


def test_a_forged_revision_of_the_future_decides_nothing(desk):
    comment = make_comment(status="pending")

    response = press(desk, comment, "approve", saw="pending:7")

    assert response.status_code == 409
    assert not comment.decisions.exists()
