from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, NAME_MAX_LENGTH, Comment
from comments.models.signed_name import SignedName
from comments.text import folded_address


class ConfirmedAddress(models.Model):
    """An e-mail address whose reader followed a link that was mailed to it."""

    email = models.EmailField(_("e-mail"), max_length=EMAIL_MAX_LENGTH, unique=True)  # folded
    name = models.CharField(
        _("name"), max_length=NAME_MAX_LENGTH, blank=True, help_text=_("As last signed with it.")
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
        address = cls.objects.get_or_create(email=folded_address(email))[0]
        names = address.comments.approved().order_by().values_list("author_name", flat=True)
        for name in names.distinct():
            SignedName.remember(name, [address.email])
        return address

    @property
    def comments(self):
        return Comment.objects.under(self.email)

    @property
    def is_known(self):
        """A known author: something under this address was approved."""
        return self.comments.approved().exists()

    def sign_as(self, name):
        """Remember the name it is used with, for the form."""
        if name != self.name:
            self.name = name
            # Not save(): erased in this very moment, there is nothing to remember it for.
            ConfirmedAddress.objects.filter(pk=self.pk).update(name=name)

    def forget_browsers(self):
        """Every browser's proof ends, this one's too.

        Proofs know their second, no less: those of the present one end as well.
        """
        self.proofs_since = timezone.now() + timedelta(seconds=1)
        self.save(update_fields=["proofs_since"])
