"""Whether what a mail would say is still true when it is sent: minutes may have passed, or days."""

from datetime import timedelta

from django.utils import timezone

from comments.mail import new_password, staff_holding
from comments.mail.staff_letters import KINDS as FOR_STAFF
from comments.models import Comment, ConfirmedAddress, Notification, Subscription
from comments.moderation import Status
from comments.text import folded_address

LINKS_ARE_WANTED_FOR = timedelta(days=1)
Kind = Notification.Kind


def still_holds(notification):
    """Asked of a row that was just read; False means that nobody is to be told any more."""
    if notification.kind == Kind.PASSWORD_RESET:
        return new_password.is_still_wanted(notification)
    if notification.kind in {Kind.CONFIRM, Kind.MY_REPLIES}:
        return _link_is_wanted(notification)
    if notification.kind in FOR_STAFF:
        return staff_holding.still_holds(notification)
    subscription = notification.subscription
    if subscription is None or subscription.confirmed_at is None:
        return False
    if notification.kind == Kind.NEW_POST:
        return notification.post is not None and notification.post.is_published
    return notification.comment is not None and _concerns(notification, notification.comment)


def _link_is_wanted(notification):
    is_fresh = timezone.now() - notification.created_at < LINKS_ARE_WANTED_FOR
    if not is_fresh or notification.used_at is not None:
        return False
    if notification.kind == Kind.CONFIRM:
        # Typed with somebody's address, spam would be mailed to them by us.
        comment = notification.comment
        return comment is None or comment.status not in {Status.SPAM, Status.REMOVED}
    # Anybody can type any address: one that is not here hears nothing of it.
    return (
        Comment.objects.under(notification.email).exists()
        or Subscription.objects.under(notification.email).exists()
        or ConfirmedAddress.objects.filter(email=notification.email).exists()
    )


def _concerns(notification, comment):
    if notification.kind == Kind.REFUSED:
        return comment.status == Status.REMOVED and comment.post.is_published
    if notification.kind != Kind.APPROVED and _is_by(notification.email, comment):
        return False
    return comment.is_public


def _is_by(email, comment):
    return folded_address(comment.author_email) == email
