"""From any comment: hold, or file as spam, what comes like it; block this person."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import ConfirmedAddress, TermHit, WatchedTerm
from comments.readers import erasing
from tests.comments.scene import browser, last_comment, watch
from tests.desk.watching import add, watch_page, watched, wish
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return browser(make_moderator(username="mona"))


def spam(**fields):
    fields = {
        "author_email": "Promo@Casino.example", "ip_address": "198.51.100.77",
        "body": "LuckyMoose [play](https://www.win.casino.example/x)", "status": "pending",
    } | fields  # fmt: skip
    return make_comment(**fields)


def offered(response):
    return {one.value for group in response.context["suggestions"].values() for one in group}


def test_what_a_comment_has_is_offered(desk):
    response = desk.get(watch_page(spam()))

    assert offered(response) >= {
        "host:win.casino.example", "domain:win.casino.example", "domain:casino.example",
        "address:promo@casino.example", "network:198.51.100.77/32", "network:198.51.100.0/24",
        "word:luckymoose",
    }  # fmt: skip


def test_of_ipv6_the_network_and_the_site_are_offered(desk):
    comment = spam(ip_address="2001:db8:1:2::9", network="2001:db8:1:2::/64")

    response = desk.get(watch_page(comment))

    assert offered(response) >= {"network:2001:db8:1:2::/64", "network:2001:db8:1::/48"}


def test_words_that_approved_replies_use_are_no_likely_ones(desk):
    make_comment(body="Designers sketch teardowns weekly")

    response = desk.get(watch_page(spam(body="Designers sketch LuckyMoose weekly")))

    words = [one.pattern for one in response.context["suggestions"]["words"]]
    assert words[0] == "luckymoose"
    assert not {"designers", "weekly"} & set(words)


@pytest.mark.parametrize(
    ("host", "domains"),
    [("a.b.example.org", ["a.b.example.org", "example.org"]), ("example.org", ["example.org"]),
     ("x.shop.co.uk", ["x.shop.co.uk", "shop.co.uk"]), ("localhost", []), ("192.0.2.1", [])],
)  # fmt: skip
def test_a_domain_that_everybody_shares_is_not_offered(desk, host, domains):
    comment = spam(body=f"[x](https://{host}/)", author_email="")

    response = desk.get(watch_page(comment))

    found = [one.pattern for one in response.context["suggestions"]["links"] if one[0] == "domain"]
    assert found == domains


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


@pytest.mark.parametrize(
    ("whom", "chosen"),
    [("address", ["address:promo@casino.example"]), ("network", ["network:198.51.100.77/32"]),
     ("both", ["address:promo@casino.example", "network:198.51.100.77/32"])],
)  # fmt: skip
def test_to_block_a_person_is_to_file_as_spam_what_they_send(desk, whom, chosen):
    response = desk.get(f"{watch_page(spam())}?block={whom}")

    assert response.context["chosen"] == chosen
    assert response.context["form"].initial["effect"] == "spam"


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


def test_staff_are_never_caught_and_the_page_says_so(desk):
    member = make_moderator(email="mod@example.org")
    comment = make_comment(user=member, author_email="mod@example.org")
    watch("mod@example.org", match="address", effect="spam")

    page = desk.get(watch_page(comment)).content.decode()
    post_reply(browser(member), make_post(), body="Hello")

    assert "what staff post signed in is never held" in page
    assert last_comment().status == "approved"


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


@pytest.mark.parametrize(
    "address", ["/moderation/{}/watch/", "/moderation/terms/", "/moderation/terms/replay/",
                "/moderation/try/", "/moderation/surge/end/"],
)  # fmt: skip
def test_for_everybody_else_there_is_nothing(client, address):
    address = address.format(make_comment().pk)

    for one in (client, browser(make_user())):
        assert one.get(address).status_code in {404, 405}
        assert one.post(address).status_code in {404, 405}


def test_erasing_deletes_the_hits_too(client):
    watch("casino")
    post_reply(client, make_post(), body="casino", email="ann@example.org")
    assert TermHit.objects.count() == 1

    erasing.erase(ConfirmedAddress.confirm("ann@example.org"), removes_words=True)

    assert TermHit.objects.count() == 0
