import secrets

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator, URLValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, URL_MAX_LENGTH
from comments.text import clean_name, clean_text, is_blank

# Not a word that browsers fill in by themselves (name, phone, company, ...).
HONEYPOT = "subject"
# Characters; beyond any bound in the settings nothing is worth cleaning.
LONGEST_CLEANED = 50_000
LONGEST_NAME_CLEANED = 1_000


class ReaderText(forms.CharField):
    """Text as readers type it: cleaned of what can't be seen or stored, before it is measured."""

    longest_cleaned = LONGEST_CLEANED

    def to_python(self, value):
        value = super().to_python(value) or ""
        if len(value) > self.longest_cleaned:
            raise forms.ValidationError(_("This is far too long."), code="max_length")
        return clean_text(value)

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)


class ReaderName(ReaderText):
    """Measured and required as it will be shown."""

    longest_cleaned = LONGEST_NAME_CLEANED

    def clean(self, value):
        value = self.to_python(value)
        shown = clean_name(value)
        self.validate(shown)
        self.run_validators(shown)
        return value


class ReplyForm(forms.Form):
    is_answer = forms.BooleanField(
        label=_("My reply answers the mentoring question"), required=False
    )
    body = ReaderText(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "**bold**, *italic*, `code`, > quote and links work. "
            "Replies are read before they appear."
        ),
    )
    name = ReaderName(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Email"),
        max_length=EMAIL_MAX_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    url = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=URL_MAX_LENGTH,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        # Plain text: type=url would refuse "example.org", which we understand.
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
        error_messages={"invalid": _("Enter the address of a website, or leave this empty.")},
    )
    save_my_name = forms.BooleanField(
        label=_("Save my name, email, and website in this browser for the next time I comment."),
        required=False,
    )
    subject = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    to = forms.CharField(required=False, widget=forms.HiddenInput)
    nonce = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, post, policy, user=None, parent=None, initial=None):
        super().__init__(data, initial=initial, prefix=None, label_suffix="")
        self.post, self.parent, self.user = post, parent, user
        self.identity = display_name_of(user) if user else ""
        self.question = post.question_parts[1]
        self.cancel_url = f"{post.get_absolute_url()}#replies"
        self._fit_to(policy)
        self.helper = self._helper()

    def clean_body(self):
        body = self.cleaned_data["body"]
        if is_blank(body):
            raise forms.ValidationError(_("Your reply has no text in it."), code="blank")
        return body

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name and is_blank(name):
            raise forms.ValidationError(_("A name needs letters that can be seen."), code="blank")
        return name

    def _fit_to(self, policy):
        self.fields["body"].validators.append(MaxLengthValidator(policy.text_max_length))
        for field in self.fields.values():
            # A browser would cut a longer text off in silence; we say it's too long and keep it.
            field.widget.attrs.pop("maxlength", None)
        if not self.question:
            del self.fields["is_answer"]
        if self.user:
            for name in ("name", "email", "url", "save_my_name"):
                del self.fields[name]
            return
        self.fields["name"].validators.append(MaxLengthValidator(policy.name_max_length))
        if not policy.requires_name_and_email:
            self.fields["name"].required = self.fields["email"].required = False
        if not policy.offers_to_save_name:
            del self.fields["save_my_name"]

    def _helper(self):
        helper = FormHelper()
        helper.form_id = "reply"
        helper.form_action = reverse("comments:reply", args=[self.post.slug])
        helper.disable_csrf = True  # guarded by where the request comes from: see guard.py
        # Our own messages say more than a browser's bubbles, stay, and lose no words.
        helper.attrs = {"aria-labelledby": "leave-a-reply", "novalidate": True}
        rows = [name for name in ("is_answer", "body") if name in self.fields]
        if "name" in self.fields:
            rows += [Div("name", "email", css_class="two"), "url"]
        rows += [name for name in ("save_my_name", HONEYPOT, "to", "nonce") if name in self.fields]
        helper.layout = Layout(*rows, Submit("", _("Post Comment")))
        return helper


def new_nonce():
    """Tells two fillings of the form's own page apart, where the network and browser can't."""
    return secrets.token_urlsafe(12)


def display_name_of(user):
    """The name a signed-in person comments under; never the login name."""
    author = getattr(user, "author", None)
    if author:
        return author.display_name
    return user.get_full_name() or (str(_("Staff")) if user.is_staff else "")
