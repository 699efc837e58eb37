from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from posts.addresses import is_ours
from posts.admin.selection import SelectionOfIds
from posts.models import FormerAddress


class FormerAddressForm(forms.ModelForm):
    def clean_path(self):
        """As requests bring it: no host, no query, letters not encoded."""
        path = unquote(self.cleaned_data["path"])
        if not path.startswith("/") or path.startswith("//") or urlsplit(path).path != path:
            raise forms.ValidationError(
                _("Begin with one / and leave out the host and whatever follows a ?."), code="path"
            )
        return path

    def clean_leads_to(self):
        address = self.cleaned_data["leads_to"]
        if not is_ours(address):
            raise forms.ValidationError(
                _("Enter the path of a page of this blog, such as /posts/a-post/."), code="target"
            )
        return address


@admin.register(FormerAddress)
class FormerAddressAdmin(SelectionOfIds):
    form = FormerAddressForm
    list_display = ("path", "leads_to", "created_at")
    search_fields = ("path", "leads_to")
    date_hierarchy = "created_at"
