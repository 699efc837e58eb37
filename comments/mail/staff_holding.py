"""Whether what the staff would be mailed is still true, and whether they may still hear it."""

from comments.mail.queue_news import new_to, settled_at
from comments.mail.staff import ALL, is_reached_at
from comments.models import Comment, Notification, StaffPreferences, Surge

Kind = Notification.Kind


def still_holds(notification):
    user = notification.user
    if not is_reached_at(user, notification.email):
        return False
    preferences = StaffPreferences.of(user)
    if notification.kind == Kind.OWN_POST:
        return preferences.hears_of_replies and _stands_on_their_post(notification.comment, user)
    if preferences.mail == StaffPreferences.Mail.OFF:
        return False
    if notification.kind == Kind.HELD:
        waiting = Comment.objects.may_be_moderated_by(user).awaiting_moderation()
        return waiting.filter(pk=notification.comment_id).exists()
    if notification.kind == Kind.SURGE:
        return user.has_perm(ALL) and Surge.objects.current() is not None
    return bool(new_to(user, preferences.told_at, settled_at(), limit=1))


def _stands_on_their_post(comment, user):
    return comment.is_public and comment.post.author.user_id == user.pk
