from datetime import timedelta
from functools import partial

from django.db import models, transaction
from django.db.models import F, Q
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, Comment
from comments.models.subscription import Subscription
from comments.moderation import Status
from comments.text import folded_address
from posts.models import Post

# Waiting after each attempt that failed; after the last one it is given up: two days in all.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
ERROR_MAX_LENGTH = 300  # characters
NETWORK_MAX_LENGTH = 50


class NotificationQuerySet(models.QuerySet):
    def owed(self):
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self):
        return self.owed().filter(next_attempt_at__lte=timezone.now()).order_by("next_attempt_at")

    def given_up(self):
        return self.filter(given_up_at__isnull=False)

    def under(self, email):
        return self.filter(email=folded_address(email))

    def owe(self, kind, email, **about):
        """One more mail; the worker sends it after the transaction that is its cause."""
        owed = self.create(kind=kind, email=folded_address(email), **about)
        send_after_commit()
        return owed

    def owe_for(self, decision):
        """What a decision on a comment makes us tell, and whom: one mail for each address."""
        comment, told = decision.comment, []
        if decision.became == Status.APPROVED:
            told += _of_its_approval(decision)
            told += _of_the_reply(comment)
        elif decision.became == Status.REMOVED and decision.by_id:
            told += [
                (Notification.Kind.REFUSED, subscription)
                for subscription in Subscription.objects.of_comment(comment)
            ]
        owed = [
            Notification(
                kind=kind, email=subscription.email, comment=comment, subscription=subscription
            )
            for kind, subscription in told
        ]
        if owed:
            self.bulk_create(owed, ignore_conflicts=True)  # approved again: they know
            send_after_commit()


class Notification(models.Model):
    """One mail owed to one address: the row is the queue."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("a reply to their comment")
        NEW_REPLY = "new_reply", _("a reply on a post that they follow")
        APPROVED = "approved", _("their reply was approved")
        REFUSED = "refused", _("their reply was refused")
        NEW_POST = "new_post", _("a new post")
        CONFIRM = "confirm", _("a link to confirm their address")
        MY_REPLIES = "my_replies", _("a link to their replies")

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
    network = models.CharField(
        max_length=NETWORK_MAX_LENGTH, blank=True, help_text="Who asked for this link."
    )
    created_at = models.DateTimeField(_("owed since"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_error = models.CharField(_("last error"), max_length=ERROR_MAX_LENGTH, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    used_at = models.DateTimeField(_("link used"), null=True, blank=True)

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
            models.Index("network", "created_at", name="notification_by_network"),
        ]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")

    def __str__(self):
        return f"{self.kind} → {self.email}"

    def claim(self):
        """Take this attempt, so that of two workers one sends; False when it was taken.

        The next attempt is set before this one begins: a worker that dies in it costs a wait.
        """
        now = timezone.now()
        wait = BACK_OFF[min(self.attempts, len(BACK_OFF) - 1)]
        return bool(
            Notification.objects.due()
            .filter(pk=self.pk, attempts=self.attempts)
            .update(attempts=F("attempts") + 1, next_attempt_at=now + wait)
        )


def _of_its_approval(decision):
    """Its author, when it had waited for a person: what appears at once they have seen."""
    if not decision.by_id:
        return []
    return [
        (Notification.Kind.APPROVED, subscription)
        for subscription in Subscription.objects.of_comment(decision.comment)
    ]


def _of_the_reply(comment):
    """Whom a new reply concerns: once each, the nearer reason first, and never its own author."""
    told = {folded_address(comment.author_email)} if comment.author_email else set()
    reasons = [(Notification.Kind.NEW_REPLY, Subscription.objects.of_post(comment.post_id))]
    if comment.parent_id:
        parents = Subscription.objects.of_comment(comment.parent_id)
        reasons.insert(0, (Notification.Kind.REPLY, parents))
    for kind, subscriptions in reasons:
        for subscription in subscriptions:
            if subscription.email not in told:
                told.add(subscription.email)
                yield kind, subscription


def send_after_commit():
    transaction.on_commit(partial(send_owed_mail.enqueue))


@task
def send_owed_mail():
    """On the worker: no web process talks to a mail server."""
    from comments.mail.delivery import deliver_due

    deliver_due()
