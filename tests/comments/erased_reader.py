"""Quilla, who erases herself: what she leaves behind by then, and every table as text."""

from django.db import connection

from comments.models import Comment, ConfirmedAddress, Flag, Notification, Subscription
from tests.comments.mailed_links import send
from tests.comments.scene import browser, discuss, last_comment, proved, watch
from tests.factories import make_comment, make_moderator, make_post, make_user, post_reply

EMAIL = "Quill.Feather@Example.org"
NAME = "Quilla Featherstone"
WEBSITE = "https://quillfeather.example/me"
NETWORK = "203.0.113.77"
BROWSER = "Featherfox/7"
WORDS = "The plumage sings at dawn"
WHO = ("quill", "feather", "203.0.113.77")  # whatever the case


def everything_stored():
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        dump = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            dump += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(dump).lower()


def hers(**fields):
    return make_comment(
        **{
            "author_name": NAME,
            "author_email": EMAIL,
            "author_url": WEBSITE,
            "ip_address": NETWORK,
            "user_agent": BROWSER,
            "body": WORDS,
            "is_confirmed": True,
            "submission_key": f"key-{Comment.objects.count()}",
            **fields,
        }
    )


def erases(client=None, words="keep"):
    return send(client or proved(EMAIL), "/my-replies/erase/", words=words)


def lives():
    """All that one reader leaves behind, by the site's own ways where there are such."""
    discuss(flood_seconds=0)
    watch("plumage")
    moderator, post = make_moderator(), make_post()
    reader = browser()
    who = {"name": NAME, "email": EMAIL, "url": WEBSITE, "ip": NETWORK, "save_my_name": "on"}
    post_reply(reader, post, body=WORDS, notify="on", confirm="on", **who)
    posted = last_comment()
    posted.approve(by=moderator, reason=f"{NAME} is fine.")
    answer = make_comment(parent=posted, author_name="Bob", body="Bob’s answer.")
    Flag.objects.create(comment=posted, revision=1, reader_key="x", reason=f"{NAME} is rude.")
    for status in ("pending", "spam", "removed"):
        hers(post=post, status=status, body=f"{WORDS}, {status}")
    hers(is_confirmed=False, author_email=EMAIL.upper())
    hers(user=make_user())
    proved(EMAIL, reader)
    ConfirmedAddress.objects.get().sign_as(NAME)
    Subscription.objects.follow(EMAIL, post=post, is_confirmed=True)
    Subscription.objects.follow(EMAIL, is_confirmed=False)
    Notification.objects.owe("reply", EMAIL, comment=answer)
    Notification.objects.owe("my_replies", EMAIL, network=NETWORK)
    return reader, posted, answer
