"""One's own reply: seen at once in the browser that wrote it, and nowhere else."""

import re

import pytest

from comments.models import Comment
from comments.tokens import OWN_COOKIE, OWN_COOKIE_MAX_AGE, sign_own
from tests.comments.scene import browser, discuss, last_comment, long_ago
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted():
    """(browser, post, comment) just after a reader's reply."""
    client, post = browser(), make_post()
    post_reply(client, post, body="My own words.", name="Rita")
    return client, post, last_comment()


def sees(client, post):
    return "My own words." in client.get(post.get_absolute_url()).content.decode()


def test_posting_leads_to_ones_own_comment(client):
    post = make_post()

    response = post_reply(client, post)

    pk = last_comment().pk
    assert response.status_code == 303
    assert response.headers["Location"] == f"/posts/{post.slug}/?mine={pk}#comment-{pk}"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_cookie_is_for_this_post_and_no_script(client):
    post = make_post()

    cookie = post_reply(client, post).cookies[OWN_COOKIE]

    assert cookie["path"] == f"/posts/{post.slug}/"
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == OWN_COOKIE_MAX_AGE
    assert cookie["domain"] == ""


def test_behind_tls_the_cookie_goes_over_tls_only(client, settings):
    settings.SESSION_COOKIE_SECURE = True

    cookies = post_reply(client, make_post(), save_my_name="on").cookies

    assert cookies[OWN_COOKIE]["secure"] is True
    assert cookies["reader"]["secure"] is True


def test_the_cookie_holds_no_personal_data(client):
    post_reply(client, make_post(), name="Rita", email="rita@example.org")

    assert re.fullmatch(r"\d+\.\w+\.[\w-]+", client.cookies[OWN_COOKIE].value)


def test_a_path_in_another_alphabet_is_sent_back_by_browsers(client):
    post = make_post(slug="führung-日本")

    cookie = post_reply(client, post).cookies[OWN_COOKIE]

    assert cookie["path"] == "/posts/f%C3%BChrung-%E6%97%A5%E6%9C%AC/"


def test_its_author_sees_it_waiting(posted):
    client, post, comment = posted

    page = client.get(f"/posts/{post.slug}/?mine={comment.pk}")

    assert "Your reply is awaiting moderation" in page.content.decode()
    assert "My own words." in page.content.decode()
    assert f'<li id="comment-{comment.pk}" class="wait">' in page.content.decode()


def test_its_author_sees_it_without_the_query_too(posted):
    client, post, _comment = posted

    assert sees(client, post)


@pytest.mark.parametrize("address", ["/posts/{}/", "/posts/{}/?mine={}"])
def test_such_a_page_is_stored_and_indexed_by_nobody(posted, address):
    client, post, comment = posted

    page = client.get(address.format(post.slug, comment.pk))

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_an_address_with_mine_is_nobodys_to_store_either(posted):
    _client, post, comment = posted

    page = browser().get(f"/posts/{post.slug}/?mine={comment.pk}")

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_nobody_else_sees_it(posted):
    _client, post, comment = posted
    other = browser()
    post_reply(other, post, body="Another reply.")

    assert not sees(other, post)
    assert not sees(browser(), post)
    assert (
        "My own words."
        not in browser().get(f"/posts/{post.slug}/?mine={comment.pk}").content.decode()
    )


def test_who_keeps_no_cookies_is_told_that_it_arrived(posted):
    _client, post, comment = posted

    page = browser().get(f"/posts/{post.slug}/?mine={comment.pk}")

    assert "it is awaiting moderation" in page.content.decode()


@pytest.mark.parametrize(
    "forge",
    [
        lambda post, comment: str(comment.pk),
        lambda post, comment: f"{comment.pk}.1xVQ42.AAAA",
        lambda post, comment: sign_own(post.pk + 1, [comment.pk]),
        lambda post, comment: sign_own(post.pk, [comment.pk]) + "x",
        lambda post, comment: "\0",
        lambda post, comment: "",
    ],
)
def test_a_forged_cookie_shows_nothing(posted, forge):
    _client, post, comment = posted
    forger = browser()
    forger.cookies[OWN_COOKIE] = forge(post, comment)

    assert not sees(forger, post)


def test_a_proof_shows_nothing_of_another_post(posted):
    _client, post, _comment = posted
    elsewhere = make_comment(status="pending", body="My own words.")
    reader = browser()
    reader.cookies[OWN_COOKIE] = sign_own(post.pk, [elsewhere.pk])

    assert not sees(reader, elsewhere.post)
    assert not sees(reader, post)


def test_several_replies_are_all_seen(posted):
    client, post, _comment = posted
    discuss(flood_seconds=0)

    post_reply(client, post, body="A second one.")

    page = client.get(post.get_absolute_url()).content.decode()
    assert "My own words." in page
    assert "A second one." in page


def test_spam_looks_as_if_it_were_waiting(posted):
    client, post, comment = posted
    waiting = client.get(post.get_absolute_url())

    comment.mark_as_spam(by=make_moderator())
    spam = client.get(post.get_absolute_url())

    assert spam.content == waiting.content
    assert spam.headers == waiting.headers


def test_what_was_removed_is_not_shown(posted):
    client, post, comment = posted

    comment.remove(by=make_moderator())

    assert not sees(client, post)


def test_a_waiting_reply_is_not_counted(posted):
    client, post, _comment = posted

    assert "1 reply" not in client.get(post.get_absolute_url()).content.decode()


def test_the_cookie_is_dropped_when_all_is_decided_and_past_editing(posted):
    client, post, comment = posted
    comment.approve(by=make_moderator())
    long_ago(comment, minutes=15, seconds=1)

    page = client.get(post.get_absolute_url())

    assert page.cookies[OWN_COOKIE]["max-age"] == 0
    assert page.cookies[OWN_COOKIE]["path"] == f"/posts/{post.slug}/"


@pytest.mark.parametrize("status", ["pending", "spam"])
def test_it_is_kept_while_something_waits(posted, status):
    client, post, comment = posted
    long_ago(comment, days=3)
    Comment.objects.filter(pk=comment.pk).update(status=status)

    assert OWN_COOKIE not in client.get(post.get_absolute_url()).cookies
    assert sees(client, post)


def test_it_is_kept_while_something_may_be_edited(posted):
    client, post, comment = posted
    comment.approve(by=make_moderator())

    assert OWN_COOKIE not in client.get(post.get_absolute_url()).cookies


def test_a_dropped_cookie_of_a_path_in_another_alphabet_is_that_one(client):
    post = make_post(slug="führung")
    set_path = post_reply(client, post).cookies[OWN_COOKIE]["path"]
    comment = last_comment()
    comment.approve(by=make_moderator())
    long_ago(comment, hours=1)

    page = client.get(post.get_absolute_url())

    assert page.cookies[OWN_COOKIE]["path"] == set_path


def test_other_pages_are_not_made_private_by_a_foreign_cookie(client):
    client.cookies["other"] = "1"

    assert client.get(make_post().get_absolute_url()).headers["Cache-Control"] == "no-cache"
