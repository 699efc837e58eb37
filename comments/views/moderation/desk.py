"""The desk: what waits, and one comment of it. Nothing is decided here."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from comments.desk import screen
from comments.desk.asked import asked_for
from comments.desk.batch_words import current_notice
from comments.views.moderation.rights import moderators_only


@moderators_only
@require_safe
def to_the_desk(request):
    """For who types its address without the last slash."""
    return redirect("moderation:desk")


@moderators_only
@require_safe
def desk(request):
    return _page(request, "moderation/desk.html", screen.context(request, request.user))


@moderators_only
@require_safe
def comment(request, pk):
    """`?part=1`: its detail alone, to be put beside a list that stands already."""
    try:
        if "part" in request.GET:
            context = screen.detail_context(request.user, pk, asked_for(request.GET))
            return render(request, "moderation/_detail.html", context)
        context = screen.context(request, request.user, pk)
        return _page(request, "moderation/comment.html", context)
    except Http404:
        return _gone(request)


def _gone(request):
    """It was withdrawn, purged, or is on somebody else's post: what else waits is still here."""
    if "part" in request.GET:
        return render(request, "moderation/_gone.html", status=404)
    context = screen.context(request, request.user)
    return _page(request, "moderation/gone.html", context | {"detail": None}, status=404)


def _page(request, template, context, status=200):
    return render(request, template, {**context, "notice": current_notice(request)}, status=status)
