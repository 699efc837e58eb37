from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from posts.admin.slugged import SluggedAdmin
from posts.models import Tag


class TagForm(forms.ModelForm):
    def clean_name(self):
        name = self.cleaned_data["name"]
        if "," in name:
            raise forms.ValidationError(
                _("Tags are typed with commas between them, so a name can’t hold one."),
                code="comma",
            )
        return name


@admin.register(Tag)
class TagAdmin(SluggedAdmin):
    form = TagForm
    fields = ("name", "slug", "description")
    list_display = ("name", "slug", "number_of_posts")
    search_fields = ("name", "description")
    prepopulated_fields = {"slug": ("name",)}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_posts=Count("tagged_posts"))

    @admin.display(description=_("posts"), ordering="number_of_posts")
    def number_of_posts(self, tag):
        return tag.number_of_posts
