from django import forms
from django.utils.translation import gettext_lazy as _

from comments.forms.reply import ReaderName, ReaderText
from comments.models.comment import EMAIL_MAX_LENGTH, NAME_MAX_LENGTH, URL_MAX_LENGTH
from comments.text import is_blank
from posts.models import Post

LONGEST_TRIED = 20_000  # characters: what a reply can be allowed to have
POSTS_OFFERED = 100
STRANGER, KNOWN = "stranger", "known"


class TryForm(forms.Form):
    """A reply that nobody sends. Only its text must be there."""

    body = ReaderText(
        label=_("Text"), max_length=LONGEST_TRIED, widget=forms.Textarea(attrs={"rows": 8})
    )
    name = ReaderName(label=_("Name"), required=False, max_length=NAME_MAX_LENGTH)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=EMAIL_MAX_LENGTH,
                             widget=forms.TextInput(attrs={"inputmode": "email"}))  # fmt: skip
    url = forms.URLField(
        label=_("Website"), required=False, max_length=URL_MAX_LENGTH, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    ip_address = forms.GenericIPAddressField(
        label=_("Network address"), required=False, unpack_ipv4=True
    )
    post = forms.ModelChoiceField(label=_("Post"), queryset=Post.objects.none())
    author = forms.ChoiceField(
        label=_("As"), widget=forms.RadioSelect, initial=STRANGER,
        choices=[(STRANGER, _("somebody new")), (KNOWN, _("a known author, address confirmed"))],
    )  # fmt: skip

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["post"].queryset = posts
        self.fields["post"].empty_label = None

    def clean_body(self):
        body = self.cleaned_data["body"]
        if is_blank(body):
            raise forms.ValidationError(_("There is no text in it."), code="blank")
        return body

    @property
    def said(self):
        """The fields of a submission."""
        values = self.cleaned_data
        return {
            "post": values["post"],
            "body": values["body"],
            "author_name": values["name"],
            "author_email": values["email"],
            "author_url": values["url"],
            "ip_address": values["ip_address"] or None,
            "is_known": values["author"] == KNOWN,
        }
