"""An action on one comment: found, bound to what was seen, and answered whatever came between."""

from functools import wraps

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.desk.conflicts import conflict_of
from comments.desk.deciding import Conflicting
from comments.desk.seen import Malformed, seen_in
from comments.models import Comment
from comments.views.moderation.answers import gone, refusal
from comments.views.moderation.rights import comment_for, moderators_only


def on_a_comment(*methods):
    """Give the view its comment, if this user may moderate it; else, as if it were gone, 404."""

    def guard(view):
        @moderators_only
        @require_http_methods(methods or ["POST"])
        @wraps(view)
        def found(request, pk):
            try:
                comment = comment_for(request.user, pk)
                return _answered(view, request, comment)
            except (Http404, Comment.DoesNotExist):
                return gone(request)

        return found

    return guard


def _answered(view, request, comment):
    try:
        return view(request, comment)
    except Malformed:
        problem = _("That form says nothing that can be understood: nothing was done.")
        return refusal(request, comment, problem, status=422)
    except Conflicting as changed:
        conflict = conflict_of(changed.comment, seen_by(request))
        problem = _("It isn’t as you saw it any more. Nothing was done: look, and decide anew.")
        return refusal(request, comment, problem, status=409, conflict=conflict)


def seen_by(request):
    return seen_in(request.POST.get("seen", ""))
