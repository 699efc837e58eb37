from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from comments.desk import deciding
from comments.desk.notices import GOOD, INFO, notice
from comments.desk.seen import Malformed
from comments.desk.wording import notice_of
from comments.forms.desk import DecisionForm, problem_of
from comments.moderation import Status
from comments.views.moderation.about import on_a_comment, seen_by
from comments.views.moderation.answers import answer, asked_by, refusal

PICKS = {"pick": _lazy("Picked: %s"), "unpick": _lazy("Picked no more: %s")}


@on_a_comment()
def decide(request, comment):
    verb, form = request.POST.get("verb"), DecisionForm(request.POST)
    if verb in PICKS:
        return _pick(request, comment, verb)
    if verb not in deciding.VERBS:
        raise Malformed
    if not form.is_valid():
        return refusal(request, comment, problem_of(form), status=422)
    decided = deciding.decide(
        comment, verb, by=request.user, seen=seen_by(request), **form.cleaned_data
    )
    return answer(request, _said(request, comment, decided), pk=comment.pk)


def _pick(request, comment, verb):
    deciding.pick(comment, is_picked=verb == "pick", seen=seen_by(request))
    text = PICKS[verb] % (comment.author_name or _("Anonymous"))
    return answer(request, notice(text, GOOD), pk=comment.pk, stays=True)


def _said(request, comment, decided):
    decision = decided.decision
    if decision is None:
        return notice(_("It was so already: nothing had to be done."), INFO)
    text = notice_of(decision, comment.author_name)
    if not decided.is_new:
        text = _("%s. It was so already.") % text
    if decision.became == Status.APPROVED and not comment.post.is_published:
        text = _("%s. Its post isn’t public now, so no reader sees it.") % text
    undo = reverse("moderation:undo", args=[decision.pk]) + asked_by(request).query()
    return notice(text, GOOD, undo=undo, undo_label=_("Undo"))
