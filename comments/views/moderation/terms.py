from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.desk.query import number_in
from comments.models import WatchedTerm
from comments.views.moderation.rights import moderators_only
from comments.views.moderation.watch import MAY_WATCH
from comments.watching.cautions import caution
from comments.watching.hits import with_hits
from comments.watching.replaying import replay as replay_of
from posts.spellings import spellings_of

PER_PAGE = 50
SHOWN = ("in_force", "expired")


@moderators_only
@require_safe
def terms(request):
    """What is watched for, and what each found."""
    _only_who_may_watch(request)
    wanted = WatchedTerm.objects.select_related("by").order_by("-created_at", "-pk")
    match, show = request.GET.get("match", ""), request.GET.get("show", SHOWN[0])
    q = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if show not in SHOWN or (match and match not in WatchedTerm.Match):
        raise Http404
    expired = Q(expires_at__lte=timezone.now())
    wanted = wanted.filter(expired if show == "expired" else ~expired)
    if match:
        wanted = wanted.filter(match=match)
    if q:
        spelled = [
            Q(pattern__icontains=spelling) | Q(note__icontains=spelling)
            for spelling in spellings_of(q)
        ]
        wanted = wanted.filter(Q(*spelled, _connector=Q.OR))
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "terms": with_hits(page.object_list), "match": match, "show": show, "q": q,
        "matches": WatchedTerm.Match.choices,
    }  # fmt: skip
    return render(request, "moderation/terms.html", context)


@moderators_only
@require_safe
def replay(request):
    """What one term would have caught: one that is stored (`term`), or any (`match`, `pattern`)."""
    _only_who_may_watch(request)
    term, problem = _term(request), ""
    found = None
    try:
        term.full_clean(validate_unique=False, validate_constraints=False)
        found = replay_of([term], request.user)[0]
        found.caution = caution(term)
    except ValidationError as error:
        problem = " ".join(error.messages)
    context = {"term": term, "replay": found, "problem": problem, "all": True}
    status = 422 if problem else 200
    return render(request, "moderation/replay.html", context, status=status)


def _term(request):
    wanted = request.GET.get("term", "")
    if not wanted:
        match = request.GET.get("match", WatchedTerm.Match.WORD)
        return WatchedTerm(match=match, pattern=request.GET.get("pattern", ""))
    return get_object_or_404(WatchedTerm, pk=number_in(wanted))


def _only_who_may_watch(request):
    if not request.user.has_perm(MAY_WATCH):
        raise Http404
