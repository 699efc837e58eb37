from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, Comment
from comments.models.concerned import concerned_by
from comments.models.owed import Owed, OwedQuerySet
from comments.models.subscription import Subscription
from comments.moderation import Status, Via
from comments.text import folded_address
from posts.models import Post

# Decided where Undo stands beside it: for so long nobody is told of it.
UNDONE_WITHIN, NONE = timedelta(minutes=1), timedelta(0)
UNDONE_WHERE = {Via.DESK, Via.MAIL}
NETWORK_MAX_LENGTH = 50
# By hand, for every reply that appears: whom it concerns is put together only where this finds any.
CONCERNS_ANYBODY = """
    SELECT 1 FROM comments_subscription WHERE post_id = %s
    UNION ALL
    SELECT 1 FROM comments_subscription WHERE comment_id IN (%s, %s)
    UNION ALL
    SELECT 1 FROM posts_post JOIN posts_author ON posts_author.id = posts_post.author_id
    JOIN comments_staffpreferences ON comments_staffpreferences.user_id = posts_author.user_id
    WHERE posts_post.id = %s AND comments_staffpreferences.hears_of_replies
    LIMIT 1
"""


class NotificationQuerySet(OwedQuerySet):
    def with_all_it_is_about(self):
        return self.select_related("comment__post", "post", "subscription__post")

    def under(self, email):
        return self.filter(email=folded_address(email))

    def links(self):
        """Mails that anybody can ask for, so they are counted: rows outlive what they confirm."""
        return self.filter(kind__in=[Notification.Kind.CONFIRM, Notification.Kind.MY_REPLIES])

    def owe(self, kind, email, **about):
        """One more mail; the worker sends it after the transaction that is its cause."""
        owed = self.create(kind=kind, email=folded_address(email), **about)
        send_after_commit()
        return owed

    def owe_for(self, decision):
        """What a decision on a comment makes us tell, and whom: one mail for each address."""
        is_news = decision.became in Notification.KINDS_TOLD
        if not (is_news and _concerns_anybody(decision.comment)):
            return
        first_attempt = timezone.now() + (UNDONE_WITHIN if decision.via in UNDONE_WHERE else NONE)
        owed = [
            Notification(comment=decision.comment, next_attempt_at=first_attempt, **whom)
            for whom in concerned_by(decision, Notification.Kind)
        ]
        if owed:
            self._forget_refusals(owed)
            self.bulk_create(owed, ignore_conflicts=True)  # approved again: they know
            send_after_commit()

    def hold_back(self):
        """While Undo stands beside what they are about, nobody is told of it."""
        return self.owed().update(next_attempt_at=timezone.now() + UNDONE_WITHIN)

    def _forget_refusals(self, owed):
        """Refused again it may be for another reason: what is done with is mailed anew."""
        refused = [one for one in owed if one.kind == Notification.Kind.REFUSED]
        if refused:
            former = self.filter(kind=Notification.Kind.REFUSED, comment=refused[0].comment)
            former = former.filter(email__in=[one.email for one in refused])
            former.exclude(sent_at=None, given_up_at=None).delete()

    def try_again(self):
        """At once, what was given up or waits after an error; returns how many.

        Not what a worker is trying at this moment.
        """
        failed = self.filter(sent_at__isnull=True, used_at__isnull=True).exclude(last_error="")
        number = failed.update(given_up_at=None, attempts=0, next_attempt_at=timezone.now())
        if number:
            send_after_commit()
        return number

    def told_by(self, decisions):
        """What they made us owe, as far as rows are left of it."""
        since = {
            "comment__decisions__in": decisions,
            "created_at__gte": F("comment__decisions__at"),
        }
        kinds = Q()
        for became, told in Notification.KINDS_TOLD.items():
            kinds |= Q(comment__decisions__became=became, kind__in=told)
        return self.filter(kinds, **since)

    def recall(self, decision):
        """Take back what `decision` made us owe; returns the kinds of mails beyond recall.

        Gone is also what a worker is sending at this moment.
        """
        told = Notification.KINDS_TOLD.get(decision.became)
        if not told:
            return []
        about = self.filter(comment=decision.comment_id, kind__in=told)
        locked = list(about.filter(created_at__gte=decision.at).select_for_update())
        gone = [one for one in locked if one.sent_at or one.is_being_sent]
        self.filter(pk__in=[one.pk for one in locked if one not in gone]).delete()
        return [one.kind for one in gone]


