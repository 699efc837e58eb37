"""What a comment has that can be watched for is offered: hosts, addresses, networks, words."""

import pytest

from tests.comments.scene import browser, last_comment, watch
from tests.desk.watching import spam, watch_page
from tests.factories import (
    make_comment,
    make_moderator,
    make_post,
    post_reply,
)

pytestmark = pytest.mark.django_db


def test_what_a_comment_has_is_offered(desk):
    response = desk.get(watch_page(spam()))

    assert offered(response) >= {
        "host:win.casino.example", "domain:win.casino.example", "domain:casino.example",
        "address:promo@casino.example", "network:198.51.100.77/32", "network:198.51.100.0/24",
        "word:luckymoose",
    }  # fmt: skip


def offered(response):
    return {one.value for group in response.context["suggestions"].values() for one in group}


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


@pytest.mark.parametrize(
    ("whom", "chosen"),
    [("address", ["address:promo@casino.example"]), ("network", ["network:198.51.100.77/32"]),
     ("both", ["address:promo@casino.example", "network:198.51.100.77/32"])],
)  # fmt: skip
def test_to_block_a_person_is_to_file_as_spam_what_they_send(desk, whom, chosen):
    response = desk.get(f"{watch_page(spam())}?block={whom}")

    assert response.context["chosen"] == chosen
    assert response.context["form"].initial["effect"] == "spam"


def test_staff_are_never_caught_and_the_page_says_so(desk):
    member = make_moderator(email="mod@example.org")
    comment = make_comment(user=member, author_email="mod@example.org")
    watch("mod@example.org", match="address", effect="spam")

    page = desk.get(watch_page(comment)).content.decode()
    post_reply(browser(member), make_post(), body="Hello")

    assert "what staff post signed in is never held" in page
    assert last_comment().status == "approved"
