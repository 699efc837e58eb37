from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.moderation import REASON_MAX_LENGTH


class Batch(models.Model):
    """Many comments decided at one press, and undone by one.

    Worked off by the worker, some at a time; `selection` is what is still to be done.
    """

    class Verb(models.TextChoices):
        APPROVE = "approve", _("Approve")
        SPAM = "spam", _("Spam")
        REMOVE = "remove", _("Remove")
        RESTORE = "restore", _("Back to the queue")
        UNDO = "undo", _("Undo")

    verb = models.CharField(_("action"), max_length=20, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="batches"
    )
    about = models.CharField(max_length=200, blank=True, help_text="What they have in common.")
    reason = models.CharField(_("reason"), max_length=REASON_MAX_LENGTH, blank=True)
    tells_author = models.BooleanField(default=True)
    undoes = models.OneToOneField(
        "self", models.CASCADE, related_name="undone_by", null=True, blank=True
    )
    selection = models.JSONField(
        default=list, help_text="[[id, status, revision]]; for an undoing, ids of decisions."
    )
    total = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0, help_text="Changed by others meanwhile.")
    created_at = models.DateTimeField(_("at"), default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=["approve", "spam", "remove", "restore", "undo"]),
                name="batch_verb_known",
            ),
        ]
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self):
        return f"{self.verb} × {self.total}"

    @property
    def is_finished(self):
        return self.finished_at is not None
