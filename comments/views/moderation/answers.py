"""How the desk's actions answer: a redirect with a notice, or fragments for the desk's script."""

from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.desk import notices, queue, records, screen
from comments.desk.asked import Asked, asked_for
from comments.desk.query import number_in
from comments.models import Comment
from comments.views.private import keep_private

WORDS = ("reason", "body", "text")  # what a moderator may have typed
TICK = "tells_author"


def by_script(request):
    return "X-Desk" in request.headers


def asked_by(request):
    """The list that the action came from. What was decided isn't lost for a strange address."""
    said = request.headers.get("X-Desk", "")
    try:
        return asked_for(QueryDict(said[1:]) if said.startswith("?") else request.GET)
    except (Http404, TooManyFieldsSent):
        return Asked()


def answer(request, notice, *, pk=None, to=None, status=200, stays=False):
    """Done, or not: the notice says it. Leads to `to`, or the next, or `stays` with comment `pk`.

    For the script with the row of `pk` as it is now, if it belongs to the list.
    """
    notices.leave(request, notice)
    asked = asked_by(request)
    if not by_script(request):
        to = _log(request) or to or (_place(pk, asked) if stays else _next(request, asked))
        return keep_private(HttpResponseRedirect(to, status=303))
    context = screen.detail_context(request.user, pk, asked) if stays else {}
    context["row"] = _row(request.user, pk, asked)
    return _fragments(request, asked, notice, context, status)


def progress(request, notice, **context):
    """For the script that asks how far it is: nothing was done, so no notice is left."""
    return _fragments(request, asked_by(request), notice, context)


def refusal(request, comment, problem, *, status, conflict=None):
    """Not done: the comment as it is now, with what is wrong, and every word that was typed."""
    asked = asked_by(request)
    words = {**_words(request), TICK: request.POST.get(TICK)}
    more = {"problem": problem, "conflict": conflict, "words": words}
    if by_script(request):
        detail = screen.detail_context(request.user, comment.pk, asked)
        row = _row(request.user, comment.pk, asked)
        notice = _refused(comment, problem, asked, has_left=row is None)
        return _fragments(request, asked, notice, {**detail, **more, "row": row}, status)
    request.GET = QueryDict(asked.query()[1:])
    context = screen.context(request, request.user, comment.pk)
    notice = notices.notice(problem, notices.BAD)
    return _page(request, "moderation/comment.html", {**context, **more, "notice": notice}, status)


def gone(request):
    """Withdrawn or purged meanwhile, or never there, or somebody else's to moderate."""
    asked = asked_by(request)
    typed = "\n\n".join(filter(None, _words(request).values()))
    notice = notices.notice(_("This reply isn’t here any more: nothing was done."), notices.BAD)
    if by_script(request):
        return _fragments(request, asked, notice, {"is_gone": True, "words": typed}, 404)
    request.GET = QueryDict(asked.query()[1:])
    context = {**screen.context(request, request.user), "detail": None, "words": typed}
    return _page(request, "moderation/gone.html", {**context, "notice": notice}, 404)


def problem_page(request, problem, *, status):
    """Not about one comment: the notice alone says what is wrong, on the list it came from."""
    notice = notices.notice(problem, notices.BAD)
    asked = asked_by(request)
    if by_script(request):
        return _fragments(request, asked, notice, {}, status)
    request.GET = QueryDict(asked.query()[1:])
    context = {
        **screen.context(request, request.user),
        "notice": notice,
        "batch_reason": request.POST.get("reason", ""),
    }
    return _page(request, "moderation/desk.html", context, status)


def too_much(request):
    """Of a form that the site doesn't read: none of ours has so many rows."""
    request.POST = QueryDict()
    problem = _(
        "That is more than the desk takes at once: nothing was done. Choose fewer, or tick “All”."
    )
    return problem_page(request, problem, status=413)


def _fragments(request, asked, notice, context, status=200):
    counts = queue.counts(request.user)
    frame = {
        "views": screen.views_of(asked, counts),
        "listing": {"number": counts[asked.view]},
        "asked": asked,
        "query": asked.query(),
    }
    context = {**frame, **context, "notice": notice}
    return _page(request, "moderation/answer.html", context, status)


def _page(request, template, context, status):
    return keep_private(render(request, template, context, status=status))


def _refused(comment, problem, asked, *, has_left):
    """For whoever looks at another reply by now: whose it is about, and the way there."""
    said = {"name": comment.author_name or _("Anonymous"), "problem": problem}
    text = _("%(name)s: %(problem)s") % said
    if has_left:
        text += " " + _("It is no longer in this list.")
    place = _place(comment.pk, asked)
    return notices.notice(text, notices.BAD, more=place, more_label=_("Look at it"))


def _row(user, pk, asked):
    comment = Comment.objects.filter(pk=pk).first() if pk else None
    row = comment and queue.row_of(user, comment, asked)
    if row is None:
        return None
    known = records.records_of(user, [row])
    return screen.shown_row(row, known.get(row.id), asked, timezone.now())


def _log(request):
    """Whoever took something back in the log looks on there."""
    if request.POST.get("back") != "log":
        return None
    query = request.GET.urlencode()
    return reverse("moderation:log") + (f"?{query}" if query else "")


def _next(request, asked):
    try:
        return _place(number_in(request.POST.get("next", "")), asked)
    except Http404:
        return reverse("moderation:desk") + asked.query()


def _place(pk, asked):
    return reverse("moderation:comment", args=[pk]) + asked.query()


def _words(request):
    return {name: request.POST.get(name, "") for name in WORDS}
