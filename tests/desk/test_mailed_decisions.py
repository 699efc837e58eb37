"""A link in a moderator's mail: looking changes nothing, a button decides, on that text alone."""

import re
import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection

from comments.models import Comment, Decision, Notification
from comments.models.text_columns import values_of_text
from tests.comments.reading import Elements
from tests.comments.scene import browser
from tests.desk.waiting import link_for, links_in, press, quiet_post, sweep, waits
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post
from tests.mail_server import html_of

pytestmark = pytest.mark.django_db
INSERTED = re.compile("<ins>(.*?)</ins>")


@pytest.fixture
def moderator():
    return make_moderator(first_name="Ana", last_name="Ashe")


@pytest.fixture
def reply():
    return make_comment(status="pending", post=quiet_post(), body="Held, and worth reading.")


@pytest.fixture
def link(moderator, reply):
    return link_for(moderator, reply)


def state(reply):
    return (
        Comment.objects.values_list("status", "revision").get(pk=reply.pk),
        Decision.objects.count(),
        Notification.objects.count(),
    )


def buttons(page):
    return [one.get("value") for one in Elements(page.content.decode()).named("button")]


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


@pytest.mark.parametrize("reason", ["x" * 501, "nul\0"])
def test_a_reason_that_cannot_be_stored_is_given_back(reason, link, reply):
    before = state(reply)

    answer = press(browser(), link, "remove", reason=reason)

    assert answer.status_code == 422
    assert reason.replace("\0", "") in answer.text.replace("\0", "").replace("\ufffd", "")
    assert state(reply) == before


def test_what_a_colleague_decided_stands_and_is_shown(link, reply):
    colleague = make_moderator(first_name="Ben", last_name="Bell")
    assert reply.mark_as_spam(by=colleague)
    before = state(reply)

    looked = browser().get(link)
    answers = [
        press(browser(), link, verb, reason="Mine.")
        for verb in ("approve", "spam", "remove", "undo")
    ]

    assert looked.status_code == 200
    assert buttons(looked) == []
    for answer in answers:
        assert answer.status_code == 409
        assert "Ben Bell filed it as spam." in answer.text
    assert "Mine." in answers[2].text  # no words are lost
    assert state(reply) == before


def test_a_text_that_changed_is_not_decided_on_and_the_difference_is_shown(link, reply):
    assert reply.rewrite(
        by=make_moderator(), values=values_of_text("Held, and hardly worth reading.")
    )
    before = state(reply)

    looked = browser().get(link)
    answers = [press(browser(), link, verb) for verb in ("approve", "spam", "remove", "undo")]

    for answer in [looked, *answers]:
        assert "hardly" in "".join(INSERTED.findall(answer.text))
        assert buttons(answer) == []
    assert looked.status_code == 200
    assert {answer.status_code for answer in answers} == {409}
    assert state(reply) == before


def test_nobody_takes_back_by_a_link_what_they_decided_elsewhere(link, moderator, reply):
    reply.approve(by=moderator)

    answer = press(browser(), link, "undo")

    assert answer.status_code == 409
    reply.refresh_from_db()
    assert reply.status == "approved"


def test_of_a_withdrawn_post_it_says_so(link, reply):
    reply.post.withdraw()

    assert "isn’t public now" in browser().get(link).text
    assert press(browser(), link, "approve").status_code == 200


def test_words_that_their_author_had_erased_can_only_be_removed(link, reply):
    Comment.objects.filter(pk=reply.pk).update(body="", body_html="")

    assert press(browser(), link, "approve").status_code == 409
    assert buttons(browser().get(link)) == ["remove"]
    assert press(browser(), link, "remove").status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}], ids=str
)
def test_a_button_is_pressed_on_our_page_or_not_at_all(headers, link, reply):
    before = state(reply)

    assert press(browser(), link, "approve", headers=headers).status_code == 403
    assert state(reply) == before


def test_where_a_second_factor_is_a_must_a_link_leads_to_the_desk(link, reply, settings):
    settings.SECOND_FACTOR = "required"
    before = state(reply)

    looked, pressed = browser().get(link), press(browser(), link, "approve")

    assert (looked.status_code, pressed.status_code) == (200, 403)
    assert f'href="/moderation/{reply.pk}/"' in looked.text
    assert reply.body not in looked.text
    assert buttons(looked) == []
    assert state(reply) == before


def test_an_editors_link_counts_for_their_own_posts():
    author = make_author()
    mine = make_comment(status="pending", post=make_post(author=author))
    other = make_comment(status="pending")

    assert press(browser(), link_for(author.user, mine), "approve").status_code == 200
    assert press(browser(), link_for(author.user, other), "approve").status_code == 404
    User.objects.get(pk=author.user.pk).groups.clear()
    assert browser().get(link_for(author.user, mine)).status_code == 404


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


def test_an_anonymous_page_and_a_signed_in_one_decide_alike(link, reply):
    """The link says who decides, whoever's browser opens it."""
    press(browser(make_editor()), link, "approve")

    assert Decision.objects.latest("pk").by.get_full_name() == "Ana Ashe"


@pytest.mark.django_db(transaction=True)
def test_of_two_links_pressed_at_once_one_decides():
    people = [make_moderator(), make_moderator()]
    reply = make_comment(status="pending")
    links = [link_for(person, reply) for person in people]
    barrier, answers = threading.Barrier(2), {}

    def decide(number, verb):
        barrier.wait()
        answers[number] = press(browser(), links[number], verb).status_code
        connection.close()

    threads = [
        threading.Thread(target=decide, args=pair) for pair in enumerate(["approve", "spam"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers.values()) == [200, 409]
    assert Decision.objects.filter(comment=reply).count() == 1
