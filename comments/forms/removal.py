from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from comments.forms.desk import DecisionForm
from comments.forms.reply import ReaderText
from comments.moderation import REASON_MAX_LENGTH


class RemovalForm(DecisionForm):
    """Why a comment is removed, and whether its author is told; as a page of its own asks."""

    reason = ReaderText(
        label=_("Reason"), required=False, validators=[MaxLengthValidator(REASON_MAX_LENGTH)],
        help_text=_("Kept with the decision."),
    )  # fmt: skip
    tells_author = forms.BooleanField(
        label=_("Mail it to the author, if they follow their reply"), required=False, initial=True
    )
