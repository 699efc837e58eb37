"""What moderators and post authors are mailed, as it stands when the mail leaves."""

from django.conf import settings
from django.urls import reverse

from comments.mail.headers import absolute, ended_by, id_of, thread_of
from comments.mail.names import author_of, title_of
from comments.mail.queue_news import new_to, number_waiting, settled_at
from comments.mail.quoting import quote_of
from comments.mail.unlinked import one_line, unlinked
from comments.mail.veiled import findings_of
from comments.models import Notification, StaffPreferences, Surge
from comments.text import folded_address
from comments.tokens import DECISION_MAX_AGE, sign_decision, sign_staff_unsubscribe

Kind = Notification.Kind
KINDS = {Kind.HELD, Kind.DIGEST, Kind.SURGE, Kind.OWN_POST}
LISTED = 20  # replies in one digest; of the rest it tells how many
EXCERPT_LENGTH = 160  # characters: two lines
REASON_LENGTH = 200


def letter_of(notification):
    """Everything that `emails.send` takes for it, by name."""
    is_own = notification.kind == Kind.OWN_POST
    token = sign_staff_unsubscribe(notification.user_id, "own" if is_own else "waiting")
    unsubscribe = absolute(reverse("comments:unsubscribe_staff", args=[token]))
    letter = {
        "to": notification.email,
        "headers": {
            "Message-ID": _message_id(notification),
            **ended_by(unsubscribe, "replies" if is_own else "moderation"),
        },
        "unsubscribe": unsubscribe,
        "preferences": absolute(reverse("moderation:preferences")),
    }
    return letter | _says(notification, letter["headers"])


def decide_url(user, comment):
    token = sign_decision(user.pk, folded_address(user.email), comment.pk, comment.revision)
    return absolute(reverse("comments:decide_by_mail", args=[token]))


def _message_id(notification):
    match notification.kind:
        case Kind.HELD:
            return id_of("comment", f"{notification.comment_id}-held-{notification.pk}")
        case Kind.OWN_POST:
            return id_of("comment", notification.comment_id)
    return id_of(notification.kind, notification.pk)


def _says(notification, headers):
    user, comment = notification.user, notification.comment
    if comment is not None:
        headers |= thread_of(comment)
        said = _about(comment) | {"quote": quote_of(comment.body_html)}
        if notification.kind == Kind.OWN_POST:
            return said | {"comment_url": absolute(comment.get_absolute_url())}
        return said | _to_decide(user, comment) | {"waiting": number_waiting(user), **_desk()}
    if notification.kind == Kind.SURGE:
        return {"surge": Surge.objects.current(), "waiting": number_waiting(user), **_desk()}
    return _digest(user)


def _digest(user):
    upto = settled_at()
    since = StaffPreferences.of(user).told_at
    new = new_to(user, since, upto, limit=LISTED + 1)
    listed = [
        _about(comment) | _to_decide(user, comment) | {"excerpt": _excerpt(comment)}
        for comment in new[:LISTED]
    ]
    return {
        "listed": listed,
        "first": listed[0],
        "has_more": len(new) > LISTED,
        "waiting": number_waiting(user),
        "told_upto": upto,
        **_desk(),
    }


def _about(comment):
    post = comment.post.get_absolute_url()
    at_the_desk = reverse("moderation:comment", args=[comment.pk])
    return {
        "author": author_of(comment),
        "title": title_of(comment.post),
        # Withdrawn, the post has no page; what is said on it can be read at the desk.
        "post_url": absolute(post if comment.post.is_published else at_the_desk),
        "answers": author_of(comment.parent) if comment.parent_id else "",
    }


def _to_decide(user, comment):
    reasons = [
        unlinked(one_line(reason, REASON_LENGTH)) for reason, _evidence in findings_of(comment)
    ]
    return {
        "reasons": list(dict.fromkeys(filter(None, reasons))),
        "submitted_at": comment.submitted_at,
        "link": decide_url(user, comment),
        "days": DECISION_MAX_AGE.days,
        # Then a link decides nothing by itself.
        "needs_sign_in": settings.SECOND_FACTOR == "required",
    }


def _desk():
    return {"desk": absolute(reverse("moderation:desk"))}


def _excerpt(comment):
    """On one line: the text as a mail may quote it, without the marks of a quotation."""
    lines = quote_of(comment.body_html, length=EXCERPT_LENGTH).text.split("\n")
    return one_line(" ".join(line.lstrip("> ") for line in lines), 2 * EXCERPT_LENGTH)
