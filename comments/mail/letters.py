"""What each kind of mail says, and the headers by which mailboxes thread it and end it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.mail.quoting import quote_of
from comments.mail.unlinked import one_line, unlinked
from comments.models import Comment, DiscussionSettings, Notification
from comments.moderation import Status
from comments.tokens import LINK_MAX_AGE, sign_link, sign_unsubscribe

Kind = Notification.Kind
NAME_MAX_LENGTH = 60  # characters; of names and titles, where they stand in a sentence
TITLE_MAX_LENGTH = 120
# Of a mail that anybody can have sent to anybody: enough for its author to know their own words.
SNIPPET_LENGTH = 200
NEAREST = 10  # of the comments above one: mailboxes need the first and the last few


def letter_of(notification):
    """Everything that `emails.send` takes for it, by name."""
    letter = {"to": notification.email, "headers": {"Message-ID": _message_id(notification)}}
    if notification.kind in {Kind.CONFIRM, Kind.MY_REPLIES}:
        letter |= {
            "address": notification.email,
            "link": absolute(reverse("comments:confirm", args=[sign_link(notification.pk)])),
            "days": LINK_MAX_AGE.days,
        }
        _add_what_it_starts(letter, notification.subscription)
    else:
        letter |= {"my_replies": absolute(reverse("comments:my_replies"))}
        _add_the_way_out(letter, notification)
    if notification.comment is not None:
        _add_comment(letter, notification)
    if notification.kind == Kind.NEW_POST:
        _add_post(letter, notification.post)
    return letter


def absolute(path):
    return settings.SITE_URL + path


def _message_id(notification):
    """The same for every attempt at one mail: a mailbox that has it already may drop the second."""
    match notification.kind:
        case Kind.NEW_POST:
            return _id("post", notification.post_id)
        case Kind.CONFIRM | Kind.MY_REPLIES:
            return _id("link", notification.pk)
        case Kind.REFUSED:
            return _id("comment", f"{notification.comment_id}-refused")
    return _id("comment", notification.comment_id)


def _id(what, number):
    return f"<{what}-{number}@{_host()}>"


def _host():
    return urlsplit(settings.SITE_URL).hostname


def _add_what_it_starts(letter, subscription):
    if subscription is not None:
        letter["follows"] = subscription.follows
        if subscription.post is not None:
            letter["title"] = one_line(subscription.post.title, TITLE_MAX_LENGTH)


def _add_the_way_out(letter, notification):
    token = sign_unsubscribe(notification.subscription_id)
    letter["unsubscribe"] = absolute(reverse("comments:unsubscribe", args=[token]))
    letter["follows"] = notification.subscription.follows
    about = "posts" if notification.kind == Kind.NEW_POST else "replies"
    letter["headers"] |= {
        "List-Id": f"<{about}.{_host()}>",
        "List-Unsubscribe": f"<{letter['unsubscribe']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }


def _add_comment(letter, notification):
    comment = notification.comment
    is_link = notification.kind == Kind.CONFIRM
    letter |= {
        "author": unlinked(one_line(comment.author_name, NAME_MAX_LENGTH)) or _("Anonymous"),
        "title": one_line(comment.post.title, TITLE_MAX_LENGTH),
        "quote": quote_of(comment.body_html, **({"length": SNIPPET_LENGTH} if is_link else {})),
        "comment_url": absolute(comment.get_absolute_url()),
        "post_url": absolute(comment.post.get_absolute_url()),
    }
    if notification.kind == Kind.REFUSED:
        _add_refusal(letter, comment)
    if not is_link:
        chain = [_id("post", comment.post_id), *(_id("comment", pk) for pk in _above(comment))]
        letter["headers"] |= {"References": " ".join(chain), "In-Reply-To": chain[-1]}


def _add_refusal(letter, comment):
    by_people = comment.decisions.filter(became=Status.REMOVED, by__isnull=False)
    decision = by_people.order_by("-at", "-id").first()
    letter["may_answer"] = DiscussionSettings.current().accepts_comments_on(comment.post)
    letter["reason"] = decision.reason.strip() if decision else ""
    letter["was_public"] = decision is not None and decision.was == Status.APPROVED


def _add_post(letter, post):
    letter |= {
        "title": one_line(post.title, TITLE_MAX_LENGTH),
        "post": post,
        "post_url": absolute(post.get_absolute_url()),
    }


def _above(comment):
    """Ids of what it stands below: its root first, its parent last."""
    nearest, above = [], comment.parent_id
    while above is not None and len(nearest) < NEAREST:
        nearest.append(above)
        above = Comment.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    if above is not None:
        nearest.append(comment.thread_id)
    return list(dict.fromkeys(reversed(nearest)))
