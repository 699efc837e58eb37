"""Everything that is stored about one address, as plain types: for its reader to take along.

But for what moderators noted among themselves: opinions of theirs, which go when it is erased.
"""

from django.conf import settings
from django.db.models import Prefetch

from comments.models import EarlierText, Notification, Subscription
from comments.readers.my_replies import reason_of, replies_of, standing_of, title_of


def everything_under(address):
    """A dict that JSON can hold; times in ISO 8601, addresses absolute, nothing about others."""
    subscriptions = Subscription.objects.under(address.email).order_by("pk")
    mails = Notification.objects.under(address.email).filter(sent_at__isnull=False)
    return {
        "address": address.email,
        "name": address.name,
        "confirmed_at": _time(address.confirmed_at),
        "comments": [_comment(comment) for comment in _with_earlier_texts(address)],
        "follows": [
            _subscription(one) for one in subscriptions.select_related("post", "comment__post")
        ],
        "mails": [
            {"kind": mail.get_kind_display(), "sent_at": _time(mail.sent_at)}
            for mail in mails.order_by("sent_at", "pk")
        ],
    }


def _with_earlier_texts(address):
    in_order = Prefetch("earlier_texts", EarlierText.objects.order_by("revision"))
    return replies_of(address).prefetch_related(in_order)


def _comment(comment):
    return {
        "id": comment.pk,
        "post": _post(comment.post),
        "address": _absolute(comment) if comment.is_public else None,
        "text": comment.body,
        "earlier_texts": [_earlier(text) for text in comment.earlier_texts.all()],
        "status": standing_of(comment),
        "reason": reason_of(comment),
        "submitted_at": _time(comment.submitted_at),
        "edited_at": _time(comment.edited_at),
        "name": comment.author_name,
        "email": comment.author_email,
        "is_answer": comment.is_answer,
        "is_confirmed": comment.is_confirmed,
        **(_of_its_writer(comment) if _is_theirs(comment) else {}),
    }


def _earlier(text):
    """What it said before, and whether a moderator changed it: not which one."""
    by = "a moderator" if text.by_id else "its author"
    return {"text": text.body, "changed_at": _time(text.at), "changed_by": by}


def _is_theirs(comment):
    """Written with a proof of the address, or from an account that has it.

    Who else typed it wrote from a network and a browser of their own.
    """
    return comment.is_confirmed or comment.user_id is not None


def _of_its_writer(comment):
    return {
        "website": comment.author_url,
        "network_address": comment.ip_address,
        "browser": comment.user_agent,
    }


def _subscription(subscription):
    post = subscription.comment.post if subscription.comment else subscription.post
    return {
        "what": subscription.get_follows_display(),
        "comment": subscription.comment_id,
        "post": _post(post) if post else None,
        "since": _time(subscription.created_at),
        "confirmed_at": _time(subscription.confirmed_at),
    }


def _post(post):
    return {
        "title": title_of(post),
        "address": _absolute(post) if post.is_published else None,
    }


def _absolute(what):
    return settings.SITE_URL + what.get_absolute_url()


def _time(moment):
    return moment.isoformat() if moment else None
