"""The four decisions in the admin, what is said of them, and that nothing else decides."""

import pytest

from comments.models import Comment, Decision
from tests.comments.desk import LIST, decide, page_of, seen, told
from tests.comments.scene import browser
from tests.factories import (
    make_comment,
    make_moderator,
    make_staff,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "was", "became"),
    [("approve", "pending", "approved"), ("mark_as_spam", "pending", "spam"),
     ("remove", "approved", "removed"), ("restore", "spam", "pending")],
)  # fmt: skip
def test_an_action_decides_and_says_how_many(desk, moderator, action, was, became):
    comments = [make_comment(status=was) for _time in range(3)]

    response = decide(desk, action, *comments)

    assert told(response) == ["3 comments decided."]
    assert set(Comment.objects.values_list("status", flat=True)) == {became}
    assert [(d.was, d.became, d.by, d.via) for d in Decision.objects.all()] == [
        (was, became, moderator, "admin")
    ] * 3


def test_what_somebody_else_decided_is_left_and_told(desk):
    mine, theirs = make_comment(status="pending"), make_comment(status="pending")
    saw = [seen(mine), seen(theirs)]
    theirs.remove(by=make_moderator())

    response = decide(desk, "approve", mine, theirs, saw=saw)

    assert told(response) == [
        "1 comment decided.",
        "1 comment was left as it is: somebody else had decided it, or its text changed.",
    ]
    theirs.refresh_from_db()
    assert theirs.status == "removed"
    assert theirs.decisions.count() == 1


def test_what_somebody_else_decided_alike_is_told_too(desk):
    comment = make_comment(status="pending")
    saw = [seen(comment)]
    comment.approve(by=make_moderator())

    response = decide(desk, "approve", comment, saw=saw)

    assert told(response)[0].startswith("1 comment was left as it is")
    assert Decision.objects.count() == 1


def test_a_text_that_changed_since_is_left(desk):
    comment = make_comment(status="pending")
    saw = [seen(comment)]
    Comment.objects.filter(pk=comment.pk).update(revision=2, body="Not what was seen.")

    decide(desk, "approve", comment, saw=saw)

    assert Comment.objects.get().status == "pending"


@pytest.mark.parametrize(
    "saw", ["{}:approved:1", "{}:nonsense:1", "{}:pending:99", "{}:pending:0", "{}::1", "{}:\0:1"]
)
def test_a_forged_sight_decides_nothing(desk, saw):
    comment = make_comment(status="pending")

    decide(desk, "mark_as_spam", comment, saw=[saw.format(comment.pk)])

    assert Comment.objects.get().status == "pending"
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "saw", [[], [""], [":"], ["::::"], ["x:y:z"], ["1:pending:²"], ["1:pending:99999999999999"]]
)
def test_malformed_sights_are_no_server_errors(desk, saw):
    comment = make_comment(status="pending")

    assert decide(desk, "approve", comment, saw=saw).status_code == 302


def test_all_that_match_can_be_chosen_at_once(desk):
    for _time in range(3):
        make_comment(status="pending")
    make_comment(status="spam")

    desk.post(LIST, {"action": "approve", "_selected_action": [1], "select_across": "1"})

    assert Comment.objects.filter(status="approved").count() == 3
    assert Comment.objects.filter(status="spam").count() == 1


def test_one_comments_page_decides_too(desk):
    comment = make_comment(status="pending")

    response = desk.post(
        page_of(comment),
        {"CHANGE_FORM-action": "approve", "_selected_action": comment.pk, "seen": seen(comment)},
    )

    assert response.status_code == 302
    assert told(response) == ["1 comment decided."]
    assert Comment.objects.get().status == "approved"


def test_one_comments_page_leaves_what_somebody_else_decided(desk):
    comment = make_comment(status="pending")
    saw = seen(comment)
    comment.remove(by=make_moderator())

    response = desk.post(
        page_of(comment),
        {"CHANGE_FORM-action": "approve", "_selected_action": comment.pk, "seen": saw},
    )

    assert told(response)[0].startswith("1 comment was left as it is")
    assert Comment.objects.get().status == "removed"


FORGED = {
    "status": "approved", "_save": "Save", "form-0-status": "approved", "form-0-id": "1",
    "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "revision": "9", "body": "Changed.",
    "_saveasnew": "1", "is_answer": "on", "author_name": "Changed",
}  # fmt: skip


@pytest.mark.parametrize("where", ["list", "page", "add", "delete"])
def test_status_posted_in_the_admin_changes_nothing(desk, where):
    comment = make_comment(status="pending", body="As it was.")
    addresses = {
        "list": LIST, "page": page_of(comment), "add": f"{LIST}add/",
        "delete": f"{LIST}{comment.pk}/delete/",
    }  # fmt: skip
    before = list(Comment.objects.values())

    response = desk.post(addresses[where], FORGED | ({"post": "yes"} if where == "delete" else {}))

    assert response.status_code in {200, 302, 403}
    assert list(Comment.objects.values()) == before
    assert not Decision.objects.exists()


def test_status_posted_with_the_public_form_changes_nothing(client):
    waiting = make_comment(status="pending")

    post_reply(
        client, waiting.post, status="approved", id=waiting.pk, pk=waiting.pk, action="approve"
    )

    assert set(Comment.objects.values_list("status", flat=True)) == {"pending"}


def test_a_superuser_cannot_edit_or_delete_either():
    root = browser(make_user(is_staff=True, is_superuser=True))
    comment = make_comment(status="pending", body="As it was.")

    root.post(page_of(comment), FORGED)
    root.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
    root.post(LIST, {"action": "delete_selected", "_selected_action": comment.pk, "post": "yes"})

    assert Comment.objects.get().status == "pending"
    assert Comment.objects.get().body == "As it was."


@pytest.mark.parametrize("make", [make_user, make_staff])
def test_without_the_right_nobody_decides(make):
    comment = make_comment(status="pending")
    client = browser(make())

    assert client.get(LIST).status_code in {302, 403}
    assert client.get(page_of(comment)).status_code in {302, 403}
    decide(client, "approve", comment)

    assert Comment.objects.get().status == "pending"


def test_one_that_is_withdrawn_meanwhile_holds_up_no_other(desk, monkeypatch):
    first, second, third = [make_comment(status="pending") for _number in range(3)]
    approve = Comment.approve

    def approve_while_the_second_is_withdrawn(comment, **how):
        if comment.pk == first.pk:
            Comment.objects.get(pk=second.pk).withdraw()
        return approve(comment, **how)

    monkeypatch.setattr(Comment, "approve", approve_while_the_second_is_withdrawn)

    response = decide(desk, "approve", first, second, third)

    assert told(response)[0] == "2 comments decided."
    assert told(response)[1].startswith("1 comment was left as it is")
    assert set(Comment.objects.values_list("pk", "status")) == {
        (first.pk, "approved"), (third.pk, "approved"),
    }  # fmt: skip
