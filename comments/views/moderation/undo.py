from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments.desk import batches, undoing
from comments.desk.batch_words import notice_of
from comments.desk.notices import BAD, GOOD, INFO, notice
from comments.desk.query import number_in
from comments.desk.wording import mails_in_words, what_was_done, who_did
from comments.models import Comment, Decision
from comments.views.moderation.answers import answer, asked_by, gone
from comments.views.moderation.rights import comment_for, moderators_only


@moderators_only
@require_POST
def undo(request, pk):
    try:
        decision = get_object_or_404(Decision.objects.by_people().select_related("by"), pk=pk)
        return _undone(request, decision)
    except (Http404, Comment.DoesNotExist):
        return gone(request)


@moderators_only
@require_POST
def undo_last(request):
    """This moderator's latest decision, or batch; pressed again, the one before."""
    before = request.GET.get("before")
    latest = undoing.latest_of(request.user, number_in(before) if before else None)
    if latest is None:
        return answer(request, notice(_("There is nothing of yours to take back."), INFO))
    if latest.batch is not None:
        undone = batches.start_undoing(latest.batch, by=request.user)
        to = None if undone.is_finished else reverse("moderation:batch", args=[undone.pk])
        return answer(request, notice_of(undone, request.user), to=to)
    try:
        return _undone(request, latest)
    except (Http404, Comment.DoesNotExist):
        return gone(request)


def _undone(request, decision):
    comment = decision.comment = comment_for(request.user, decision.comment_id)
    try:
        undone = undoing.undo(decision, by=request.user)
    except undoing.NotUndone as refused:
        return answer(request, _refused(request, refused), pk=comment.pk, status=409, stays=True)
    said = _said(undone, comment, request.user, _before(request, decision))
    return answer(request, said, pk=comment.pk, stays=True)


def _said(undone, comment, viewer, more):
    name = comment.author_name or _("Anonymous")
    earlier = undone.decision.undoes
    text = _("Taken back: %(name)s (%(who)s %(what)s).") % {
        "name": name, "who": who_did(earlier, viewer), "what": what_was_done(earlier),
    }  # fmt: skip
    if undone.reply is not None and undone.is_reply_taken:
        text += " " + _("The reply that was posted with it is removed as well.")
    elif undone.reply is not None:
        text += " " + _("The reply that was posted with it stands: somebody has answered it.")
    if undone.reply is not None:
        more |= {"more": reverse("moderation:comment", args=[undone.reply.pk])}
        more |= {"more_label": _("That reply")}
    return notice(text, GOOD, mails_gone=mails_in_words(undone.kinds_gone), **more)


def _refused(request, refused):
    since = refused.since
    if refused.decision.undoes_id or (since and since.undoes_id == refused.decision.pk):
        text = _("That was taken back already.")
    elif since is None:
        text = _("Not taken back: the text was changed since.")
    else:
        text = _("Not taken back: since then %(who)s %(what)s.") % {
            "who": who_did(since, request.user), "what": what_was_done(since),
        }  # fmt: skip
    return notice(text, BAD, **_before(request, refused.decision))


def _before(request, decision):
    """The press after this one goes on to what this moderator had decided before."""
    query = asked_by(request).query()
    is_theirs = decision.by_id == request.user.pk
    if not is_theirs or undoing.latest_of(request.user, decision.pk) is None:
        return {}
    joined = f"{query}&before={decision.pk}" if query else f"?before={decision.pk}"
    address = reverse("moderation:undo_last") + joined
    return {"undo": address, "undo_label": _("Undo the one before it")}
