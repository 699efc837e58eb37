"""Whatever changes what a page shows, and by whatever way: the next request sees it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from comments.models import Comment, DiscussionSettings
from comments.submission import submit
from posts.models import Author, Category, Page, Post, SiteIdentity, Tag
from tests.factories import (
    make_category,
    make_comment,
    make_moderator,
    make_post,
    make_staff,
    make_submission,
)

POST = "/posts/a-post/"
PATHS = (
    "/", POST, "/archive/", "/tags/", "/tags/taste/", "/categories/talks/", "/pages/about/",
    "/feed/", "/comments/feed/", f"{POST}comments/feed/",
)  # fmt: skip


@pytest.fixture
def scene(reader):
    """A site all of whose pages are kept."""
    post = make_post(slug="a-post", tags=["Taste"], categories=[make_category(slug="talks")])
    root = make_comment(post=post, author_name="Rita Root")
    make_comment(parent=root, author_name="Bea Below", user=make_staff(username="bea"))
    make_comment(post=post, status="pending", author_name="Walter Waiting")
    make_moderator(username="mona")
    for path in PATHS:
        reader.ask(path)
    reader.made.clear()
    return reader


def comment(name):
    return Comment.objects.get(author_name=name)


def moderator():
    return User.objects.get(username="mona")


def approve():
    comment("Walter Waiting").approve(by=moderator())


def approve_many():
    Comment.move_all([comment("Walter Waiting")], "approved", by=moderator(), via="desk")


def take_back():
    below, person = comment("Bea Below"), moderator()
    below.remove(by=person)
    below.take_back(below.last_decision(), by=person)


def rewrite():
    values = {"body": "Other words.", "body_html": "<p>Other words.</p>"}
    comment("Rita Root").rewrite(by=moderator(), values=values)


def by_hand():
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE comments_comment SET author_name = 'By Hand' WHERE status = 'approved'"
        )


def delete_one():
    below = comment("Bea Below")
    below.decisions.all().delete()
    below.delete()


CHANGES = {
    "a reply is approved": (approve, POST, "/", f"{POST}comments/feed/", "/comments/feed/"),
    "many are approved": (approve_many, POST, "/"),
    "one is removed": (lambda: comment("Bea Below").remove(by=moderator()), POST, "/"),
    "one with replies is removed": (lambda: comment("Rita Root").remove(by=moderator()), POST),
    "one is called spam": (lambda: comment("Bea Below").mark_as_spam(by=moderator()), POST),
    "one waits again": (lambda: comment("Bea Below").restore(by=moderator()), POST),
    "one is rewritten": (rewrite, POST, "/comments/feed/"),
    "a decision is taken back": (take_back,),
    "one is picked": (lambda: comment("Rita Root").pick(), POST),
    "one is deleted": (delete_one, POST),
    "rows are changed by hand": (by_hand, POST, "/comments/feed/"),
    "many rows are changed": (lambda: Comment.objects.update(author_url="https://a.example"), POST),
    "who wrote it is no staff any more": (
        lambda: User.objects.filter(username="bea").update(is_staff=False), POST,
    ),
    "a post is changed": (lambda: Post.objects.get().save(), "/feed/"),
    "a post is withdrawn": (lambda: Post.objects.get().withdraw(), "/", POST, "/feed/", "/tags/"),
    "a post is published": (lambda: make_post(title="Another"), "/", "/feed/", "/archive/"),
    "many posts are changed": (lambda: Post.objects.update(title="Other"), "/", POST, "/feed/"),
    "a tag is taken away": (lambda: Post.objects.get().tags.clear(), POST, "/tags/"),
    "a tag is added": (lambda: Post.objects.get().tags.add("Craft"), POST, "/tags/"),
    "a tag has another name": (lambda: Tag.objects.update(name="Tact"), POST, "/tags/"),
    "a tag is deleted": (lambda: Tag.objects.all().delete(), POST, "/tags/", "/tags/taste/"),
    "a category has another name": (lambda: Category.objects.update(name="Other"), "/", POST),
    "a category is given": (lambda: Post.objects.get().categories.add(make_category()), "/", POST),
    "a category is taken": (lambda: Post.objects.get().categories.clear(), "/", POST),
    "an author has another name": (lambda: Author.objects.update(display_name="X"), "/", POST),
    "a page is changed": (lambda: Page.objects.get(slug="about").delete(), "/pages/about/"),
    "the site has another name": (
        lambda: SiteIdentity.objects.update(name="Notes"), "/", POST, "/feed/", "/pages/about/",
    ),
    "the settings are others": (
        lambda: DiscussionSettings.objects.update(requires_name_and_email=False), POST,
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_the_next_request_sees_it(scene, change):
    happens, *shown_on = CHANGES[change]
    before = {path: scene.ask(path).body for path in PATHS}

    happens()

    for path in PATHS:
        assert scene.ask(path).body == scene.fresh(path).body
    assert {path for path in PATHS if scene.ask(path).body != before[path]} >= set(shown_on)


UNSEEN = {
    "a reply is held": lambda: submit(make_submission(post=Post.objects.get())),
    "a reply to a reply is held": lambda: submit(
        make_submission(post=Post.objects.get(), parent=comment("Rita Root"))
    ),
    "what waits is called spam": lambda: comment("Walter Waiting").mark_as_spam(by=moderator()),
    "one is reported": lambda: Comment.objects.update(open_flags=1),
    "a draft is written": lambda: make_post(status="draft", author=Author.objects.get()),
    "somebody signs in": lambda: moderator().save(update_fields=["last_login"]),
}


@pytest.mark.parametrize("happens", UNSEEN)
def test_what_no_page_shows_makes_no_page_anew(scene, happens):
    UNSEEN[happens]()

    for path in PATHS:
        scene.ask(path)
    assert scene.made == []


def test_what_is_said_under_one_post_makes_no_other_post_anew(scene):
    other = make_post(slug="other")
    scene.ask("/posts/other/")
    scene.ask(POST)
    scene.made.clear()

    make_comment(post=other)

    scene.ask(POST)
    assert scene.made == []


@pytest.fixture
def clock(monkeypatch):
    """The time can be put on."""
    really = timezone.now
    passed = timedelta()

    def put_on(**by):
        nonlocal passed
        passed += timedelta(**by)

    monkeypatch.setattr(timezone, "now", lambda: really() + passed)
    monkeypatch.setattr("posts.pagecache.front.time.time", lambda: (really() + passed).timestamp())
    return put_on


def test_a_scheduled_post_appears_when_its_time_has_come(scene, clock):
    make_post(title="Later", published_at=timezone.now() + timedelta(hours=2))
    assert b"Later" not in scene.ask("/").body

    clock(hours=3)

    assert b"Later" in scene.ask("/").body
    assert b"Later" in scene.ask("/feed/").body


def test_until_then_pages_are_kept(scene, clock):
    make_post(title="Later", published_at=timezone.now() + timedelta(hours=2))
    scene.ask("/")
    scene.made.clear()

    clock(hours=1)

    scene.ask("/")
    assert scene.made == []


def test_the_form_goes_when_the_post_closes(scene, clock):
    DiscussionSettings.objects.update(closes_old_posts=True, closes_after_days=14)
    assert b"Leave a Reply" in scene.ask(POST).body

    clock(days=15)

    assert b"Leave a Reply" not in scene.ask(POST).body
    assert scene.ask(POST).body == scene.fresh(POST).body
