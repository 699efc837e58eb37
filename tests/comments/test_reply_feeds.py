"""The feeds of replies: one post's, and all; what is public, and nobody's address."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import override_settings
from django.utils import timezone

from comments.models import Comment, Decision
from posts.models import Post
from tests.atom import ATOM, ON_OUR_SITE, entries, links, read, told
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db

ALL = "/comments/feed/"


def of_post(post):
    return f"{post.get_absolute_url()}comments/feed/"


@pytest.mark.parametrize("which", ["post", "all"])
def test_an_entry_is_a_reply_in_the_very_bytes_of_the_page(client, which):
    comment = make_comment(
        author_name="Rita & Co", body="So *it* is, a < b.\n\nhttps://x.test/?a&b"
    )
    post = comment.post

    [entry] = entries(read(client, of_post(post) if which == "post" else ALL))

    content = entry.find("content", ATOM)
    assert content.get("type") == "html"
    assert content.text == comment.body_html
    assert comment.body_html in client.get(post.get_absolute_url()).text
    assert told(entry, "author/name", "title") == ["Rita & Co", f"Rita & Co on “{post.title}”"]
    assert entry.find("summary", ATOM) is None


@ON_OUR_SITE
def test_addresses_are_absolute_and_never_come_from_the_host_header(client):
    comment = make_comment(post=make_post(slug="führung"))

    with override_settings(ALLOWED_HOSTS=["evil.example"]):
        answer = client.get(of_post(comment.post), headers={"host": "evil.example"})
    feed = ElementTree.fromstring(answer.content)

    assert links(feed) == {
        "self": "https://notes.example.org/posts/f%C3%BChrung/comments/feed/",
        "alternate": "https://notes.example.org/posts/f%C3%BChrung/",
    }
    assert links(entries(feed)[0]) == {
        "alternate": f"https://notes.example.org/comments/{comment.pk}/"
    }
    assert "evil.example" not in answer.text


@ON_OUR_SITE
def test_it_says_what_each_of_them_replies_to(client):
    root = make_comment()
    reply = make_comment(parent=root)
    post_id = client.get("/feed/").text.split("<entry>")[1].split("<id>")[1].split("</id>")[0]

    feed = entries(read(client, of_post(root.post)))

    ids = [entry.findtext("id", namespaces=ATOM) for entry in feed]
    answered = [entry.find("thr:in-reply-to", ATOM).attrib for entry in feed]
    assert answered == [
        {
            "ref": ids[1],
            "href": f"https://notes.example.org/comments/{root.pk}/",
            "type": "text/html",
        },
        {
            "ref": post_id,
            "href": f"https://notes.example.org/posts/{root.post.slug}/",
            "type": "text/html",
        },
    ]
    assert ids[0] == f"tag:notes.example.org,{reply.submitted_at:%Y-%m-%d}:comment-{reply.pk}"


def test_a_reply_to_what_was_removed_points_at_the_post(client):
    root = make_comment(author_name="Gone")
    make_comment(parent=root)
    root.remove(by=None)

    [entry] = entries(read(client, ALL))

    href = entry.find("thr:in-reply-to", ATOM).get("href")
    assert href.endswith(root.post.get_absolute_url())
    assert f"comment-{root.pk}" not in entry.find("thr:in-reply-to", ATOM).get("ref")


def test_the_id_stays_whatever_changes(client):
    comment = make_comment()
    [was] = told(read(client, ALL), "entry/id")

    Post.objects.filter(pk=comment.post_id).update(slug="elsewhere")
    Comment.objects.filter(pk=comment.pk).update(author_name="Other", edited_at=timezone.now())

    assert told(read(client, ALL), "entry/id") == [was]


def test_it_was_changed_when_readers_could_first_see_it_so(client):
    comment = make_comment(status="pending", submitted_at=timezone.now() - timedelta(days=2))
    comment.approve(by=make_moderator(), at=timezone.now() - timedelta(days=1))
    approved_at = Decision.objects.get(comment=comment).at

    [entry] = entries(read(client, ALL))
    assert told(entry, "published", "updated") == [
        comment.submitted_at.isoformat(), approved_at.isoformat(),
    ]  # fmt: skip

    edited_at = timezone.now()
    Comment.objects.filter(pk=comment.pk).update(edited_at=edited_at)
    assert told(read(client, ALL), "entry/updated") == [edited_at.isoformat()]


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_not_public_is_in_no_feed(client, status):
    comment = make_comment(status=status)

    assert entries(read(client, ALL)) == []
    assert entries(read(client, of_post(comment.post))) == []


def test_replies_on_a_hidden_post_are_in_no_feed_and_it_has_none(client):
    withdrawn, scheduled = make_comment(), make_comment()
    withdrawn.post.withdraw()
    later = timezone.now() + timedelta(hours=1)
    Post.objects.filter(pk=scheduled.post_id).update(published_at=later)

    assert entries(read(client, ALL)) == []
    assert client.get(of_post(withdrawn.post)).status_code == 404
    assert client.get(of_post(scheduled.post)).status_code == 404
    assert client.get("/posts/nowhere/comments/feed/").status_code == 404


def test_one_posts_feed_holds_that_posts_replies_alone(client):
    comment, _other = make_comment(), make_comment()

    [entry] = entries(read(client, of_post(comment.post)))

    assert told(entry, "id")[0].endswith(f"comment-{comment.pk}")
    assert len(entries(read(client, ALL))) == 2


def test_it_holds_the_newest_fifty(client):
    post = make_post()
    comments = [make_comment(post=post) for _number in range(52)]

    ids = [told(entry, "id")[0] for entry in entries(read(client, ALL))]

    assert [int(found.rpartition("-")[2]) for found in ids] == [
        comment.pk for comment in reversed(comments[2:])
    ]


def test_it_tells_no_address_of_anybody(client):
    make_comment(
        author_email="rita@secret.example",
        author_url="https://rita.example/",
        ip_address="203.0.113.99",
    )

    text = client.get(ALL).text

    assert "rita" not in text.lower().replace("rita reader", "")
    assert "203.0.113.99" not in text
    assert "<email>" not in text
    assert "<uri>" not in text


def test_characters_that_xml_cannot_hold_are_left_out(client):
    comment = make_comment(author_name="a\x01b\x0b\ufffec")
    Comment.objects.filter(pk=comment.pk).update(body_html="<p>a\x01b\x1bc</p>")

    [entry] = entries(read(client, ALL))

    assert told(entry, "author/name", "content") == ["abc", "<p>abc</p>"]


def test_who_gave_no_name_is_anonymous(client):
    make_comment(author_name="")

    assert told(read(client, ALL), "entry/author/name") == ["Anonymous"]


@pytest.mark.parametrize("number", [0, 3])
def test_a_reader_that_has_it_already_is_not_sent_it_again(client, number):
    post = make_post()
    for _number in range(number):
        make_comment(post=post)

    for address in (ALL, of_post(post)):
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    make_comment(post=post)
    assert client.get(ALL, headers={"if-none-match": etag}).status_code == 200


def test_it_costs_the_same_with_one_reply_and_with_ten(client, django_assert_num_queries):
    post = make_post()
    root = make_comment(post=post)
    client.get(ALL)
    with django_assert_num_queries(3):
        client.get(ALL)
    for _number in range(9):
        make_comment(parent=root)

    with django_assert_num_queries(3):
        client.get(ALL)
    with django_assert_num_queries(2):
        client.get(of_post(post))


def test_the_post_page_leads_to_it_and_to_following_by_mail(client):
    post = make_post(slug="führung")

    page = client.get(post.get_absolute_url()).text

    address = "/posts/f%C3%BChrung/comments/feed/"
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="Replies: {post.title}"' in page
    )
    assert page.count(f'href="{address}"') == 2
    follow = '<a href="/follow/?post=f%C3%BChrung" rel="nofollow">Follow by mail</a>'
    assert follow in page
    assert client.get(address).status_code == 200
    assert client.get("/follow/", {"post": post.slug}).status_code == 200
