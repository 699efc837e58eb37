from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.desk.conflicts import conflict_of
from comments.desk.deciding import Conflicting
from comments.desk.notices import GOOD, INFO, notice
from comments.desk.rewriting import rewrite
from comments.desk.screen import frame
from comments.desk.seen import Malformed, as_seen
from comments.forms.desk import WordsForm
from comments.markdown import render_comment
from comments.models import DiscussionSettings
from comments.views.moderation.about import on_a_comment, seen_by
from comments.views.moderation.answers import answer, asked_by


@on_a_comment("GET", "HEAD", "POST")
def edit(request, comment):
    """The text alone; what it says of its author stays theirs."""
    policy = DiscussionSettings.current()
    if request.method != "POST":
        return _page(request, comment, WordsForm(initial={"body": comment.body}, policy=policy))
    form = WordsForm(request.POST, policy=policy)
    if not form.is_valid():
        return _page(request, comment, form, status=422)
    try:
        seen = seen_by(request)
    except Malformed:
        return _page(request, comment, form, status=422, problem=_("Look at it again, then save."))
    if "preview" in request.POST:
        shown = render_comment(form.cleaned_data["body"])
        return _page(request, comment, form, preview=shown, seen=request.POST["seen"])
    try:
        decision = rewrite(comment, form.cleaned_data["body"], by=request.user, seen=seen)
    except Conflicting as changed:
        conflict = conflict_of(changed.comment, seen)
        problem = _("It isn’t as you saw it any more. Nothing was saved: look, and save anew.")
        return _page(request, changed.comment, form, status=409, conflict=conflict, problem=problem)
    return answer(request, _said(request, comment, decision), pk=comment.pk, stays=True)


def _said(request, comment, decision):
    if decision is None:
        return notice(_("It reads so already: nothing was changed."), INFO)
    undo = reverse("moderation:undo", args=[decision.pk]) + asked_by(request).query()
    text = _("Edited: %s. Readers see that it was.") % (comment.author_name or _("Anonymous"))
    return notice(text, GOOD, undo=undo, undo_label=_("Undo"))


def _page(request, comment, form, *, status=200, seen="", **more):
    query = asked_by(request).query()
    context = {
        **frame(request.user, asked_by(request)),
        "comment": comment,
        "form": form,
        "seen": seen or as_seen(comment),
        "back": reverse("moderation:comment", args=[comment.pk]) + query,
        **more,
    }
    return render(request, "moderation/edit.html", context, status=status)
