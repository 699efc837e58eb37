from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comments.desk import notices
from comments.forms.watch import WatchForm
from comments.models import WatchedTerm
from comments.views.moderation.rights import comment_for, moderators_only
from comments.watching.adding import add
from comments.watching.cautions import caution
from comments.watching.replaying import replay
from comments.watching.suggesting import block_of, suggestions_from

MAY_WATCH = "comments.add_watchedterm"


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def watch(request, pk):
    """Hold, or file as spam, what comes like this one; first it is shown what that would catch."""
    comment = comment_for(request.user, pk)
    if not request.user.has_perm(MAY_WATCH):
        raise Http404
    if request.method != "POST":
        return _page(request, comment, WatchForm(initial=_initial(request, comment)))
    form = WatchForm(request.POST)
    if not form.is_valid():
        return _page(request, comment, form, status=422)
    if request.POST.get("step") != "add":
        return _page(request, comment, form, replays=_replays(form.terms, request.user))
    is_risky = any(map(caution, form.terms))
    if is_risky and not form.cleaned_data["is_sure"]:
        form.add_error(None, _("Read what is said below, then tick that you mean it."))
        replays = _replays(form.terms, request.user)
        return _page(request, comment, form, replays=replays, status=422)
    _tell(request, *add(form.terms, by=request.user))
    return HttpResponseRedirect(_back(request, comment), status=303)


def _initial(request, comment):
    """To block a person is to file as spam what they send."""
    whom = request.GET.get("block", "")
    chosen = [one.value for one in block_of(comment, whom)] if whom else []
    effect = WatchedTerm.Effect.SPAM if whom else WatchedTerm.Effect.HOLD
    return {"chosen": chosen, "effect": effect, "days": 0}


def _replays(terms, user):
    found = replay(terms, user)
    for one in found:
        one.caution = caution(one.term)
    return found


def _page(request, comment, form, *, replays=(), status=200):
    suggestions = suggestions_from(comment)
    chosen = form["chosen"].value() or []
    offered = {one.value for group in suggestions.values() for one in group}
    context = {
        "comment": comment,
        "form": form,
        "chosen": chosen,
        # Words that were offered a step ago, and are not any more.
        "also_chosen": [value for value in chosen if value not in offered and ":" in value],
        "suggestions": suggestions,
        "replays": replays,
        "asks_twice": any(one.caution for one in replays),
        "is_by_staff": bool(comment.user and comment.user.is_active and comment.user.is_staff),
        "back": _back(request, comment),
    }
    return render(request, "moderation/watch.html", context, status=status)


def _back(request, comment):
    query = request.GET.copy()
    query.pop("block", None)
    address = reverse("moderation:comment", args=[comment.pk])
    return f"{address}?{query.urlencode()}" if query else address


def _tell(request, changed, unchanged):
    said = []
    if changed:
        text = ngettext(
            "%(number)d term is watched for from now on: %(terms)s.",
            "%(number)d terms are watched for from now on: %(terms)s.",
            len(changed),
        )
        said.append(text % _named(changed))
    if unchanged:
        text = _("Watched for already, as strictly and as long: %(terms)s.")
        said.append(text % _named(unchanged))
    tone = notices.GOOD if changed else notices.INFO
    more = {"more": reverse("moderation:terms"), "more_label": _("Watched terms")}
    notices.leave(request, notices.notice(" ".join(said), tone, **more))


def _named(terms):
    return {"number": len(terms), "terms": ", ".join(f"“{term.pattern}”" for term in terms)}
