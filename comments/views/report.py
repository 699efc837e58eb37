from datetime import timedelta

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import limits
from comments.client import address_of, network_of
from comments.forms.own import ReportForm
from comments.guard import from_our_pages
from comments.models import Comment
from comments.models.comment import USER_AGENT_MAX_LENGTH
from comments.readers import proofs, reporting
from comments.views.private import private_page, words_kept

REPORTS, PER = 10, timedelta(hours=1)  # from one network


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def report(request, pk, *, is_cross_site):
    user = request.user if request.user.is_authenticated else None
    comment = Comment.objects.public().select_related("post__author").filter(pk=pk).first()
    if comment is None:
        return _not_here(request, keeps_words=not is_cross_site)
    if request.method != "POST":
        return _page(request, comment, ReportForm(comment=comment))

    form = ReportForm(request.POST, comment=comment)
    if is_cross_site:
        problem = _(
            "Your browser didn’t say that this came from our own page, so nothing was reported. "
            "If you want to report this reply, send it again; if not, close this page."
        )
        return _page(request, comment, form, 403, problem)
    if not form.is_valid():
        return _page(request, comment, form, 422)
    network = network_of(address_of(request))
    if wait := limits.wait("report", network, REPORTS, PER):
        problem = _("Many reports came from your network. Please wait a while, then send it again.")
        return _page(request, comment, form, 429, problem, wait=wait)
    if not reporting.report(
        comment,
        reader=_reader(request, user, network),
        network=network,
        revision=form.cleaned_data["revision"],
        kind=form.cleaned_data["kind"],
        reason=form.cleaned_data["reason"],
    ):
        return _not_here(request, keeps_words=True)
    return private_page(request, "comments/reported.html", {"comment": comment})


def _reader(request, user, network):
    return reporting.reader_key(
        user=user,
        address=proofs.address_of(request),
        network=network,
        user_agent=request.headers.get("User-Agent", "")[:USER_AGENT_MAX_LENGTH],
    )


def _not_here(request, *, keeps_words):
    if keeps_words and request.method == "POST" and request.POST.get("reason"):
        said = _("There is nothing to report here any more.")
        return words_kept(request, request.POST["reason"], status=404, said=said, back=[])
    raise Http404


def _page(request, comment, form, status=200, problem="", *, wait=0):
    context = {"comment": comment, "form": form, "problem": problem}
    return private_page(request, "comments/report.html", context, status=status, wait=wait)
