"""Many decided at one press: begun here, shown while they are worked off, taken back."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments.desk import batches, screen
from comments.desk.asked import Asked
from comments.desk.batch_words import about, notice_of, report_of
from comments.desk.notices import INFO, notice
from comments.desk.seen import Malformed
from comments.desk.selection import AnchorGone, selected_by
from comments.desk.wording import name_of
from comments.forms.desk import DecisionForm, problem_of
from comments.models import Batch
from comments.views.moderation.answers import answer, by_script, problem_page, progress
from comments.views.moderation.rights import moderators_only

CONTINUES_FOR = 2.0  # seconds, in the request
VERBS = set(Batch.Verb.values) - {Batch.Verb.UNDO}


@moderators_only
@require_POST
def start_batch(request):
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return problem_page(request, problem_of(form), status=422)
    verb = request.POST.get("verb")
    try:
        if verb not in VERBS:
            raise Malformed
        selection = selected_by(request.user, request.POST)
    except AnchorGone:
        problem = _(
            "The reply that these were compared with isn’t here any more: nothing was done. "
            "Look at the list again."
        )
        return problem_page(request, problem, status=404)
    except (Malformed, Http404):
        problem = _("That form says nothing that can be understood: nothing was done.")
        return problem_page(request, problem, status=422)
    if not selection.entries:
        return answer(request, notice(_("Nothing was chosen, or nothing is left of it."), INFO))
    told = about(request.POST, selection)
    begun = batches.start(selection, verb, by=request.user, about=told, **form.cleaned_data)
    return _to(request, begun)


@moderators_only
@require_safe
def batch(request, pk):
    one = _batch(request.user, pk)
    shown = {"batch": one, "report": report_of(one, request.user), "by": name_of(one.by)}
    if by_script(request):
        return progress(request, notice_of(one, request.user), **shown)
    context = {**screen.frame(request.user, Asked()), **shown}
    return render(request, "moderation/batch.html", context)


@moderators_only
@require_POST
def undo_batch(request, pk):
    return _to(request, batches.start_undoing(_batch(request.user, pk), by=request.user))


@moderators_only
@require_POST
def continue_batch(request, pk):
    """For a worker that sleeps: some of it is done here and now."""
    one = _batch(request.user, pk)
    batches.press_on(one, CONTINUES_FOR)
    one.refresh_from_db()
    return _to(request, one)


def _batch(user, pk):
    """Moderators look at, and take back, what anybody did at one press; editors what they did."""
    seen = Batch.objects.select_related("by__author", "undoes")
    if not user.has_perm("comments.moderate_comment"):
        seen = seen.filter(by=user)
    return get_object_or_404(seen, pk=pk)


def _to(request, batch):
    """What is done at once is told on the list; longer work has a page."""
    to = None if batch.is_finished else reverse("moderation:batch", args=[batch.pk])
    return answer(request, notice_of(batch, request.user), to=to)
