"""What a reader fills in about a comment that is there: their own, or one they report."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comments.forms.reply import ReaderText, markdown_shown
from comments.models import Flag
from comments.models.flag import REASON_MAX_LENGTH
from comments.text import is_blank

REVISION_MAX = 1_000_000_000  # what every database can compare


class EditForm(forms.Form):
    is_answer = forms.BooleanField(
        label=_("My reply answers the mentoring question"), required=False
    )
    body = ReaderText(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 10}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, comment, policy, initial=None):
        super().__init__(data, initial=initial, label_suffix="")
        self.question = comment.post.question_parts[1]
        self.markdown_shown = markdown_shown(get_language())
        if not self.question:
            del self.fields["is_answer"]
        self.fields["body"].validators.append(MaxLengthValidator(policy.text_max_length))
        address = reverse("comments:edit", args=[comment.post.slug, comment.pk])
        self.helper = _helper("edit", address, self.fields, _("Save"))

    def clean_body(self):
        body = self.cleaned_data["body"]
        if is_blank(body):
            raise forms.ValidationError(_("Your reply has no text in it."), code="blank")
        return body


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Flag.Kind, widget=forms.RadioSelect
    )
    reason = ReaderText(
        label=_("Anything that helps us to see it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(REASON_MAX_LENGTH)],
    )

    # The text that was read: what is reported is that, and no later one.
    revision = forms.IntegerField(
        required=False, min_value=1, max_value=REVISION_MAX, widget=forms.HiddenInput
    )

    def __init__(self, data=None, *, comment):
        super().__init__(data, initial={"revision": comment.revision}, label_suffix="")
        address = reverse("comments:report", args=[comment.pk])
        rows = [Field("kind", template="notes/choice.html"), "reason", "revision"]
        self.helper = _helper("report", address, rows, _("Report it"))


def _helper(form_id, address, rows, button):
    helper = FormHelper()
    helper.form_id = form_id
    helper.form_action = address
    helper.disable_csrf = True  # guarded by where the request comes from: see guard.py
    helper.attrs = {"novalidate": True}
    helper.layout = Layout(*rows, Submit("", button))
    return helper
