"""Whom a decision on a comment concerns, and why: one reason for each address."""

from comments.models.staff_preferences import StaffPreferences
from comments.models.subscription import Subscription
from comments.moderation import Status
from comments.text import folded_address


def concerned_by(decision, kinds):
    """What a mail's row says of each of them: kind, address, and the subscription or the user."""
    told = []
    is_news = not decision.undoes_id  # what was undone was said before, or never
    if decision.became == Status.APPROVED:
        told += _its_author(decision, kinds.APPROVED) if is_news else []
        told += _of_the_reply(decision, kinds)
    elif decision.became == Status.REMOVED and decision.tells_author and is_news:
        told += _its_author(decision, kinds.REFUSED)
    return told


def _its_author(decision, kind):
    """When another person decided: what a rule lets appear at once, its author has seen."""
    if not decision.by_id or decision.by_id == decision.comment.user_id:
        return []
    followers = Subscription.objects.of_comment(decision.comment).kept()
    return [_follower(kind, subscription) for subscription in followers]


def _of_the_reply(decision, kinds):
    """Whom a new reply concerns: once each, the nearer reason first, and never its own author."""
    comment = decision.comment
    reasons = [
        (kinds.REPLY, Subscription.objects.of_comment(comment.parent_id)),
        (kinds.NEW_REPLY, Subscription.objects.of_post(comment.post_id)),
    ]
    told = []
    for kind, subscriptions in reasons if comment.parent_id else reasons[1:]:
        told += [_follower(kind, subscription) for subscription in subscriptions.kept()]
    told += _author_of_its_post(decision, kinds.OWN_POST)
    found = {}
    for whom in told:
        found.setdefault(whom["email"], whom)
    if found:
        # Approved again: who knows of it from one reason needs not hear of it from another.
        news = [kinds.REPLY, kinds.NEW_REPLY, kinds.OWN_POST]
        knowing = comment.notifications.filter(kind__in=news).values_list("email", flat=True)
        for email in [folded_address(comment.author_email), *knowing]:
            found.pop(email, None)
    return found.values()


def _follower(kind, subscription):
    return {"kind": kind, "email": subscription.email, "subscription": subscription}


def _author_of_its_post(decision, kind):
    """Who wrote the post, if they wish it and neither wrote nor approved the reply themselves."""
    wish = StaffPreferences.objects.filter(
        user__author__posts=decision.comment.post_id, user__is_active=True, hears_of_replies=True
    )
    knows = {decision.by_id, decision.comment.user_id}
    for preferences in wish.select_related("user"):
        user, email = preferences.user, folded_address(preferences.user.email)
        if email and user.pk not in knows:
            yield {"kind": kind, "email": email, "user": user}
