from django.db import models
from django.utils.translation import gettext_lazy as _

REASON_MAX_LENGTH = 500  # characters


class Status(models.TextChoices):
    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Approved")
    SPAM = "spam", _("Spam")
    REMOVED = "removed", _("Removed")


class Via(models.TextChoices):
    RULE = "rule", _("rule")
    DESK = "desk", _("moderation desk")
    ADMIN = "admin", _("admin")
    MAIL = "mail", _("mail")
    AUTHOR = "author", _("its author")
