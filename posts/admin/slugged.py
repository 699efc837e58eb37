from django.utils.translation import gettext_lazy as _

from posts.admin.selection import SelectionOfIds


class SluggedAdmin(SelectionOfIds):
    """For what has a page of its own: the slug may be left empty, and "view on site" goes there."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "slug":
            text = _("The end of its address. Empty: made for you.")
            kwargs |= {"required": False, "help_text": text}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def view_on_site(self, thing):
        return thing.get_absolute_url()
