"""The envelope and the headers: threads, ends, and nothing that a name or a title could add."""

import pytest
from django.test import override_settings

from comments.models import Comment, Notification
from posts.models import Post
from tests.comments.mailroom import delivered, follow, mail_server, owe, owe_reply, reply_to
from tests.factories import make_comment, make_post
from tests.mail_server import html_of, text_of

pytestmark = pytest.mark.django_db


def arrived():
    with mail_server() as server:
        return list(delivered(server))


def test_mails_about_one_conversation_form_a_thread():
    post = make_post()
    follow("paul@example.org", post=post)
    announced = owe(
        "new_post", "paul@example.org", post=post, subscription=follow("paul@example.org")
    )
    root = make_comment(post=post, status="pending")
    root.approve(by=None)
    child = reply_to(root)
    grandchild = reply_to(child)
    Notification.objects.exclude(email="paul@example.org").delete()

    new_post, about_root, about_child, about_grandchild = arrived()

    p, r, c, g = (
        f"<{name}@testserver>"
        for name in (
            f"post-{announced.post_id}",
            f"comment-{root.pk}",
            f"comment-{child.pk}",
            f"comment-{grandchild.pk}",
        )
    )
    assert (new_post["Message-ID"], new_post["References"]) == (p, None)
    assert [m["Message-ID"] for m in (about_root, about_child, about_grandchild)] == [r, c, g]
    assert about_root["References"] == p
    assert about_child["References"] == f"{p} {r}"
    assert about_grandchild["References"] == f"{p} {r} {c}"
    assert [m["In-Reply-To"] for m in (about_root, about_child, about_grandchild)] == [p, r, c]
    assert {m["Subject"] for m in (about_root, about_child, about_grandchild)} == {
        f"Re: {post.title}"
    }


def test_far_down_a_thread_the_first_and_the_nearest_are_named():
    comments = [make_comment()]
    for _depth in range(30):
        comments.append(make_comment(parent=comments[-1]))
    subscription = follow("paul@example.org", post=comments[0].post)
    owe("new_reply", "paul@example.org", comment=comments[-1], subscription=subscription)

    (message,) = arrived()
    ids = message["References"].split()

    assert ids[:2] == [
        f"<post-{comments[0].post_id}@testserver>",
        f"<comment-{comments[0].pk}@testserver>",
    ]
    assert ids[2:] == [f"<comment-{one.pk}@testserver>" for one in comments[-11:-1]]


def test_a_refusal_has_an_id_of_its_own():
    comment = make_comment(status="removed", author_email="rita@example.org")
    follows = follow("rita@example.org", comment=comment)
    owed = owe("refused", comment=comment, subscription=follows)

    (message,) = arrived()

    assert message["Message-ID"] == f"<comment-{comment.pk}-refused-{owed.pk}@testserver>"


def test_each_mail_says_that_a_machine_sent_it_and_how_to_end_it():
    owe_reply()

    (message,) = arrived()

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<replies.testserver>"
    assert message["List-Unsubscribe"].startswith("<http://testserver/unsubscribe/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["From"] == "Mentoring Notes <notes@example.org>"
    assert message["To"] == "rita@example.org"
    assert message["Date"]


def test_a_link_is_no_list():
    owe("confirm")

    (message,) = arrived()

    assert message["Auto-Submitted"] == "auto-generated"
    assert not [name for name in message if name.startswith("List-")]


@override_settings(SITE_URL="https://a-rather-long-name.of-some-organisation.example.org")
def test_addresses_longer_than_a_line_stay_addresses():
    root = make_comment()
    reply = make_comment(parent=root)
    owe("reply", comment=reply, subscription=follow("rita@example.org", comment=root))

    (message,) = arrived()
    head = message.raw.partition(b"\r\n\r\n")[0]

    # Python would make "=?utf-8?q?=3Chttps=3A//..." of it, and no mailbox would find the address.
    assert b"=?" not in head
    assert (
        b"\nList-Unsubscribe: <https://a-rather-long-name.of-some-organisation.example.org/" in head
    )
    assert message["References"].split()[-1] == message["In-Reply-To"]
    assert max(map(len, head.split(b"\r\n"))) < 998


HOSTILE = [
    "Bob\r\nBcc: all@example.com",
    "Bob\n\nBody",
    "Bob X",
    "Bob\u2028Bcc: all@example.com",
    "=?utf-8?q?x?=\r\n y",
    "=?utf-8?q?x=0ABcc=3A_all=40example.com?=",
    "Bob\0",
    "Bob\x85Bcc: all@example.com",
    "Bob\ud800",
    "\r\n",
    "B" * 5000,
    "Ünïcødé 🙂 " * 300,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: ascii(hostile)[:30])
@pytest.mark.parametrize("where", ["author_name", "title"])
def test_no_name_and_no_title_adds_a_header_or_stops_the_mail(where, hostile):
    """As rows that no form of ours wrote might have it; databases refuse some, so not stored."""
    owed = owe_reply(body="The body.")
    comment = Comment.objects.select_related("post").get(pk=owed.comment_id)
    if where == "title":
        comment.post.title = hostile
    else:
        comment.author_name = hostile
    owed.comment = comment

    message = _sent(owed)

    assert set(message.keys()) == EXPECTED
    assert len(message.get_all("To")) == 1
    assert message.rcpt == "rita@example.org"
    assert "\n" not in message["Subject"]
    assert len(message["Subject"]) <= 150
    assert "> The body." in text_of(message)
    assert "The body." in html_of(message)
    assert max(map(len, message.raw.split(b"\r\n"))) <= 998


EXPECTED = {
    "MIME-Version", "Content-Type", "Subject", "From", "To", "Date", "Message-ID", "List-Id",
    "List-Unsubscribe", "List-Unsubscribe-Post", "References", "In-Reply-To", "Auto-Submitted",
}  # fmt: skip


def _sent(owed):
    from comments.mail import emails
    from comments.mail.letters import letter_of

    with mail_server() as server:
        emails.send(owed.kind, **letter_of(owed))
    (message,) = server.messages
    return message


def test_a_title_with_markup_is_text_in_the_subject():
    post = make_post(title="A < B & “C” – führung")
    owe("new_post", post=post, subscription=follow("rita@example.org"))

    (message,) = arrived()

    assert message["Subject"] == "A < B & “C” – führung"


def test_a_title_on_two_lines_of_the_database_is_mailed_on_one():
    post = make_post()
    Post.objects.filter(pk=post.pk).update(title="One\r\nBcc: all@example.com")
    owe("new_post", post=post, subscription=follow("rita@example.org"))

    (message,) = arrived()

    assert message["Subject"] == "One Bcc: all@example.com"
    assert message["Bcc"] is None
