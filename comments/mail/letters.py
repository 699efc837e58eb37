"""What each kind of mail says, and which mail it is and how it is ended."""

from django.urls import reverse

from comments.mail import new_password, staff_letters
from comments.mail.headers import absolute, ended_by, id_of, thread_of
from comments.mail.names import author_of, title_of
from comments.mail.quoting import quote_of
from comments.models import DiscussionSettings, Notification
from comments.moderation import Status
from comments.tokens import LINK_MAX_AGE, sign_link, sign_unsubscribe

Kind = Notification.Kind
# Of a mail that anybody can have sent to anybody: enough for its author to know their own words.
SNIPPET_LENGTH = 200  # characters


def letter_of(notification):
    """Everything that `emails.send` takes for it, by name."""
    if notification.kind in staff_letters.KINDS:
        return staff_letters.letter_of(notification)
    letter = {"to": notification.email, "headers": {"Message-ID": _message_id(notification)}}
    if notification.kind == Kind.PASSWORD_RESET:
        return letter | new_password.letter_about(notification.user)
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


def _message_id(notification):
    """The same for every attempt at one mail: a mailbox that has it already may drop the second."""
    match notification.kind:
        case Kind.NEW_POST:
            return id_of("post", notification.post_id)
        case Kind.CONFIRM | Kind.MY_REPLIES | Kind.PASSWORD_RESET:
            return id_of("link", notification.pk)
        case Kind.REFUSED:
            # Of each refusal its own: it may be refused again, for another reason.
            return id_of("comment", f"{notification.comment_id}-refused-{notification.pk}")
    return id_of("comment", notification.comment_id)


def _add_what_it_starts(letter, subscription):
    if subscription is not None:
        letter["follows"] = subscription.follows
        if subscription.post is not None:
            letter["title"] = title_of(subscription.post)


def _add_the_way_out(letter, notification):
    token = sign_unsubscribe(notification.subscription_id)
    letter["unsubscribe"] = absolute(reverse("comments:unsubscribe", args=[token]))
    letter["follows"] = notification.subscription.follows
    about = "posts" if notification.kind == Kind.NEW_POST else "replies"
    letter["headers"] |= ended_by(letter["unsubscribe"], about)


def _add_comment(letter, notification):
    comment = notification.comment
    is_link = notification.kind == Kind.CONFIRM
    letter |= {
        "author": author_of(comment),
        "title": title_of(comment.post),
        "quote": quote_of(comment.body_html, **({"length": SNIPPET_LENGTH} if is_link else {})),
        "comment_url": absolute(comment.get_absolute_url()),
        "post_url": absolute(comment.post.get_absolute_url()),
    }
    if notification.kind == Kind.REFUSED:
        _add_refusal(letter, comment)
    if not is_link:
        letter["headers"] |= thread_of(comment)


def _add_refusal(letter, comment):
    told = comment.decisions.by_people().standing().filter(tells_author=True)
    decision = told.filter(became=Status.REMOVED).order_by("-at", "-id").first()
    letter["may_answer"] = DiscussionSettings.current().accepts_comments_on(comment.post)
    letter["reason"] = decision.reason.strip() if decision else ""
    letter["was_public"] = decision is not None and decision.was == Status.APPROVED


def _add_post(letter, post):
    letter |= {
        "title": title_of(post),
        "post": post,
        "post_url": absolute(post.get_absolute_url()),
    }
