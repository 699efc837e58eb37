from django import forms
from django.utils.translation import gettext_lazy as _

from comments.moderation import REASON_MAX_LENGTH


class RemovalForm(forms.Form):
    """Why a comment is removed, and whether its author is told."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=REASON_MAX_LENGTH,
        help_text=_("Kept with the decision."),
    )  # fmt: skip
    tells_author = forms.BooleanField(
        label=_("Mail it to the author, if they follow their reply"), required=False, initial=True
    )
