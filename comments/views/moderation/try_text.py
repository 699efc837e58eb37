from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from comments.admin.filters import RULES
from comments.desk import evidence
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


FIELDS = {
    "body": _("text"), "author_name": _("name"), "author_email": _("e-mail"),
    "author_url": _("website"), "hosts": _("host"), "ip_address": _("network address"),
}  # fmt: skip


def _shown(form, outcome):
    if outcome is None:
        return {}
    spans = [span for finding in outcome.findings for span in finding.evidence]
    said = [span.text for span in spans if span.field in {"body", "hosts"}]
    markup, _found = evidence.shown(outcome.body_html, said)
    fields = {
        "body": form.said["body"], "author_name": form.said["author_name"],
        "author_email": form.said["author_email"], "author_url": form.said["author_url"],
        "ip_address": form.said["ip_address"] or "",
    }  # fmt: skip
    findings = [
        {
            "rule": RULES.get(finding.rule, finding.rule.replace("_", " ").capitalize()),
            "finding": finding,
            "excerpts": [
                (
                    FIELDS.get(span.field, span.field),
                    evidence.excerpt(vars(span), fields.get(span.field)),
                )
                for span in finding.evidence
            ],
        }
        for finding in outcome.findings
    ]
    return {"marked": markup, "findings": findings}
