"""What moderators type: as bounded and cleaned as what readers do."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from comments.forms.reply import ReaderText
from comments.models.note import NOTE_MAX_LENGTH
from comments.moderation import REASON_MAX_LENGTH
from comments.text import is_blank


class DecisionForm(forms.Form):
    reason = ReaderText(required=False, validators=[MaxLengthValidator(REASON_MAX_LENGTH)])
    tells_author = forms.BooleanField(required=False)


class NoteForm(forms.Form):
    text = ReaderText(
        validators=[MaxLengthValidator(NOTE_MAX_LENGTH)],
        error_messages={"required": _("The note has no text in it.")},
    )


class WordsForm(forms.Form):
    """A moderator's reply, or a reader's text as a moderator leaves it."""

    body = ReaderText(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("There is no text in it.")},
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["body"].validators.append(MaxLengthValidator(policy.text_max_length))

    def clean_body(self):
        body = self.cleaned_data["body"]
        if is_blank(body):
            raise forms.ValidationError(_("There is no text in it."), code="blank")
        return body


def problem_of(form):
    """The first thing that is wrong with it, in words; "" where nothing is."""
    return next((errors[0] for errors in form.errors.values()), "")
