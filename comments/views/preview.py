"""A reply as readers would see it, before it is posted; nothing is stored."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments import limits
from comments.client import address_of, network_of
from comments.forms.reply import ReplyForm
from comments.guard import from_our_pages
from comments.markdown import render_comment
from comments.models import DiscussionSettings
from posts.models import Post

PREVIEWS = 60
PER = timedelta(minutes=1)  # and network


@require_POST
@from_our_pages
def preview(request, slug):
    """For the page's script: the markup alone, or a sentence that says why there is none."""
    post = get_object_or_404(Post.objects.published(), slug=slug)
    form = ReplyForm(request.POST, post=post, policy=DiscussionSettings.current())
    shown, problem, seconds = preview_of(request, form)
    if seconds:
        response = HttpResponse(problem, status=429, content_type="text/plain; charset=utf-8")
        response.headers["Retry-After"] = str(seconds)
    elif problem:
        response = HttpResponse(problem, status=422, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(shown)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def preview_of(request, form):
    """(markup, why there is none, seconds to wait): of the text alone, cleaned as for posting."""
    seconds = limits.wait("preview", network_of(address_of(request)), PREVIEWS, PER)
    if seconds:
        return "", _("Too many previews in one minute. Wait a little, then try again."), seconds
    if mistakes := form.errors.get("body"):
        return "", mistakes[0], 0
    return render_comment(form.cleaned_data["body"]), "", 0
