from django.urls import reverse
from django.utils.translation import gettext as _

from comments.client import address_of
from comments.desk.notices import GOOD, notice
from comments.desk.replying import reply_to
from comments.forms.desk import WordsForm, problem_of
from comments.models import DiscussionSettings
from comments.moderation import Status
from comments.submission import Refused
from comments.views.moderation.about import on_a_comment, seen_by
from comments.views.moderation.answers import answer, asked_by, refusal


@on_a_comment()
def reply(request, comment):
    form = WordsForm(request.POST, policy=DiscussionSettings.current())
    if not form.is_valid():
        return refusal(request, comment, problem_of(form), status=422)
    try:
        replied = reply_to(
            comment,
            form.cleaned_data["body"],
            by=request.user,
            seen=seen_by(request),
            ip_address=address_of(request),
            user_agent=request.headers.get("User-Agent", ""),
        )
    except Refused as refused:
        problem = _("Nothing was posted, and nothing approved. %s") % refused.finding.reason
        return refusal(request, comment, problem, status=422)
    return answer(request, _said(request, comment, replied), pk=comment.pk)


def _said(request, comment, replied):
    name, decision = comment.author_name or _("Anonymous"), replied.decision
    if decision is None:
        text = _("Your reply to %s is posted.") % name
    else:
        text = _("Approved, and your reply is posted: %s.") % name
    if replied.reply.status != Status.APPROVED:
        text = _("Your reply to %s is stored, and waits to be approved itself.") % name
    elif not comment.post.is_published:
        text = _("%s Its post isn’t public now, so no reader sees them.") % text
    more = {"more": reverse("moderation:comment", args=[replied.reply.pk])}
    if decision is not None:
        query = asked_by(request).query()
        more["undo"] = reverse("moderation:undo", args=[decision.pk]) + query
        more["undo_label"] = _("Undo")
    return notice(text, GOOD, more_label=_("Your reply"), **more)
