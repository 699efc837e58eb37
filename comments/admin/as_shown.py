"""Forms that store what their moderator changed, over nothing that a colleague set meanwhile."""

from django import forms
from django.utils.translation import gettext as _


class AsShown(forms.ModelForm):
    """Each field says with what it was shown: left like that, it keeps what is stored by now.

    Of two who change one field the second is told, and decides with that before their eyes. A
    form without what it was shown with is taken as it is.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # In several inputs it would be shown, after an error, with what was typed.
            is_one = not isinstance(field.widget, forms.MultiWidget)
            field.show_hidden_initial = is_one and self.instance.pk is not None

    def clean(self):
        said = super().clean()
        for name, field in self.fields.items():
            stored, shown = self[name].initial, self.data.get(self[name].html_initial_name)
            if name not in said or shown is None or not field.has_changed(stored, shown):
                continue
            if name not in self.changed_data:
                said[name] = stored
            elif field.has_changed(stored, said[name]):
                self._refuse(name, stored)
        return said

    def _refuse(self, name, stored):
        shown = (_("on") if stored else _("off")) if isinstance(stored, bool) else stored
        told = _("A colleague has set this to “%s” meanwhile: nothing was saved. Is yours right?")
        self.add_error(name, told % shown)
        self.data = self.data.copy()
        self.data[self[name].html_initial_name] = stored
