"""What asks for an address alone: to mail a link to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.forms.reply import HONEYPOT, ReaderEmail
from comments.text import folded_address


class AddressForm(forms.Form):
    email = ReaderEmail(label=_("Email"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    subject = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data=None, *, initial=None):
        super().__init__(data, initial=initial, label_suffix="")
        # A browser would cut a longer address off in silence.
        self.fields["email"].widget.attrs.pop("maxlength", None)

    def clean_email(self):
        return folded_address(self.cleaned_data["email"])

    def clean(self):
        """A browser may have filled in what people don't see: whoever is there is told so."""
        said = super().clean()
        if said.get(HONEYPOT):
            self.data = self.data.copy()
            self.data[HONEYPOT] = ""
            raise forms.ValidationError(
                _(
                    "A field that people don’t see was filled in, perhaps by your browser. It is "
                    "empty now: please press the button once more."
                ),
                code="hidden_field",
            )
        return said


class FollowForm(AddressForm):
    """An address and what it shall follow: every reply on `post`, or every new post."""

    POST, SITE = "post", "site"
    follows = forms.ChoiceField(
        label=_("Mail me"),
        widget=forms.RadioSelect,
        choices=[(POST, _("every reply on this post")), (SITE, _("every new post of this site"))],
        error_messages={"required": _("Choose what you want to follow.")},
    )

    field_order = ["follows", "email", "subject"]

    def __init__(self, data=None, *, post=None, initial=None):
        super().__init__(data, initial={"follows": self.POST, **(initial or {})})
        self.post = post
        if post is None:
            only = self.fields["follows"].choices[1:]
            self.fields["follows"] = forms.ChoiceField(
                choices=only, initial=self.SITE, widget=forms.HiddenInput
            )
            self.initial["follows"] = self.SITE

    @property
    def followed_post(self):
        """The post that is to be followed, None for the whole site."""
        return self.post if self.cleaned_data["follows"] == self.POST else None
