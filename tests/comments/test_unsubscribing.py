"""Mails end by the link in them: looked at, nothing happens; posted to, from anywhere, they end."""

import pytest
from django.test import Client

from comments.models import Notification, Subscription
from comments.tokens import sign_link, sign_own, sign_proof, sign_unsubscribe
from tests.comments.mailroom import delivered, follow, mail_server, owe, owe_reply
from tests.comments.reading import Elements, everything_in
from tests.factories import make_comment, make_post
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def address_of(subscription):
    return f"/unsubscribe/{sign_unsubscribe(subscription.pk)}/"


@pytest.fixture
def provider():
    """As a mailbox provider posts: no cookie, no Sec-Fetch header, no Origin, no token but ours."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def subscription():
    return follow("rita@example.org", post=make_post(title="Less is more"))


def test_the_link_of_a_mail_ends_it_with_one_click(provider):
    owed = owe_reply()
    with mail_server() as server:
        (message,) = delivered(server)
    link = message["List-Unsubscribe"].strip("<>")
    assert link in text_of(message)

    response = provider.post(link.removeprefix("http://testserver"), ONE_CLICK)

    assert response.status_code == 200
    assert not Subscription.objects.filter(pk=owed.subscription_id).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"},
        {"data": ONE_CLICK},  # multipart/form-data
        {"data": b"", "content_type": "text/plain"},
    ],
    ids=["form", "multipart", "nothing"],
)
def test_whatever_a_provider_posts_ends_it(provider, subscription, sent):
    response = provider.post(address_of(subscription), **sent)

    assert response.status_code == 200
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("charset", ["base64", "utf-7", "no-such", "\xff"])
def test_whatever_charset_it_claims_ends_it_too(provider, subscription, charset):
    claimed = f"application/x-www-form-urlencoded; charset={charset}"

    response = provider.generic("POST", address_of(subscription), b"\xff\xfe=\0", claimed)

    assert response.status_code == 200
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}, {"Origin": "null"}, {}],
    ids=str,
)
def test_it_may_be_posted_from_anywhere(provider, subscription, headers):
    assert provider.post(address_of(subscription), headers=headers).status_code == 200
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_that_follows_the_link_ends_nothing(provider, subscription, method):
    response = getattr(provider, method)(address_of(subscription), ONE_CLICK)

    assert response.status_code == 200
    assert Subscription.objects.get().confirmed_at


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_no_other_method_does_anything(provider, subscription, method):
    assert provider.generic(method, address_of(subscription)).status_code == 405
    assert Subscription.objects.exists()


def test_the_page_says_what_would_end_and_whose_it_is_in_short(provider, subscription):
    page = provider.get(address_of(subscription)).content.decode()

    assert "Less is more" in page
    assert "r…@example.org" in page
    assert "rita" not in page
    buttons = Elements(page).named("button")
    assert [button.get("value") for button in buttons] == [None, "all"]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("comment", "mails about your reply on “Less is more”"),
        ("post", "every reply on “Less is more”"),
        (None, "for every new post"),
    ],
)
def test_each_kind_is_named(provider, what, said):
    post = make_post(title="Less is more")
    things = {"comment": make_comment(post=post), "post": post}
    subscription = follow("rita@example.org", **({what: things[what]} if what else {}))

    assert said in provider.get(address_of(subscription)).content.decode()


@pytest.mark.parametrize("what", ["comment", "post"])
def test_the_title_of_a_withdrawn_post_is_not_told(provider, what):
    post = make_post(title="Less is more")
    things = {"comment": make_comment(post=post), "post": post}
    subscription = follow("rita@example.org", **{what: things[what]})
    post.withdraw()

    page = provider.get(address_of(subscription))

    assert page.status_code == 200
    assert "Less is more" not in page.content.decode()


def test_only_that_one_ends(provider, subscription):
    other = follow("rita@example.org")
    theirs = follow("paul@example.org", post=subscription.post)

    provider.post(address_of(subscription))

    assert set(Subscription.objects.all()) == {other, theirs}


def test_the_second_button_ends_all_of_that_address_and_no_other(provider, subscription):
    follow("rita@example.org")
    follow("rita@example.org", comment=make_comment())
    theirs = follow("paul@example.org", post=subscription.post)

    response = provider.post(address_of(subscription), {"what": "all"})

    assert response.status_code == 200
    assert list(Subscription.objects.all()) == [theirs]


def test_what_was_owed_for_it_goes_with_it(provider):
    owed = owe_reply()
    link = owe("confirm", subscription=owed.subscription)

    provider.post(address_of(owed.subscription))

    assert list(Notification.objects.all()) == [link]  # links are counted, whatever they began
    with mail_server() as server:
        delivered(server)
    assert [message["Message-ID"] for message in server.messages] == [
        f"<link-{link.pk}@testserver>"
    ]


def test_twice_is_as_good_as_once_and_looks_the_same(provider, subscription):
    address = address_of(subscription)

    first = provider.post(address)
    second = provider.post(address)
    looked = provider.get(address)
    all_of_nothing = provider.post(address, {"what": "all"})

    assert {one.status_code for one in (first, second, looked, all_of_nothing)} == {200}
    assert first.content == second.content == looked.content == all_of_nothing.content


def forged(subscription):
    good = sign_unsubscribe(subscription.pk)
    number, signature = good.split(".")
    return [
        "x", "unsubscribe", number, f"{number}.", f".{signature}", f"{int(number) + 1}.{signature}",
        good[:-1], good + "x", good.upper(), f"{number}.{signature}.{signature}", "%00", "ü.ü",
        "9" * 400 + ".x", "-1.x", sign_link(subscription.pk), sign_proof(subscription.pk),
        sign_own(1, [subscription.pk]),
    ]  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_token_that_is_not_ours_or_for_something_else_does_nothing(
    provider, subscription, method
):
    for token in forged(subscription):
        response = getattr(provider, method)(f"/unsubscribe/{token}/")

        assert response.status_code == 404, token
        assert "This link doesn’t work any more" in response.content.decode()
        assert "example.org" not in everything_in(response)
    assert Subscription.objects.exists()


def test_an_unsubscribe_token_opens_nothing_else(client, subscription):
    token = sign_unsubscribe(subscription.pk)

    assert client.get(f"/confirm/{token}/").status_code == 404


@pytest.mark.parametrize("ended", [False, True])
def test_its_pages_are_kept_by_nobody(provider, subscription, ended):
    if ended:
        provider.post(address_of(subscription))

    for response in (
        provider.get(address_of(subscription)),
        provider.post(address_of(subscription)),
        provider.get("/unsubscribe/x/"),
    ):
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert not response.cookies


def test_followed_again_after_that_mails_come_again(provider, subscription):
    post = subscription.post
    provider.post(address_of(subscription))

    again = follow("rita@example.org", post=post)

    assert again.pk != subscription.pk
    assert (
        provider.get(address_of(subscription)).content
        == provider.post(address_of(subscription)).content
    )
    assert Subscription.objects.get() == again
