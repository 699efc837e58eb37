"""Who may see the desk. For everybody else, signed in or not, there is nothing at its addresses."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from comments.models import Comment
from comments.views.moderation.answers import too_much
from comments.views.private import keep_private


def may_moderate(user):
    """Every comment, or those on their own posts: for staff, who alone can sign in."""
    return user.is_staff and (
        user.has_perm("comments.moderate_comment") or user.has_perm("comments.moderate_own_posts")
    )


def is_moderator(request, user):
    """Looks at no session where there is none: the answer would tell so by "Vary: Cookie"."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and may_moderate(user)


def moderators_only(view):
    """Guard a view of the desk; outermost, so that others learn nothing from any method either.

    Django's CSRF protection is in force behind it: before it, its refusal would tell a stranger
    that there is something at this address.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_moderator(request, request.user):
            raise Http404
        try:
            return keep_private(protected(request, *args, **kwargs))
        except (TooManyFieldsSent, RequestDataTooBig):  # before anything of it was read
            return too_much(request)

    guarded.guard = "moderators_only"
    # "/moderation" would lead everybody to "/moderation/".
    guarded.should_append_slash = False
    return guarded


def comment_for(user, pk):
    """The comment, if this user may moderate it; else Http404, as if it weren't there."""
    comments = Comment.objects.may_be_moderated_by(user).select_related("post__author", "user")
    return get_object_or_404(comments, pk=pk)
