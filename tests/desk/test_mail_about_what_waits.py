"""The mails themselves: who, where, why; nothing in them leads where a reader wants."""

import re

import pytest

from comments.mail import emails
from comments.mail.letters import letter_of
from comments.models import Comment, Notification
from tests.comments.mailroom import delivered, mail_server, owe
from tests.comments.reading import Elements
from tests.desk.replies import add_copies
from tests.desk.waiting import quiet_post, sweep, wishing
from tests.factories import make_comment, make_moderator
from tests.mail_server import html_of, text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db

OURS = re.compile(r"http://testserver/[\w./-]*")
LINKABLE = re.compile(r"\w[.@:]\w|://|www\.", re.IGNORECASE)
HEADERS = {
    "MIME-Version", "Content-Type", "Subject", "From", "To", "Date", "Message-ID", "List-Id",
    "List-Unsubscribe", "List-Unsubscribe-Post", "References", "In-Reply-To", "Auto-Submitted",
}  # fmt: skip
HOSTILE = [
    '<img src="https://evil.test/p.png"><a href="https://evil.test">x</a>',
    "![](https://evil.test/p.png) [x](https://evil.test) <https://evil.test>",
    '"><script src=//evil.test></script>',
    "{{ settings.SECRET_KEY }} {% url 'evil' %} https://evil.test",
    "%0d%0aBcc: x@evil.test\r\nTo: y@evil.test",
    "evil.\u2028test www.evil.test mailto:x@evil.test tel:123",
    "**e**vil.**t**est `https://evil.test` ****evil.test",
]


def held(**fields):
    """The one mail about a reply that waits."""
    moderator = wishing(mail="immediately")
    reply = make_comment(status="pending", **{"post": quiet_post(title="Less is more"), **fields})
    (message,) = sweep()
    return moderator, reply, message


def test_it_says_who_where_and_why():
    _moderator, _reply, message = held(
        author_name="Bo Both",
        body="My two cents.",
        findings=[{"rule": "first_time", "verdict": "HOLD", "reason": "Not known yet.",
                   "evidence": []}],
    )  # fmt: skip

    assert message["Subject"] == "A reply waits: Bo Both on “Less is more”"
    for part in (text_of(message), Elements(html_of(message)).text):
        for said in ("Bo Both", "Less is more", "My two cents.", "Not known yet.", "7 days"):
            assert said in part


def test_its_headers_thread_it_end_it_and_name_a_machine():
    root = make_comment(post=quiet_post())
    moderator, reply, message = held(parent=root, post=root.post)

    owed = Notification.objects.get()
    assert message["Message-ID"] == f"<comment-{reply.pk}-held-{owed.pk}@testserver>"
    ids = f"<post-{root.post_id}@testserver> <comment-{root.pk}@testserver>"
    assert message["References"] == ids
    assert message["List-Id"] == "<moderation.testserver>"
    assert message["List-Unsubscribe"].startswith("<http://testserver/unsubscribe/staff/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] is None
    assert message.rcpt == moderator.email
    assert set(message.keys()) == HEADERS


@pytest.mark.parametrize("mail", ["immediately", "hourly"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_part_holds_a_link_or_picture_of_a_readers(mail, hostile):
    wishing(mail=mail)
    parent = make_comment(post=quiet_post(), author_name=hostile[:100])
    make_comment(
        status="pending", parent=parent, body=hostile, author_name=hostile[:100],
        author_url="https://evil.test/",
        findings=[{"rule": "x", "verdict": "HOLD", "reason": hostile, "evidence": []}],
    )  # fmt: skip

    (message,) = sweep()

    markup = Elements(html_of(message))
    assert not {"img", "script", "iframe", "style", "link", "object", "form"} & markup.tags
    addresses = [value for _tag, attributes in markup.all for value in attributes.values()]
    assert all(OURS.fullmatch(a) for a in addresses if a and "/" in a)
    assert "only-for-tests" not in text_of(message)
    for part in (text_of(message), markup.text, message["Subject"]):
        ours_apart = re.sub(r"\d\d:\d\d", "", OURS.sub("", part))
        assert "evil.test" not in ours_apart
        assert not LINKABLE.search(ours_apart), LINKABLE.search(ours_apart)
    assert set(message.keys()) <= HEADERS


@pytest.mark.parametrize(
    "hostile",
    ["Bob\r\nBcc: all@example.com", "Bob\u2028X", "=?utf-8?q?x=0ABcc=3A_a=40example.com?=",
     "Bob\x85Bcc: all@example.com", "Bob\ud800", "\r\n", "B" * 5000, "Ünïcødé 🙂 " * 300],
    ids=lambda hostile: ascii(hostile)[:20],
)  # fmt: skip
@pytest.mark.parametrize("where", ["author_name", "title"])
@pytest.mark.parametrize("kind", ["held", "own_post"])
def test_no_name_and_no_title_adds_a_header_or_stops_the_mail(kind, where, hostile):
    moderator = make_moderator()
    reply = make_comment(status="pending", post=quiet_post(), body="The body.")
    owed = owe(kind, moderator.email, user=moderator, comment=reply)
    owed.comment = Comment.objects.select_related("post").get(pk=reply.pk)
    setattr(owed.comment.post if where == "title" else owed.comment, where, hostile)

    with mail_server() as server:
        emails.send(owed.kind, **letter_of(owed))
    (message,) = server.messages

    assert set(message.keys()) == HEADERS
    assert message.rcpt == moderator.email
    assert "\n" not in message["Subject"]
    assert len(message["Subject"]) <= 150
    assert "> The body." in text_of(message)


def test_a_digest_quotes_two_lines_of_each():
    make_moderator()
    post = quiet_post()
    make_comment(status="pending", post=post, body="word " * 500)
    make_comment(status="pending", post=post, body="- a\n- b\n\n> said\n\n```\ncode\n```")

    (message,) = sweep()
    quoted = [line for line in text_of(message).splitlines() if line.strip().startswith(">")]

    assert len(quoted) == 2
    assert max(map(len, quoted)) < 250
    assert message["Message-ID"] == f"<digest-{Notification.objects.get().pk}@testserver>"


def test_a_digest_costs_the_same_with_three_and_with_hundreds():
    moderator, post = make_moderator(), quiet_post()
    for _one in range(20):
        make_comment(status="pending", post=post)
    owed = owe("digest", moderator.email, user=moderator)
    few = asked_by(lambda: letter_of(Notification.objects.get(pk=owed.pk)))
    add_copies(Comment.objects.first(), 500)

    many = asked_by(lambda: letter_of(Notification.objects.get(pk=owed.pk)))

    assert len(many) == len(few) <= 9  # of which one is this test's own


def test_where_a_second_factor_is_a_must_the_mail_says_so(settings):
    settings.SECOND_FACTOR = "required"

    _moderator, _reply, message = held()

    assert "Decide, once you have signed in:" in text_of(message)
    assert "without signing in" not in text_of(message)


def test_what_is_edited_between_owing_and_sending_is_mailed_as_it_reads_then():
    moderator = make_moderator()
    reply = make_comment(status="pending", post=quiet_post(), body="Before.")
    owe("held", moderator.email, user=moderator, comment=reply)
    Comment.objects.filter(pk=reply.pk).update(body="After.", body_html="<p>After.</p>", revision=2)

    with mail_server() as server:
        (message,) = delivered(server)

    assert "> After." in text_of(message)
    assert f"/decide/{moderator.pk}-{reply.pk}-2." in text_of(message)
