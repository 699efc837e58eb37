from datetime import timedelta

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import limits
from comments.client import address_of, network_of
from comments.guard import from_our_pages
from comments.models import Comment, DiscussionSettings
from comments.readers.authorship import own_comment_or_404
from comments.reading.paging import address_of_own
from comments.tokens import read_withdrawal, sign_withdrawal
from comments.views.private import keep_private, private_page

# From one network: floods are counted from rows, and withdrawing takes rows away. No row of what is
# gone need be kept: it buys five replies an hour beyond an hour's sixty, and leaves none of them.
WITHDRAWALS, PER = 5, timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def withdraw(request, slug, pk):
    try:
        comment = own_comment_or_404(request, slug, pk, counts_unconfirmed=True)
    except Http404:
        if request.method == "POST" and _is_done(request, pk):
            return _done(slug, pk)
        raise
    if not comment.is_withdrawable:
        return _page(request, comment, 409)
    if request.method != "POST":
        return _page(request, comment, 200)
    if wait := limits.wait("withdraw", network_of(address_of(request)), WITHDRAWALS, PER):
        problem = _("You are withdrawing replies too often. Please wait a while, then try again.")
        return _page(request, comment, 429, problem, wait=wait)
    if not comment.withdraw():
        return _page(request, comment, 409)
    return _done(slug, pk)


def _is_done(request, pk):
    """By the first click of two: they come from a page that its author alone was shown."""
    was_theirs = read_withdrawal(request.POST.get("written")) == pk
    return was_theirs and not Comment.objects.filter(pk=pk).exists()


def _done(slug, pk):
    address = f"{reverse('posts:post', args=[slug])}?mine={pk}&withdrawn=1#replies"
    return keep_private(HttpResponseRedirect(address, status=303))


def _page(request, comment, status, problem="", *, wait=0):
    context = {
        "comment": comment,
        "problem": problem,
        "is_answered": status == 409,
        "written": sign_withdrawal(comment.pk),
        "back": address_of_own(comment, DiscussionSettings.current()),
    }
    return private_page(request, "comments/withdraw.html", context, status=status, wait=wait)
