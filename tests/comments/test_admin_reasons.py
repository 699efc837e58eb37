"""A moderator's reason: one field beside the action, kept with the decision, told to the author."""

from urllib.parse import urlencode

import pytest
from django.db import connection

from comments.models import Comment, Decision
from tests.comments.desk import LIST, decide, page_of, seen, told
from tests.comments.reading import Elements
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def decide_on_list(client, action, *comments, reason):
    form = {
        "action": action,
        "reason": reason,
        "_selected_action": [comment.pk for comment in comments],
        "seen": [seen(comment) for comment in comments],
    }
    return client.post(LIST + "?status=all", form)


def decide_on_page(client, action, comment, *, reason):
    form = {
        "CHANGE_FORM-action": action,
        "CHANGE_FORM-reason": reason,
        "_selected_action": comment.pk,
        "seen": seen(comment),
    }
    return client.post(page_of(comment), form)


class Raw:
    """Sends what no form of Django's own test client can: lone surrogates."""

    def __init__(self, client):
        self.client = client

    def post(self, address, form):
        return self.client.post(
            address,
            urlencode(form, doseq=True, encoding="utf-8", errors="surrogatepass"),
            content_type="application/x-www-form-urlencoded",
        )


@pytest.mark.parametrize(("address", "name"),
                         [("list", "reason"), ("page", "CHANGE_FORM-reason")])  # fmt: skip
def test_the_field_stands_beside_the_action(desk, address, name):
    comment = make_comment(status="pending")

    page = Elements(desk.get(LIST if address == "list" else page_of(comment)).content.decode())

    assert [field.get("type") for field in page.named("input") if field.get("name") == name] == [
        "text"
    ]
    assert "Reason (told to its author):" in page.text
    assert seen(comment) in [field.get("value") for field in page.named("input")]


@pytest.mark.parametrize("decide_there", [decide_on_list, decide_on_page])
@pytest.mark.parametrize(
    ("action", "was"),
    [("approve", "pending"), ("mark_as_spam", "pending"), ("remove", "approved"),
     ("restore", "spam"), ("keep", "approved")],
)  # fmt: skip
def test_it_is_kept_with_every_decision(desk, moderator, decide_there, action, was):
    comment = make_comment(status=was)

    decide_there(desk, action, comment, reason="  A personal attack. ")

    decision = Decision.objects.get()
    assert (decision.reason, decision.by) == ("A personal attack.", moderator)


def test_it_is_kept_with_each_of_many(desk):
    comments = [make_comment(status="pending") for _time in range(3)]

    decide_on_list(desk, "remove", *comments, reason="All off topic.")

    assert set(Decision.objects.values_list("reason", flat=True)) == {"All off topic."}


def test_no_reason_is_needed(desk):
    comment = make_comment(status="pending")

    decide(desk, "approve", comment)

    assert Decision.objects.get().reason == ""


@pytest.mark.parametrize("decide_there", [decide_on_list, decide_on_page])
def test_one_that_is_too_long_decides_nothing_and_is_given_back(desk, decide_there):
    comment = make_comment(status="pending")
    reason = "ü" * 501

    response = decide_there(desk, "remove", comment, reason=reason)

    assert response.status_code == 302
    assert told(response) == [
        f"Nothing was decided: a reason may have 500 characters, yours has 501. It was: {reason}"
    ]
    assert Comment.objects.get().status == "pending"
    assert not Decision.objects.exists()


def test_the_longest_is_kept_whole(desk):
    comment = make_comment(status="pending")

    decide_on_list(desk, "remove", comment, reason="ü" * 500)

    assert Decision.objects.get().reason == "ü" * 500


@pytest.mark.parametrize(
    "reason", ["\0", "a\0b", "\ud800", "\r\nX: y", "<script>alert(1)</script>", "x" * 60_000],
    ids=["nul", "nul inside", "surrogate", "line", "markup", "enormous"],
)  # fmt: skip
@pytest.mark.parametrize("decide_there", [decide_on_list, decide_on_page])
def test_hostile_reasons_are_no_server_errors(desk, decide_there, reason):
    comment = make_comment(status="pending")

    response = decide_there(Raw(desk), "remove", comment, reason=reason)

    assert response.status_code in {200, 302}
    page = desk.get(page_of(comment))
    assert b"<script>alert" not in page.content
    assert connection.is_usable()
