"""Tags as one line of text with commas between them, completed from those that exist."""

import unicodedata

from django import forms
from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from posts.models import Tag

NAME_MAX_LENGTH = Tag._meta.get_field("name").max_length
MOST_TAGS = 30  # on one post
SUGGESTED = 500  # in the list that the browser completes from
NAMED_IN_HELP = 12


class TagsInput(forms.TextInput):
    suggestions = ()

    class Media:
        js = [forms.Script("posts/tag-suggestions.js", type="module")]

    def format_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return ", ".join(sorted((tag.name for tag in value), key=str.casefold))

    def render(self, name, value, attrs=None, renderer=None):
        list_id = f"{(attrs or {}).get('id', name)}_suggestions"
        attrs = {**(attrs or {}), "list": list_id, "data-completes-last": ""}
        options = format_html_join("", '<option value="{}">', ((s,) for s in self.suggestions))
        field = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class TagsField(forms.CharField):
    """Cleans to a list of names. One that exists in other capitals is taken as it exists."""

    widget = TagsInput(attrs={"class": "vTextField", "autocomplete": "off"})
    default_error_messages = {
        "long": _("“%(start)s…” is longer than %(limit)d characters. Is a comma missing?"),
        "many": ngettext_lazy(
            "A post has at most %(limit)d tag.", "A post has at most %(limit)d tags.", "limit"
        ),
        "unseen": _("“%(name)s” holds a character that can’t be seen. Type it again."),
    }

    def suggest(self):
        """Offer the tags that exist, most used first, also to those without JavaScript."""
        used = Tag.objects.annotate(uses=Count("tagged_posts")).order_by("-uses", "name")
        names = list(used.values_list("name", flat=True)[:SUGGESTED])
        self.widget.suggestions = names
        self.help_text = _("Put a comma between tags.")
        if names:
            most_used = ", ".join(names[:NAMED_IN_HELP])
            self.help_text = _("Put a comma between tags. Most used: %s.") % most_used

    def clean(self, value):
        typed = normalize_newlines(super().clean(value)).replace("\n", ",").split(",")
        names = {" ".join(name.split()) for name in typed} - {""}
        by_fold = {name.casefold(): name for name in sorted(names, reverse=True)}
        if len(by_fold) > MOST_TAGS:
            self._refuse("many", limit=MOST_TAGS)
        for name in by_fold.values():
            if len(name) > NAME_MAX_LENGTH:
                self._refuse("long", start=name[:20], limit=NAME_MAX_LENGTH)
            if any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} for letter in name):
                self._refuse("unseen", name=name)
        for existing in Tag.objects.values_list("name", flat=True) if by_fold else ():
            if existing.casefold() in by_fold:
                by_fold[existing.casefold()] = existing
        return sorted(by_fold.values())

    def has_changed(self, initial, data):
        return not self.disabled and sorted(tag.name for tag in initial or ()) != self._said(data)

    def _said(self, data):
        try:
            return self.clean(data)
        except forms.ValidationError:
            return None

    def _refuse(self, code, **params):
        raise forms.ValidationError(self.error_messages[code], code=code, params=params)
