from datetime import timedelta

from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import limits
from comments.client import address_of, network_of
from comments.forms.own import EditForm
from comments.guard import from_our_pages
from comments.models import Comment, DiscussionSettings
from comments.models.comment import EDITABLE_FOR
from comments.readers import own_comments, proofs
from comments.readers.authorship import own_comment_or_404
from comments.readers.editing import ChangedMeanwhile, as_its_author_sees
from comments.readers.editing import edit as store
from comments.reading.paging import address_of_own
from comments.submission import Refused
from comments.views.private import keep_private, private_page, words_kept

EDITS, PER = 30, timedelta(hours=1)  # from one network


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def edit(request, slug, pk, *, is_cross_site):
    try:
        comment = own_comment_or_404(request, slug, pk)
        return _edit(request, comment, is_cross_site)
    except (Http404, Comment.DoesNotExist):
        return _not_here(request, keeps_words=not is_cross_site)


def _edit(request, comment, is_cross_site):
    policy = DiscussionSettings.current()
    if not comment.is_editable:
        return _too_late(request, comment)
    if request.method != "POST":
        initial = {
            "body": comment.body,
            "is_answer": comment.is_answer,
            "seen": as_its_author_sees(comment),
        }
        return _page(request, comment, EditForm(comment=comment, policy=policy, initial=initial))

    form = EditForm(request.POST, comment=comment, policy=policy)
    if is_cross_site:
        problem = _(
            "Your browser didn’t say that this came from our own page, so nothing was saved. "
            "If the words below are yours, press Save again; if you didn’t write them, "
            "close this page."
        )
        return _page(request, comment, form, 403, problem)
    if not form.is_valid():
        return _page(request, comment, form, 422)
    network = network_of(address_of(request))
    if wait := limits.wait("edit", network, EDITS, PER):
        problem = _("You are saving too often. Please wait a while, then save again.")
        return _page(request, comment, form, 429, problem, wait=wait)
    return _save(request, comment, form)


def _save(request, comment, form):
    said = form.cleaned_data
    try:
        store(
            comment,
            seen=said["seen"],
            body=said["body"],
            is_answer=said.get("is_answer", comment.is_answer),
            address=proofs.address_of(request),
        )
    except Refused as refused:
        return _page(request, comment, form, 409, refused.finding.reason)
    except ChangedMeanwhile:
        if not comment.is_editable:
            return _too_late(request, comment)
        return _changed_meanwhile(request, comment, form)
    comment.refresh_from_db()  # where it is listed may be another place now
    response = HttpResponseRedirect(_in_place(comment), status=303)
    if comment.user_id is None:
        own_comments.remember(response, request, comment)
    return keep_private(response)


def _changed_meanwhile(request, comment, form):
    """Saved once more it is bound to what is shown now."""
    form.data = form.data.copy()
    form.data["seen"] = as_its_author_sees(comment)
    if comment.is_public:
        problem = _("Your reply was approved meanwhile, or changed in another window.")
    else:
        problem = _("Your reply was changed in another window.")
    problem += " " + _("Nothing is overwritten: look at both, then save what you want to keep.")
    return _page(request, comment, form, 409, problem, shows_present=True)


def _too_late(request, comment):
    """Also for what was taken down: whether it was is not said here."""
    return words_kept(
        request,
        request.POST.get("body") or comment.body,
        status=403,
        said=_("This reply can’t be edited any more."),
        back=[(comment.post.get_absolute_url(), _("Back to the post"))],
    )


def _not_here(request, *, keeps_words):
    if keeps_words and request.method == "POST" and request.POST.get("body"):
        said = _("There is no reply of yours here.")
        return words_kept(request, request.POST["body"], status=404, said=said, back=[])
    raise Http404


def _page(request, comment, form, status=200, problem="", *, shows_present=False, wait=0):
    context = {
        "form": form,
        "comment": comment,
        "problem": problem,
        "shows_present": shows_present,
        "editable_until": comment.submitted_at + EDITABLE_FOR,
        "back": _in_place(comment),
    }
    return private_page(request, "comments/edit.html", context, status=status, wait=wait)


def _in_place(comment):
    return address_of_own(comment, DiscussionSettings.current())
