"""Staff's own comments: no holding, their account's name, and the badge on their own posts."""

import pytest

from comments.models import Comment
from tests.comments.scene import browser, discuss, last_comment, watch
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


@pytest.mark.parametrize("make", [make_moderator, make_editor])
def test_staff_skip_what_holds(make):
    discuss(moderates_all=True, links_limit=1)
    watch("casino", effect="spam")

    post_reply(browser(make()), make_post(), body="casino https://a.test/", subject="x")

    assert last_comment().status == "approved"
    assert last_comment().decisions.get().by is None


def test_an_account_that_is_no_staff_is_held_as_any_reader():
    post_reply(browser(make_user()), make_post())

    assert last_comment().status == "pending"


def test_former_staff_are_held_again():
    user = make_moderator()
    client = browser(user)
    user.is_staff = False
    user.save()

    post_reply(client, make_post())

    assert last_comment().status == "pending"


def test_someone_whose_account_was_closed_is_nobody():
    user = make_moderator(first_name="Una", last_name="Account")
    client = browser(user)
    user.is_active = False
    user.save()

    post_reply(client, make_post(), name="Una Account", email="una@example.org")

    assert last_comment().user is None
    assert last_comment().status == "pending"


def test_a_writer_comments_under_their_public_name():
    author = make_author(display_name="Paula Roche")

    post_reply(browser(author.user), make_post(), email="else@example.org", url="https://e.test/")

    comment = last_comment()
    assert comment.author_name == "Paula Roche"
    assert comment.author_email == author.user.email
    assert comment.user == author.user


@pytest.mark.parametrize("make", [make_user, make_moderator])
def test_the_login_name_is_never_public(client, make):
    user = make(username="secret-login")
    discuss(holds_first_time=False)
    post = make_post()

    post_reply(browser(user), post)

    assert "secret-login" not in last_comment().author_name
    assert "secret-login" not in client.get(f"/posts/{post.slug}/").content.decode()
    assert b"secret-login" not in browser(user).get(f"/posts/{post.slug}/reply/").content


def test_a_guests_form_sent_by_who_is_signed_in_is_asked_about_first():
    """Signed in meanwhile in another tab, or tricked into it: a name must not be lent unasked."""
    moderator, post = make_moderator(first_name="Una", last_name="Account"), make_post()

    answer = post_reply(browser(moderator), post, name="Ann Reader", body="Mine, as Ann.")

    assert answer.status_code == 409
    assert "this would be posted as Una Account" in answer.text
    assert "Mine, as Ann." in answer.text
    assert not Comment.objects.exists()


def test_only_staff_are_named_staff():
    post_reply(browser(make_user()), make_post())
    no_staff = last_comment().author_name
    post_reply(browser(make_moderator()), make_post())

    assert last_comment().author_name == "Staff"
    assert no_staff != "Staff"


def test_the_badge_stands_by_the_writer_of_this_post_and_nobody_else(client):
    author, other = make_author(display_name="Paula"), make_author(display_name="Otto")
    post = make_post(author=author)
    mine = make_comment(post=post, user=author.user, author_name="Paula")
    theirs = make_comment(post=post, user=other.user, author_name="Otto")
    typed = make_comment(post=post, author_name="Paula")

    page = client.get(f"/posts/{post.slug}/").content.decode()

    parts = dict(zip((mine, theirs, typed), page.split('<li id="comment-')[1:], strict=True))
    assert '<span class="bdg">Author</span>' in parts[mine]
    assert '<span class="bdg">Author</span>' not in parts[theirs]
    assert '<span class="bdg">Author</span>' not in parts[typed]
