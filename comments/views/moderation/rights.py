"""Who may see the desk. For everybody else, signed in or not, there is nothing at its addresses."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from comments.models import Comment
from comments.views.private import keep_private


def may_moderate(user):
    """Every comment, or those on their own posts."""
    return user.has_perm("comments.moderate_comment") or user.has_perm(
        "comments.moderate_own_posts"
    )


def moderators_only(view):
    """Guard a view of the desk; Django's CSRF protection stays in force beside it."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_moderate(request.user):
            raise Http404
        return keep_private(view(request, *args, **kwargs))

    guarded.guard = "moderators_only"
    return guarded


def comment_for(user, pk):
    """The comment, if this user may moderate it; else Http404, as if it weren't there."""
    comments = Comment.objects.may_be_moderated_by(user).select_related("post__author", "user")
    return get_object_or_404(comments, pk=pk)
