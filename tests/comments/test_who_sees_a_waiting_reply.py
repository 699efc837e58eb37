"""A reply that isn't public: its author in that browser sees it, moderators do, and nobody else.

Every route of the URLconf is walked by everybody else, with and without the reply in the database:
no byte may hold its words, and no answer may differ.
"""

import pytest

from comments.models import Comment, Decision
from posts.models import SiteIdentity
from tests.comments.scene import browser, discuss, last_comment, proved
from tests.comments.walking import SECRET, WORDS, paths_of, walk
from tests.factories import (
    make_author,
    make_category,
    make_comment,
    make_moderator,
    make_page,
    make_post,
    post_reply,
)

pytestmark = pytest.mark.django_db


def anonymous(_comment):
    return browser()


def another_reader(comment):
    """With a waiting reply of their own, on the same post if that takes any, and a saved name."""
    client = browser()
    post = comment.post if comment.post.is_published else make_post()
    post_reply(client, post, body="My own.", save_my_name="on")
    assert "own" in client.cookies
    return client


def who_proved_another_address(_comment):
    return proved("ann@example.org")


def another_author(_comment):
    """Staff who write, but have no rights in the admin."""
    author = make_author()
    author.user.groups.clear()
    return browser(author.user)


def editor_of_another_post(_comment):
    author = make_author()
    make_post(author=author)
    return browser(author.user)


def waiting():
    comment = _posted()
    assert comment.status == "pending"
    return comment


def spam():
    comment = _posted()
    comment.mark_as_spam(by=make_moderator())
    return comment


def removed():
    comment = _posted()
    moderator = make_moderator()
    comment.approve(by=moderator)
    comment.remove(by=moderator)
    return comment


def on_a_withdrawn_post():
    comment = _posted()
    comment.approve(by=make_moderator())
    comment.post.withdraw()
    return comment


def _posted():
    discuss(flood_seconds=0)
    SiteIdentity.current(), make_page(slug="about"), make_page(slug="privacy"), make_post()
    post = make_post(tags=["Craft"], categories=[make_category()])
    public = make_comment(post=post, body="Everybody may read this.")
    post_reply(browser(), post, to=public.pk, **WORDS)
    return last_comment()


@pytest.mark.walk
@pytest.mark.parametrize(
    "looks",
    [
        anonymous,
        another_reader,
        who_proved_another_address,
        another_author,
        editor_of_another_post,
    ],
)
@pytest.mark.parametrize("hidden", [waiting, spam, removed, on_a_withdrawn_post])
def test_nobody_else_can_tell_that_it_exists(hidden, looks):
    comment = hidden()
    client = looks(comment)
    # All of the admin once, then what is about comments; readers see its sign-in page only.
    admin = "admin/" if hidden is waiting else "admin/comments/comment/"
    admin = "nothing" if looks is another_reader else admin
    # For all others there is no desk: see tests/desk/test_strangers.py.
    desk = "moderation" if looks is editor_of_another_post else "nothing"

    with_it = walk(client, comment, admin=admin, desk=desk)

    assert [request for request, answer in with_it.items() if SECRET in answer.lower()] == []

    Decision.objects.filter(comment=comment).delete()
    Comment.objects.filter(pk=comment.pk).delete()
    # An editor's desk, of which only the words are asked, holds the time and the newest number.
    without_it = walk(client, comment, admin=admin)

    at_desk = ("GET /moderation", "POST /moderation")
    elsewhere = {request for request in with_it if not request.startswith(at_desk)}
    assert elsewhere == without_it.keys()
    differ = {request for request in without_it if with_it[request] != without_it[request]}
    # Django's own "view on site" tells staff whether there is an object of some number.
    assert {request for request in differ if not request.startswith("GET /admin/r/")} == set()


def test_the_walk_meets_what_is_public():
    comment = waiting()
    comment.approve(by=make_moderator())

    answers = walk(browser(), comment)

    assert {request.split("?")[0] for request, answer in answers.items() if SECRET in answer} >= {
        f"GET /posts/{comment.post.slug}/",
        f"GET /posts/{comment.post.slug}/reply/",
    }


def test_a_route_without_arguments_is_noticed():
    comment = waiting()

    with pytest.raises(LookupError):
        paths_of("posts/<slug>/comments/<uuid>/", comment)


def test_its_author_sees_it_in_that_browser():
    post, client = make_post(), browser()
    response = post_reply(client, post, **WORDS)

    page = client.get(response.headers["Location"])

    assert SECRET in page.content.decode()
    assert "awaiting moderation" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("hidden", [waiting, spam, removed, on_a_withdrawn_post])
def test_moderators_see_it_in_the_admin(hidden):
    comment = hidden()
    client = browser(make_moderator())

    in_list = client.get("/admin/comments/comment/", {"status": "all", "q": SECRET})
    alone = client.get(f"/admin/comments/comment/{comment.pk}/change/")

    assert SECRET in in_list.content.decode()
    assert SECRET in alone.content.decode()


def test_the_writer_of_the_post_sees_it_in_the_admin():
    comment = waiting()
    client = browser(comment.post.author.user)

    alone = client.get(f"/admin/comments/comment/{comment.pk}/change/")

    assert SECRET in alone.content.decode()


def test_its_permalink_leads_moderators_to_it_and_others_nowhere():
    comment = waiting()

    for_moderators = browser(make_moderator()).get(comment.get_absolute_url())
    for_others = browser().get(comment.get_absolute_url())

    assert for_moderators.headers["Location"] == f"/admin/comments/comment/{comment.pk}/change/"
    assert for_others.status_code == 404
