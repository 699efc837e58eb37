from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, NAME_MAX_LENGTH, Comment
from comments.text import SKELETON_MAX_LENGTH, folded_address, skeleton


class ConfirmedAddress(models.Model):
    """An e-mail address whose reader followed a link that was mailed to it."""

    email = models.EmailField(_("e-mail"), max_length=EMAIL_MAX_LENGTH, unique=True)  # folded
    name = models.CharField(
        _("name"), max_length=NAME_MAX_LENGTH, blank=True, help_text=_("As last signed with it.")
    )
    name_looks = models.CharField(
        max_length=SKELETON_MAX_LENGTH, blank=True, db_index=True, editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    proofs_since = models.DateTimeField(
        default=timezone.now, help_text="Browsers' proofs that are older count no more."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email=""), name="confirmed_address_is_one"),
        ]
        verbose_name = _("confirmed address")
        verbose_name_plural = _("confirmed addresses")

    def __str__(self):
        return self.email

    @classmethod
    def confirm(cls, email):
        return cls.objects.get_or_create(email=folded_address(email))[0]

    @property
    def comments(self):
        return Comment.objects.under(self.email)

    @property
    def is_known(self):
        """A known author: something under this address was approved."""
        return self.comments.approved().exists()

    def sign_as(self, name):
        """Remember the name it is used with: look-alikes of that are held."""
        if name != self.name:
            self.name, self.name_looks = name, skeleton(name)
            # Not save(): erased in this very moment, there is nothing to remember it for.
            ConfirmedAddress.objects.filter(pk=self.pk).update(
                name=self.name, name_looks=self.name_looks
            )

    def forget_browsers(self):
        """Every browser's proof ends, this one's too.

        Proofs know their second, no less: those of the present one end as well.
        """
        self.proofs_since = timezone.now() + timedelta(seconds=1)
        self.save(update_fields=["proofs_since"])
