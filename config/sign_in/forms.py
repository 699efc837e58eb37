from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.sign_in.codes import DIGITS, check, cleaned

TYPED_MAX_LENGTH = 200  # characters
PASSWORD_MAX_LENGTH = 4096  # characters: what Django takes
WORTH_TELLING = 5  # seconds; until then one hasn't typed the next code anyway


class CodeForm(forms.Form):
    """A code of the app or a recovery code. Asking whether it is right spends it."""

    code = forms.CharField(
        label=_("Code"),
        max_length=TYPED_MAX_LENGTH,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, data=None, *, label=None, is_numeric=True):
        super().__init__(data, label_suffix="")
        field = self.fields["code"]
        field.label = label or field.label
        field.widget.attrs.pop("maxlength", None)
        if is_numeric:
            field.widget.attrs["inputmode"] = "numeric"
        field.widget.attrs["autofocus"] = self.is_bound  # the error is read with it


class SecondStepForm(CodeForm):
    def __init__(self, data=None, *, user, by_recovery_code=False):
        label = _("Recovery code") if by_recovery_code else _("Code")
        super().__init__(data, label=label, is_numeric=not by_recovery_code)
        self.fields["code"].widget.attrs["autofocus"] = True
        self.user, self.answer = user, None

    def clean_code(self):
        self.answer = check(self.user, self.cleaned_data["code"])
        if self.answer.device is None:
            raise forms.ValidationError(what_was_wrong(self.answer))
        return self.cleaned_data["code"]


class SetUpForm(CodeForm):
    """Whoever finds a browser open doesn't lock its owner out with an app of their own."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=PASSWORD_MAX_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, data=None, *, request, asks_password):
        super().__init__(data)
        self.request = request
        self.fields["password"].widget.attrs.pop("maxlength", None)
        if not asks_password:
            del self.fields["password"]

    def clean_password(self):
        if not is_password_of_user(self.request, self.cleaned_data["password"]):
            raise forms.ValidationError(_("That isn’t your password."))
        return self.cleaned_data["password"]


class ProofForm(forms.Form):
    """Who is signed in proves once more that they are no stranger at their machine."""

    proof = forms.CharField(
        label=_("A code from your app, or your password"),
        max_length=PASSWORD_MAX_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, data=None, *, request):
        super().__init__(data, label_suffix="")
        self.request, self.answer = request, None
        self.fields["proof"].widget.attrs.pop("maxlength", None)
        self.fields["proof"].widget.attrs["autofocus"] = True

    def clean_proof(self):
        proof, user = self.cleaned_data["proof"], self.request.user
        if DIGITS.fullmatch(cleaned(proof)):
            self.answer = check(user, proof)
            if self.answer.device is None:
                raise forms.ValidationError(what_was_wrong(self.answer))
        elif not is_password_of_user(self.request, proof):
            raise forms.ValidationError(_("That is neither your password nor a code."))
        return proof


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs, label_suffix="")
        # Django's own is a list, and stands in a paragraph here.
        rules = " ".join(map(str, password_validators_help_texts()))
        self.fields["new_password1"].help_text = rules


def is_password_of_user(request, typed):
    """A wrong one is counted by the lock-out as at the sign-in page."""
    name = request.user.get_username()
    return authenticate(request, username=name, password=typed) == request.user


def what_was_wrong(answer):
    if not answer.was_looked_at:
        return _("Too many wrong codes. The next one is looked at in %(time)s, not before.") % {
            "time": _duration(answer.wait)
        }
    said = _("That code isn’t right. Each works once; one from the app, for half a minute.")
    if answer.wait < WORTH_TELLING:
        return said
    return _("%(said)s The next one is looked at in %(time)s.") % {
        "said": said,
        "time": _duration(answer.wait),
    }


def _duration(seconds):
    if seconds < 60:
        return ngettext("%d second", "%d seconds", seconds) % seconds
    minutes = -(-seconds // 60)
    return ngettext("%d minute", "%d minutes", minutes) % minutes
