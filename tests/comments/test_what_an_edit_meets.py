"""What an edit meets: refusals, a text that changed meanwhile, a second click; no word is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Decision, Tally
from tests.comments.afterwards import address_of, author_of, edit
from tests.comments.reading import Elements, Form
from tests.comments.scene import discuss, last_comment, long_ago, now
from tests.factories import SAME_ORIGIN, make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    return long_ago(make_comment(status="pending", body="As it was."), minutes=1)


# What is refused, with every word ----------------------------------------------------------------


@pytest.mark.parametrize("body", ["", "  \n", "\u200b", "x" * 5001])
def test_a_text_that_could_not_be_posted_cannot_be_saved(waiting, body):
    response = edit(author_of(waiting), waiting, body)

    assert response.status_code == 422
    assert Form(response, "edit").values["body"] == body
    assert now(waiting).revision == 1


def test_from_another_site_nothing_is_saved_and_the_words_are_kept(waiting):
    headers = {"Sec-Fetch-Site": "cross-site"}

    response = edit(author_of(waiting), waiting, "Whose words?", headers=headers)

    assert response.status_code == 403
    assert Form(response, "edit").values["body"] == "Whose words?"
    assert now(waiting).revision == 1


def test_what_they_have_said_already_is_refused(client):
    discuss(flood_seconds=0)
    post = make_post()
    post_reply(client, post, body="First.", name="Ann")
    post_reply(client, post, body="Second.", name="Ann")
    comment = last_comment()

    response = edit(client, comment, " FIRST. ")

    assert response.status_code == 409
    assert "already said that" in response.content.decode()
    assert now(comment).body == "Second."


def test_nobody_saves_without_end(waiting):
    client = author_of(waiting)
    for number in range(30):
        edit(client, now(waiting), f"Number {number}.")

    response = edit(client, now(waiting), "One more.")

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    assert Form(response, "edit").values["body"] == "One more."
    assert now(waiting).body == "Number 29."


# What changed meanwhile --------------------------------------------------------------------------


def test_what_was_changed_in_another_window_is_not_overwritten(waiting):
    client = author_of(waiting)
    edit(client, waiting, "In the first window.")

    response = edit(client, waiting, "In the second window.")

    page = response.content.decode()
    assert response.status_code == 409
    assert "In the first window." in page
    assert Form(response, "edit").values["body"] == "In the second window."
    assert now(waiting).body == "In the first window."


def test_having_seen_both_they_may_save(waiting):
    client = author_of(waiting)
    edit(client, waiting, "In the first window.")
    seen = Form(edit(client, waiting, "In the second window."), "edit").values["seen"]

    assert edit(client, waiting, "In the second window.", seen=seen).status_code == 303
    assert now(waiting).body == "In the second window."


def test_what_was_approved_meanwhile_is_told_first(waiting):
    client = author_of(waiting)
    seen = Form(client.get(address_of(waiting, "edit")), "edit").values["seen"]
    waiting.approve(by=make_moderator())

    response = edit(client, waiting, "Something else.", seen=seen)

    assert response.status_code == 409
    assert "approved meanwhile" in response.content.decode()
    assert (now(waiting).status, now(waiting).body) == ("approved", "As it was.")


def test_what_was_filed_as_spam_meanwhile_looks_as_before(waiting):
    client = author_of(waiting)
    before = client.get(address_of(waiting, "edit")).content
    seen = Form(client.get(address_of(waiting, "edit")), "edit").values["seen"]
    waiting.mark_as_spam(by=make_moderator())

    assert client.get(address_of(waiting, "edit")).content == before
    assert edit(client, waiting, "Changed.", seen=seen).status_code == 303
    assert now(waiting).status == "spam"


@pytest.mark.parametrize(
    "seen", ["", "x", "waiting:99", "waiting:-1", "public:1", "spam:1", "\0", "²"]
)
def test_a_forged_sight_saves_nothing(waiting, seen):
    response = author_of(waiting).post(
        address_of(waiting, "edit"), {"body": "Forged.", "seen": seen}, headers=SAME_ORIGIN
    )

    assert response.status_code in {409, 422}
    assert now(waiting).revision == 1


def test_a_second_click_is_no_conflict(waiting):
    client = author_of(waiting)

    answers = [edit(client, waiting, "As it is.") for _click in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert now(waiting).revision == 2


def test_what_is_as_it_was_is_no_new_revision(waiting):
    assert edit(author_of(waiting), waiting, "  As it was.\r\n").status_code == 303

    assert now(waiting).revision == 1
    assert now(waiting).edited_at is None
    assert not Decision.objects.exists()


# The page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [1, 16])
@pytest.mark.parametrize("what", ["edit", "withdraw"])
def test_no_one_keeps_these_pages_or_finds_them(waiting, what, minutes):
    comment = long_ago(waiting, minutes=minutes)

    response = author_of(comment).get(address_of(comment, what))

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_it_says_that_it_will_be_read_again(waiting):
    client = author_of(waiting)
    until = timezone.localtime(waiting.submitted_at + timedelta(minutes=15)).strftime("%H:%M")

    before = client.get(address_of(waiting, "edit")).content.decode()
    waiting.approve(by=None)
    public = client.get(address_of(waiting, "edit")).content.decode()

    assert "will be read as you leave it" in before
    assert "will be read again" in public
    assert f"until {until}" in before


def test_a_post_without_a_question_is_not_answered():
    comment = make_comment(
        post=make_post(question=""), status="pending", submitted_at=timezone.now()
    )
    client = author_of(comment)

    edit(client, comment, "Changed.", is_answer="on")

    assert "is_answer" not in Form(client.get(address_of(comment, "edit")), "edit").values
    assert now(comment).is_answer is False


def test_hostile_text_is_text_there_too(waiting):
    hostile = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>'

    response = edit(author_of(waiting), waiting, hostile, seen="x")

    page = Elements(response.content.decode())
    assert Form(response, "edit").values["body"] == hostile
    assert [image for image in page.named("img") if image.get("src") == "x"] == []
    assert not [found for _tag, found in page.all if any(name.startswith("on") for name in found)]


def test_answers_are_counted_anew_when_one_becomes_an_answer():
    discuss(holds_first_time=False)
    comment = make_comment(submitted_at=timezone.now())

    edit(author_of(comment), comment, comment.body, is_answer="on")

    assert now(comment).status == "approved"
    assert Tally.objects.get(post=comment.post).answers == 1
