from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from comments.admin.as_shown import AsShown
from comments.models import WatchedTerm
from comments.watching.cautions import caution
from comments.watching.hits import with_hits
from comments.watching.replaying import replay
from posts.admin.selection import SelectionOfIds

REPLAY = "_replay"


class WatchedTermForm(AsShown):
    """Before a term counts, what it would have caught is shown; then it is saved.

    What may catch very many is saved when that is meant expressly.
    """

    is_sure = forms.BooleanField(
        label=_("I mean it"), required=False,
        help_text=_("Asked for only where a term may catch a great many."),
    )  # fmt: skip
    shows_replay = False

    def _post_clean(self):
        super()._post_clean()  # from here on the term is in order
        if self.errors:
            return
        if REPLAY in self.data or not self._was_replayed():
            self.shows_replay = True
            self.add_error(None, ValidationError(_("Nothing was saved."), code=REPLAY))
        elif (said := caution(self.instance)) and not self.cleaned_data["is_sure"]:
            self.add_error("is_sure", said)

    def _was_replayed(self):
        """This very term, in the page that this form comes from; or it was in force already."""
        watches_for = {"match", "pattern"} & set(self.changed_data)
        return not watches_for or self.data.get("replayed") == as_replayed(self.instance)


def as_replayed(term):
    return f"{term.match}:{term.pattern}"


@admin.register(WatchedTerm)
class WatchedTermAdmin(SelectionOfIds):
    form = WatchedTermForm
    change_form_template = "comments/admin/watched_term.html"
    list_display = (
        "pattern", "match", "effect", "hits", "last_hit", "fates", "note", "by", "expires_at"
    )  # fmt: skip
    list_filter = ("effect", "match")
    list_select_related = ("by",)
    search_fields = ("pattern", "note")

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = with_hits(changelist.result_list)
        return changelist

    @admin.display(description=_("found in"))
    def hits(self, term):
        address = f"{reverse('moderation:replay')}?{urlencode({'term': term.pk})}"
        return format_html('<a href="{}">{}</a>', address, term.found.number)

    @admin.display(description=_("last"))
    def last_hit(self, term):
        return term.found.last_at

    @admin.display(description=_("what became of it"))
    def fates(self, term):
        said = {
            _("spam"): term.found.spam, _("removed"): term.found.removed,
            _("waiting"): term.found.waiting, _("approved"): term.found.approved,
        }  # fmt: skip
        return ", ".join(f"{number} {fate}" for fate, number in said.items() if number)

    def render_change_form(self, request, context, **kwargs):
        form = context["adminform"].form
        if getattr(form, "shows_replay", False):
            form.errors.pop("__all__")  # it kept the term from being saved; nothing is wrong
            context["errors"] = []
            found = replay([form.instance], request.user)[0]
            found.caution = caution(form.instance)
            context |= {"replay": found, "replayed": as_replayed(form.instance)}
        return super().render_change_form(request, context, **kwargs)

    def save_model(self, request, term, form, change):
        if not change:
            term.by = request.user
        super().save_model(request, term, form, change)
