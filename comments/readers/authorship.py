"""Whether a comment is this reader's: by what their browser proves, never by what can be typed."""

from django.http import Http404

from comments.models import Comment
from comments.readers import own_comments, proofs
from comments.text import folded_address


def own_comment_or_404(request, slug, pk, *, counts_unconfirmed=False):
    """The comment, on a post that is public, if it is this reader's own.

    All else is one 404: whose it is, where it stands and whether there is one can't be told.
    """
    # Asked whether there is one or not: answers must not differ, not even in a Vary header.
    user = request.user if request.user.is_authenticated else None
    comment = (
        Comment.objects.select_related("post__author", "parent", "user")
        .filter(pk=pk, post__slug=slug)
        .first()
    )
    if comment is None or not comment.post.is_published or not comment.body:
        raise Http404
    if not (_is_own(request, comment, user) or _stands_under(request, comment, counts_unconfirmed)):
        raise Http404
    return comment


def _is_own(request, comment, user):
    if comment.user is not None:
        # What an account wrote, that account alone may change: its browser may be shared.
        return comment.user == user
    return comment.pk in own_comments.ids_in(request, comment.post)


def _stands_under(request, comment, counts_unconfirmed):
    """Whether this browser has proved the address, and the comment was written with such a proof.

    One that somebody typed the address into may be taken back by who owns it, but not rewritten.
    """
    if comment.user is not None or not (comment.is_confirmed or counts_unconfirmed):
        return False
    address = proofs.address_of(request)
    return address is not None and address.email == folded_address(comment.author_email)
