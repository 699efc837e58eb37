"""From any comment: hold, or file as spam, what comes like it; block this person."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import ConfirmedAddress, TermHit, WatchedTerm
from comments.readers import erasing
from tests.comments.scene import browser, last_comment, watch
from tests.desk.watching import add, spam, watch_page, watched, wish
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    post_reply,
)

pytestmark = pytest.mark.django_db


def test_nothing_counts_before_its_replay_was_seen(desk):
    response = desk.post(watch_page(spam()), wish("word:luckymoose"))

    assert response.status_code == 200
    assert response.context["replays"][0].caught == 1
    assert watched() == []


def test_one_press_adds_what_was_replayed(desk):
    comment = spam()

    response = add(
        desk, comment, "word:luckymoose", "domain:casino.example",
        effect="spam", days="7", note="Casino", words="win big\n\n win big \nfree spins",
    )  # fmt: skip

    assert response.status_code == 303
    assert response.headers["Location"] == f"/moderation/{comment.pk}/"
    assert watched() == [
        ("domain", "casino.example", "spam"), ("word", "free spins", "spam"),
        ("word", "luckymoose", "spam"), ("word", "win big", "spam"),
    ]  # fmt: skip
    term = WatchedTerm.objects.first()
    assert (term.note, term.by.username) == ("Casino", "mona")
    assert timedelta(days=6) < term.expires_at - timezone.now() <= timedelta(days=7)


def test_it_leads_back_to_the_same_list(desk):
    comment = spam()
    address = f"{watch_page(comment)}?view=spam&block=both"

    response = desk.post(address, {**wish("word:casino"), "step": "add"})

    assert response.headers["Location"] == f"/moderation/{comment.pk}/?view=spam"


def test_a_blocked_person_sees_what_everybody_sees_who_waits(desk, client):
    add(desk, spam(), "address:promo@casino.example", effect="spam")
    post = make_post()

    blocked = post_reply(browser(), post, email="pro.mo+2@CASINO.example", name="Pat")
    blocked_comment = last_comment()
    stranger = post_reply(client, post, email="new@example.org", name="Pat")

    assert blocked_comment.status == "spam"
    assert last_comment().status == "pending"
    pages = []
    for response, number in ((blocked, blocked_comment.pk), (stranger, last_comment().pk)):
        assert response.status_code == 303
        address = response.headers["Location"]
        pages.append(re.sub(rf"\b(mine=|comment-){number}\b", r"\1N", address))
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "chosen",
    ["network:10.0.0.0/8", "network:2001:db8::/31", "domain:gmail.com", "domain:example",
     "address:boss@example.org", "network:127.0.0.1"],
)  # fmt: skip
def test_what_may_catch_a_great_many_is_added_when_told_twice(desk, chosen):
    make_moderator(email="Boss@example.org")
    comment = spam()

    first = add(desk, comment, chosen)
    assert (first.status_code, watched()) == (422, [])
    assert first.context["asks_twice"]

    add(desk, comment, chosen, is_sure="on")
    assert len(watched()) == 1


def test_a_caution_says_how_many_approved_ones_it_would_have_caught(desk):
    make_comment(author_email="reader@gmail.com")
    make_comment(author_email="other@gmail.com")

    page = desk.post(watch_page(spam()), wish("domain:gmail.com")).content.decode()

    assert "it would have caught 2 approved replies" in page


@pytest.mark.parametrize(
    "chosen", ["host:testserver", "domain:testserver", "host:notes.example.org",
               "domain:example.org", "domain:www.notes.example.org"],
)  # fmt: skip
def test_the_site_itself_is_never_watched_for(desk, settings, chosen):
    settings.ALLOWED_HOSTS = ["testserver", "notes.example.org"]

    response = add(desk, spam(), chosen, is_sure="on")

    assert (response.status_code, watched()) == (422, [])


def test_a_domain_in_its_own_letters_is_the_one_in_links(desk, client):
    add(desk, spam(), "domain:münchen.example", effect="spam")

    post_reply(client, make_post(), body="[x](http://shop.xn--mnchen-3ya.example/)")

    assert last_comment().status == "spam"


def test_what_is_watched_for_already_is_never_weakened(desk):
    watch("luckymoose", effect="spam")
    comment = spam()

    add(desk, comment, "word:luckymoose", effect="hold", days="1")
    assert watched() == [("word", "luckymoose", "spam")]
    assert WatchedTerm.objects.get().expires_at is None

    WatchedTerm.objects.update(effect="hold", expires_at=timezone.now() + timedelta(hours=1))
    add(desk, comment, "word:luckymoose", effect="spam", days="7")
    assert watched() == [("word", "luckymoose", "spam")]
    assert WatchedTerm.objects.get().expires_at > timezone.now() + timedelta(days=6)


def test_what_had_expired_counts_again_as_it_is_asked_for_now(desk):
    watch("luckymoose", effect="spam", expires_at=timezone.now() - timedelta(days=1))

    add(desk, spam(), "word:luckymoose", effect="hold", days="1")

    assert watched() == [("word", "luckymoose", "hold")]
    assert WatchedTerm.objects.get().is_in_force


def test_editors_see_no_site_wide_terms(desk):
    editor = make_editor()
    comment = make_comment(post=make_post(author=make_author(user=editor)))
    own = browser(editor)

    for address in (watch_page(comment), "/moderation/terms/", "/moderation/terms/replay/"):
        assert own.get(address).status_code == 404
    assert own.post(watch_page(comment), wish("word:x")).status_code == 404
    assert own.get("/moderation/try/").status_code == 200


def test_erasing_deletes_the_hits_too(client):
    watch("casino")
    post_reply(client, make_post(), body="casino", email="ann@example.org")
    assert TermHit.objects.count() == 1

    erasing.erase(ConfirmedAddress.confirm("ann@example.org"), removes_words=True)

    assert TermHit.objects.count() == 0
