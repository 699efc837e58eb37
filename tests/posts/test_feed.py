from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from posts.models import Post, SiteIdentity
from tests.atom import ATOM, ON_OUR_SITE, entries, links, read, told
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db

FEED = "/feed/"


def test_the_feed_says_whose_it_is(client):
    SiteIdentity.objects.update_or_create(pk=1, defaults={"name": "Our notes", "tagline": "On <b>"})

    feed = read(client, FEED)

    assert told(feed, "title", "subtitle") == ["Our notes", "On <b>"]


@ON_OUR_SITE
def test_addresses_are_absolute_and_never_come_from_the_host_header(client):
    post = make_post(slug="führung")

    with override_settings(ALLOWED_HOSTS=["evil.example"]):
        feed = read(client, FEED, headers={"host": "evil.example"})

    assert links(feed) == {
        "self": "https://notes.example.org/feed/",
        "alternate": "https://notes.example.org/",
    }
    assert links(feed.find("entry", ATOM)) == {
        "alternate": "https://notes.example.org/posts/f%C3%BChrung/"
    }
    assert told(feed, "entry/author/uri") == [
        f"https://notes.example.org/authors/{post.author.slug}/"
    ]


def test_each_entry_has_what_atom_requires(client):
    post = make_post(
        title="Simple & easy",
        standfirst="a < b.\n\nSo it is.",
        author=make_author(display_name="Ada"),
        categories=[make_category(name="Work")],
        tags=["clarity"],
    )

    entry = read(client, FEED).find("entry", ATOM)

    assert told(entry, "title", "author/name", "summary") == [
        "Simple & easy", "Ada", "<p>a &lt; b.</p>\n\n<p>So it is.</p>",
    ]  # fmt: skip
    assert told(entry, "published", "updated") == [
        post.published_at.isoformat(),
        post.updated_at.isoformat(),
    ]
    assert [c.get("term") for c in entry.findall("category", ATOM)] == ["Work", "clarity"]


def test_an_entry_is_not_older_than_its_publication(client):
    post = make_post()
    Post.objects.filter(pk=post.pk).update(updated_at=timezone.now() - timedelta(days=30))

    entry = read(client, FEED).find("entry", ATOM)

    assert told(entry, "updated") == told(entry, "published")


@ON_OUR_SITE
def test_an_entry_keeps_its_id_when_its_slug_changes(client):
    post = make_post(slug="before")
    [was] = told(read(client, FEED), "entry/id")

    post.slug = "after"
    post.save()
    [now] = told(read(client, FEED), "entry/id")

    assert was == now
    assert was.startswith("tag:notes.example.org,")


def test_entries_have_ids_of_their_own(client):
    for _post in range(3):
        make_post(title="The same")

    ids = [told(entry, "id")[0] for entry in entries(read(client, FEED))]

    assert len(set(ids)) == 3


def test_the_feed_holds_the_newest_twenty(client):
    for age in range(22):
        make_post(title=str(age), published_at=timezone.now() - timedelta(hours=age + 1))

    titles = [told(entry, "title")[0] for entry in entries(read(client, FEED))]

    assert titles == [str(age) for age in range(20)]


def test_characters_that_xml_cannot_hold_are_left_out(client):
    bad = "a\x01b\x0b\x1b\ufffe\uffffc"
    make_post(
        title=bad, standfirst=bad, author=make_author(display_name=bad),
        categories=[make_category(name=bad)],
    )  # fmt: skip

    entry = read(client, FEED).find("entry", ATOM)

    assert told(entry, "title", "summary", "author/name") == ["abc", "<p>abc</p>", "abc"]
    assert entry.find("category", ATOM).get("term") == "abc"


def test_an_empty_blog_has_a_feed(client):
    feed = read(client, FEED)

    assert entries(feed) == []
    assert all(told(feed, "id", "updated"))


def test_the_feed_costs_the_same_with_one_post_and_with_ten(client, django_assert_num_queries):
    make_post(tags=["a"], categories=[make_category()])
    client.get("/feed/")
    with django_assert_num_queries(4):
        client.get("/feed/")
    for number in range(9):
        make_post(tags=[f"tag {number}"], categories=[make_category()])

    with django_assert_num_queries(4):
        client.get("/feed/")


def test_a_reader_that_has_it_already_is_not_sent_it_again(client):
    make_post()
    etag = client.get("/feed/").headers["ETag"]

    unchanged = client.get("/feed/", headers={"if-none-match": etag})
    make_post()
    changed = client.get("/feed/", headers={"if-none-match": etag})

    assert (unchanged.status_code, changed.status_code) == (304, 200)
