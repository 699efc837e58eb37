import re
import secrets
from functools import cache

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.validators import EmailValidator, MaxLengthValidator, URLValidator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comments.addresses import in_dns_letters
from comments.markdown import render_comment
from comments.models.comment import EMAIL_MAX_LENGTH, URL_MAX_LENGTH
from comments.text import clean_name, clean_text, is_blank

# Not a word that browsers fill in by themselves (name, phone, company, ...).
HONEYPOT = "subject"
# What the form says of a guest, and who is signed in has said already.
OF_GUESTS = ("name", "email", "url", "save_my_name", "confirm")
MARKDOWN_SHOWN = (
    _("**bold**"),
    _("*italic*"),
    _("`code`"),
    _("[a link](https://example.org)"),
    _("> a quote"),
    _("- one line of a list"),
)
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


class MailsAReader(EmailValidator):
    """An address that mail from here can go to, and in one spelling.

    No quotes, that write one name in many ways, none of the mail server's own users, and no letter
    that Django's validator takes for "i" or "s" because it looks at no case.
    """

    user_regex = re.compile(
        r"(?!.*=\?)[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+(?:\.[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+)*\Z"
    )
    domain_allowlist = ()

    def validate_domain_part(self, domain):
        return bool(self.domain_regex.match(domain)) and domain.isascii()


class ReaderEmail(forms.EmailField):
    """An address in one spelling: its domain in the letters of DNS, whatever it was typed in."""

    default_validators = [MailsAReader()]

    def __init__(self, **kwargs):
        super().__init__(max_length=EMAIL_MAX_LENGTH, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        try:
            written = in_dns_letters(value)
        except ValueError:
            said = _("There is no mail domain like the part behind the @. Please look at it again.")
            raise forms.ValidationError(said, code="domain") from None
        if written != value and len(written) > EMAIL_MAX_LENGTH:
            raise forms.ValidationError(_("This address is too long."), code="max_length")
        return written


class ReplyForm(forms.Form):
    is_answer = forms.BooleanField(
        label=_("My reply answers the mentoring question"), required=False
    )
    body = ReaderText(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Replies are read before they appear."),
    )
    name = ReaderName(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = ReaderEmail(label=_("Email"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
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
    notify = forms.BooleanField(
        label=_("Email me when someone replies to my comment"),
        required=False,
        help_text=_("Also when it is approved or refused; one link to confirm comes first."),
    )
    confirm = forms.BooleanField(
        label=_("Confirm my address, so that my replies appear at once"),
        required=False,
        help_text=_("Once one of them was approved. We mail you one link."),
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
        self._fit_to(policy)

    # These for a page that shows the form; what only reads it needs none of them.

    @property
    def markdown_shown(self):
        return markdown_shown(get_language())

    @property
    def cancel_url(self):
        return f"{self.post.get_absolute_url()}#replies"

    @cached_property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "reply"
        helper.form_action = reverse("comments:reply", args=[self.post.slug])
        helper.disable_csrf = True  # guarded by where the request comes from: see guard.py
        # Our own messages say more than a browser's bubbles, stay, and lose no words.
        helper.attrs = {"aria-labelledby": "leave-a-reply", "novalidate": True}
        rows = [name for name in ("is_answer", "body") if name in self.fields]
        if "name" in self.fields:
            rows += [Div("name", "email", css_class="two"), "url"]
        others = ("save_my_name", "notify", "confirm", HONEYPOT, "to", "nonce")
        rows += [name for name in others if name in self.fields]
        helper.layout = Layout(*rows)  # its buttons stand in comments/_reply_foot.html
        return helper

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

    def clean(self):
        said = super().clean()
        if (said.get("notify") or said.get("confirm")) and said.get("email") == "":
            self.add_error("email", _("To mail you, we need your address here."))
        return said

    def _fit_to(self, policy):
        self.fields["body"].validators.append(MaxLengthValidator(policy.text_max_length))
        for field in self.fields.values():
            # A browser would cut a longer text off in silence; we say it's too long and keep it.
            field.widget.attrs.pop("maxlength", None)
        if not self.question:
            del self.fields["is_answer"]
        if self.user:
            for name in OF_GUESTS:
                del self.fields[name]
            self.fields["notify"].help_text = ""
            if not self.user.email:
                del self.fields["notify"]
            return
        self.fields["name"].validators.append(MaxLengthValidator(policy.name_max_length))
        if not policy.requires_name_and_email:
            self.fields["name"].required = self.fields["email"].required = False
        if not policy.offers_to_save_name:
            del self.fields["save_my_name"]


@cache
def markdown_shown(_language):
    """What can be typed and what becomes of it: [(source, markup)], by the renderer itself."""
    return [(source, render_comment(str(source))) for source in MARKDOWN_SHOWN]


def new_nonce():
    """Tells two fillings of the form's own page apart, where the network and browser can't."""
    return secrets.token_urlsafe(12)


def display_name_of(user):
    """The name a signed-in person comments under; never the login name."""
    author = getattr(user, "author", None)
    if author:
        return author.display_name
    return user.get_full_name() or (str(_("Staff")) if user.is_staff else "")
