"""Posts that take no replies, and posts that aren't there for whoever asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from posts.models import Post
from tests.comments.reading import Elements, Form
from tests.comments.scene import browser, discuss
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


def hidden_posts():
    published = make_post()
    published.withdraw()
    later = timezone.now() + timedelta(minutes=1)
    return {
        "draft": make_post(status=Post.Status.DRAFT, published_at=None),
        "scheduled": make_post(published_at=later),
        "withdrawn": published,
    }


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_for_readers_a_hidden_post_is_not_there(state):
    post = hidden_posts()[state]
    reader = browser()

    assert post_reply(reader, post).status_code == 404
    assert reader.get(f"/posts/{post.slug}/reply/").status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_nor_for_other_staff(state):
    post = hidden_posts()[state]

    assert post_reply(browser(make_moderator()), post).status_code == 404


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_its_writer_hears_that_it_takes_no_replies(state):
    post = hidden_posts()[state]
    writer = browser(post.author.user)

    assert post_reply(writer, post).status_code == 403
    assert writer.get(f"/posts/{post.slug}/reply/").status_code == 403
    assert not Comment.objects.exists()


def test_a_post_closed_by_its_switch_says_so_and_takes_nothing(client):
    post = make_post(accepts_comments=False)
    comment = make_comment(post=post)

    page = client.get(f"/posts/{post.slug}/")
    form_page = client.get(f"/posts/{post.slug}/reply/")
    response = post_reply(client, post)

    assert "doesn’t take replies" in page.content.decode()
    assert not Form(page).found
    assert f'id="comment-{comment.pk}"' in page.content.decode()
    assert "/reply/" not in page.content.decode()
    assert form_page.status_code == 403
    assert not Form(form_page).found
    assert response.status_code == 403
    assert Comment.objects.count() == 1


def test_a_post_closed_by_age_says_since_when(client):
    discuss(closes_old_posts=True, closes_after_days=7)
    post = make_post(published_at=timezone.now() - timedelta(days=8))

    page = client.get(f"/posts/{post.slug}/")

    closed = timezone.localdate(timezone.now() - timedelta(days=1))
    assert f"Replies closed on {closed.day} {closed:%B %Y}" in page.content.decode()
    assert post_reply(client, post).status_code == 403


CLOSING = {
    "by choice": ({"accepts_comments": False}, "its author chose so"),
    "by age": ({"published_at": timezone.now() - timedelta(days=8)}, "by the age of the post"),
    "by both": (
        {"accepts_comments": False, "published_at": timezone.now() - timedelta(days=8)},
        "its author chose so",
    ),
}


@pytest.mark.parametrize(("fields", "why"), CLOSING.values(), ids=CLOSING)
def test_the_post_and_the_forms_own_page_say_why_in_the_same_words(client, fields, why):
    discuss(closes_old_posts=True, closes_after_days=7)
    post = make_post(**fields)
    comment = make_comment(post=post, body="Still readable.")

    on_post = Elements(client.get(f"/posts/{post.slug}/").text).text
    on_form = Elements(client.get(f"/posts/{post.slug}/reply/").text).text

    assert why in on_post
    assert why in on_form
    assert "What was said stays readable" in on_post or "what was said stays readable" in on_post
    assert "Still readable." in on_post
    assert client.get(comment.get_absolute_url()).status_code == 302


def test_who_is_not_signed_in_hears_that_it_takes_an_account(client):
    discuss(requires_account=True)
    post = make_post()

    for address in (f"/posts/{post.slug}/", f"/posts/{post.slug}/reply/"):
        assert "Only people who are signed in can reply here." in client.get(address).text


def test_a_closed_post_keeps_its_pages_its_filters_and_its_feed(client):
    discuss(threads_per_page=1)
    post = make_post(accepts_comments=False)
    for _number in range(2):
        make_comment(post=post, is_answer=True)

    assert client.get(f"/posts/{post.slug}/?page=2").status_code == 200
    assert client.get(f"/posts/{post.slug}/?show=answers").status_code == 200
    assert client.get(f"/posts/{post.slug}/comments/feed/").status_code == 200


def test_a_post_a_minute_younger_is_open(client):
    discuss(closes_old_posts=True, closes_after_days=7)
    post = make_post(published_at=timezone.now() - timedelta(days=7) + timedelta(minutes=1))

    page = client.get(f"/posts/{post.slug}/")

    assert Form(page).found
    assert post_reply(client, post).status_code == 303


def test_age_closes_nothing_where_the_setting_is_off(client):
    post = make_post(published_at=timezone.now() - timedelta(days=4000))

    assert post_reply(client, post).status_code == 303


def test_staff_cannot_reply_on_a_closed_post_either():
    post = make_post(accepts_comments=False)

    assert post_reply(browser(make_moderator()), post).status_code == 403


def test_where_an_account_is_needed_strangers_are_told(client):
    discuss(requires_account=True)

    response = post_reply(client, make_post())

    assert response.status_code == 403
    assert "Sign in to reply." in response.content.decode()


def test_where_an_account_is_needed_it_is_enough():
    discuss(requires_account=True)

    assert post_reply(browser(make_moderator()), make_post()).status_code == 303
