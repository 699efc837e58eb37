from django import forms
from django.utils.translation import gettext_lazy as _

from posts.admin.tags_field import TagsField
from posts.models import Post
from posts.sources import source_of

EARLIEST_YEAR, LATEST_YEAR = 1900, 2999  # a slip such as 0024 is caught, no real date is


def _text(rows):
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})


class PostForm(forms.ModelForm):
    tags = TagsField(label=_("Tags"), required=False)

    class Meta:
        model = Post
        fields = "__all__"  # noqa: DJ007 (the admin's fieldsets name them)
        widgets = {
            "standfirst": _text(rows=4),
            "body": _text(rows=28),
            "question": _text(rows=4),
            "categories": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tags"].suggest()
        if "author" in self.fields:  # it is not where somebody may only look
            self.fields["author"].required = False
            self.fields["author"].help_text = _("Empty: you, under your full name.")

    def clean_source_url(self):
        address = self.cleaned_data["source_url"]
        if address and source_of(address) is None:
            raise forms.ValidationError(
                _("Enter an address that begins with https:// or http://."), code="scheme"
            )
        return address

    def clean_published_at(self):
        moment = self.cleaned_data["published_at"]
        if moment and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise forms.ValidationError(
                _("Enter a year between %(earliest)d and %(latest)d."),
                code="year",
                params={"earliest": EARLIEST_YEAR, "latest": LATEST_YEAR},
            )
        return moment