class Notification(Owed):
    """One mail owed to one address: the row is the queue."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("a reply to their comment")
        NEW_REPLY = "new_reply", _("a reply on a post that they follow")
        APPROVED = "approved", _("their reply was approved")
        REFUSED = "refused", _("their reply was refused")
        NEW_POST = "new_post", _("a new post")
        CONFIRM = "confirm", _("a link to confirm their address")
        MY_REPLIES = "my_replies", _("a link to their replies")
        OWN_POST = "own_post", _("a reply on their own post")
        HELD = "held", _("a reply that waits")
        DIGEST = "digest", _("what waits")
        SURGE = "surge", _("more replies than usual")
        PASSWORD_RESET = "password_reset", _("a link to set a new password")

    # By what a decision made of the comment: whom it concerns then.
    KINDS_TOLD = {
        Status.APPROVED: [Kind.APPROVED, Kind.REPLY, Kind.NEW_REPLY, Kind.OWN_POST],
        Status.REMOVED: [Kind.REFUSED],
    }

    kind = models.CharField(_("kind"), max_length=40, choices=Kind)
    email = models.EmailField(_("to"), max_length=EMAIL_MAX_LENGTH)  # folded
    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="notifications", null=True, blank=True
    )
    post = models.ForeignKey(
        Post, models.CASCADE, related_name="notifications", null=True, blank=True
    )
    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="notifications", null=True, blank=True,
        help_text="Why they are told, and what the mail's links end; for a link, what it confirms.",
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True, blank=True,
        help_text="Whose account it is for: staff are told as staff, not as subscribers.",
    )  # fmt: skip
    mailbox = models.CharField(
        max_length=EMAIL_MAX_LENGTH, blank=True, help_text="Of a link: what its address counts as."
    )
    network = models.CharField(
        max_length=NETWORK_MAX_LENGTH, blank=True, help_text="Who asked for this link."
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "email", "comment"],
                name="notification_once_per_comment",
                condition=~Q(kind__in=["confirm", "my_replies"]),
            ),
            models.UniqueConstraint(
                fields=["email", "post"],
                name="notification_once_per_post",
                condition=Q(kind="new_post"),
            ),
        ]
        indexes = [
            models.Index(
                "next_attempt_at",
                name="notification_owed",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index("email", "created_at", name="notification_by_email"),
            models.Index("mailbox", "created_at", name="notification_by_mailbox"),
            models.Index("network", "created_at", name="notification_by_network"),
        ]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")

    def __str__(self):
        return f"{self.kind} → {self.email}"

    def drop(self):
        """What it would say holds no more. Links stay, unusable, for they are counted."""
        if self.kind in {self.Kind.CONFIRM, self.Kind.MY_REPLIES}:
            self._set(used_at=timezone.now())
        else:
            self.delete()


def _concerns_anybody(comment):
    """False only where nobody follows any of it, whatever was decided."""
    ids = [comment.post_id, comment.pk, comment.parent_id, comment.post_id]
    with connection.cursor() as cursor:
        cursor.execute(CONCERNS_ANYBODY, ids)
        return cursor.fetchone() is not None


def send_after_commit():
    """The row is the queue: where no task can be had for it, the sweep sends it."""
    transaction.on_commit(partial(send_owed_mail.enqueue), robust=True)


@task
def send_owed_mail():
    """On the worker: no web process talks to a mail server."""
    from comments.mail.delivery import deliver_due

    deliver_due()
