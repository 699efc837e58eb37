from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from comments.desk import findings
from comments.forms.try_text import POSTS_OFFERED, TryForm
from comments.views.moderation.rights import moderators_only
from comments.watching.trying import try_out
from posts.models import Post


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def try_text(request):
    """The sandbox: what every rule says of a text, and how it would look; nothing is kept."""
    form = TryForm(request.POST or None, posts=_posts_for(request.user))
    outcome, status = None, 200
    if form.is_bound:
        status = 200 if form.is_valid() else 422
        outcome = try_out(**form.said) if form.is_valid() else None
    context = {"form": form, "outcome": outcome, **_shown(form, outcome)}
    return render(request, "moderation/try.html", context, status=status)


def _posts_for(user):
    """The newest; for editors those of their own."""
    posts = Post.objects.published().order_by("-published_at", "-pk")
    if not user.has_perm("comments.moderate_comment"):
        posts = posts.filter(author__user=user)
    newest = list(posts.values_list("pk", flat=True)[:POSTS_OFFERED])
    return Post.objects.filter(pk__in=newest).order_by("-published_at", "-pk")


def _shown(form, outcome):
    if outcome is None:
        return {}
    stored = [finding.as_json() for finding in outcome.findings]
    markup, _seen = findings.marked(stored, outcome.body_html)
    return {"marked": markup, "findings": findings.found(stored, form.said.get)}
