"""A link in a moderator's mail: looking changes nothing, a button decides."""

import pytest

from comments.models import Decision
from tests.comments.reading import Elements
from tests.comments.scene import browser
from tests.desk.waiting import buttons, link_for, links_in, press, quiet_post, state, sweep, waits
from tests.factories import make_comment, make_editor
from tests.mail_server import html_of

pytestmark = pytest.mark.django_db


def test_the_whole_way_from_a_guest_to_the_page(client, moderator):
    post = quiet_post(title="Less is more")
    reply = waits(client, post, body="Worth reading by everybody.")

    (message,) = sweep()
    (link,) = links_in(message)
    page = browser().get(link)
    assert "Worth reading by everybody." in page.content.decode()
    assert "Worth reading by everybody." not in browser().get(post.get_absolute_url()).text
    done = press(browser(), link, "approve")

    assert link in html_of(message)
    assert done.status_code == 200
    assert "You approved it." in done.text
    assert "Worth reading by everybody." in browser().get(post.get_absolute_url()).text
    decision = Decision.objects.latest("pk")
    assert (decision.by, decision.via, decision.became) == (moderator, "mail", "approved")
    assert decision.comment == reply


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW"]
)
def test_no_other_method_than_post_changes_anything(method, link, reply):
    before = state(reply)

    answer = browser().generic(method, link, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == (200 if method in {"GET", "HEAD"} else 405)
    assert state(reply) == before
    assert not answer.cookies


def test_the_page_says_what_waits_why_and_where(moderator):
    parent = make_comment(body="What is answered.", post=quiet_post(question="What will you try?"))
    reply = make_comment(
        parent=parent, status="pending", author_name="Bo", author_url="https://bo.example/",
        body="See [our notes](https://elsewhere.example/x) on cheap pills.",
        findings=[{
            "rule": "watched_terms", "verdict": "HOLD", "reason": "A watched term was found.",
            "evidence": [{"field": "body", "start": 0, "end": 5, "text": "pills"}],
        }],
    )  # fmt: skip

    page = browser().get(link_for(moderator, reply))

    said = page.text
    for shown in ("Bo", "What is answered.", "What will you try?", "A watched term was found.",
                  "https://bo.example/", "<mark>pills</mark>"):  # fmt: skip
        assert shown in said
    assert '<span class="host">elsewhere.example</span>' in said
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"
    for hidden in (reply.author_email, reply.ip_address):
        assert hidden not in said


@pytest.mark.parametrize(
    ("verb", "status"), [("approve", "approved"), ("spam", "spam"), ("remove", "removed")]
)
def test_each_button_does_what_it_says_and_can_be_taken_back(verb, status, link, reply):
    done = press(browser(), link, verb)

    reply.refresh_from_db()
    assert (done.status_code, reply.status) == (200, status)
    assert buttons(done) == ["undo"]
    undone = press(browser(), link, "undo")
    reply.refresh_from_db()
    assert (undone.status_code, reply.status) == (200, "pending")
    assert "Taken back: it waits again." in undone.text
    assert press(browser(), link, verb).status_code == 200  # and decided anew


@pytest.mark.parametrize("verb", ["approve", "spam", "remove", "undo"])
def test_the_same_button_twice_is_one(verb, link, reply):
    if verb == "undo":
        press(browser(), link, "approve")
    press(browser(), link, verb)
    before = state(reply)

    again = press(browser(), link, verb)

    assert again.status_code == 200
    assert "already" in again.text or "Taken back" in again.text
    assert state(reply) == before


def test_a_removal_takes_a_reason_and_may_be_told(link, reply):
    press(browser(), link, "remove", reason="Off topic.", tells_author="on")

    decision = Decision.objects.latest("pk")
    assert (decision.reason, decision.tells_author) == ("Off topic.", True)
    press(browser(), link, "undo")
    press(browser(), link, "remove", reason="")
    assert not Decision.objects.latest("pk").tells_author


def test_a_reason_that_is_too_long_is_given_back(link, reply):
    before = state(reply)

    answer = press(browser(), link, "remove", reason="x" * 501)

    assert answer.status_code == 422
    assert "x" * 501 in answer.text
    assert state(reply) == before


def test_of_a_reason_letters_that_nobody_sees_are_left_out(link, reply):
    press(browser(), link, "remove", reason="nul\0 and more")

    assert Decision.objects.latest("pk").reason == "nul and more"


def test_of_a_withdrawn_post_it_says_so(link, reply):
    reply.post.withdraw()

    assert "isn’t public now" in browser().get(link).text
    assert press(browser(), link, "approve").status_code == 200


def test_hostile_words_stay_words(moderator):
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}'
    reply = make_comment(
        status="pending", body=hostile, author_name=hostile[:100], author_url="https://x.example/",
        findings=[{"rule": "x", "verdict": "HOLD", "reason": hostile, "evidence": [
            {"field": "body", "start": 0, "end": 3, "text": hostile}]}],
    )  # fmt: skip
    link = link_for(moderator, reply)

    for page in (
        browser().get(link),
        press(browser(), link, "remove", reason=hostile),
        press(browser(), link, "spam", reason=hostile),
    ):
        found = Elements(page.content.decode())
        assert "img" not in found.tags
        assert all(script.get("src", "").startswith("/static/") for script in found.named("script"))


def test_an_anonymous_page_and_a_signed_in_one_decide_alike(link, moderator):
    """The link says who decides, whoever's browser opens it."""
    press(browser(make_editor()), link, "approve")

    assert Decision.objects.latest("pk").by == moderator
