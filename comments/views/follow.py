import re

from django.db import transaction
from django.http import Http404
from django.views.decorators.http import require_http_methods

from comments.client import address_of, network_of
from comments.forms.address import FollowForm
from comments.guard import from_our_pages
from comments.models import Subscription
from comments.readers import confirming, proofs, saved_name
from comments.views.answers import asked_too_often
from comments.views.private import private_page
from posts.converters import UnicodeSlug
from posts.models import Post

FORM = "comments/follow.html"


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def follow(request):
    """Every reply on a post, or every new post: at once with the proof, else after a link."""
    wanted = request.POST if request.method == "POST" else request.GET
    post = _post(wanted.get("post", ""))
    proved = proofs.address_of(request)
    if request.method != "POST":
        email = proved.email if proved else saved_name.read(request).get("email", "")
        form = FollowForm(post=post, initial={"email": email})
        return private_page(request, FORM, {"form": form})

    form = FollowForm(request.POST, post=post)
    if not form.is_valid():
        return private_page(request, FORM, {"form": form}, status=422)
    if proved and proved.email == form.cleaned_data["email"]:
        _follow(form, is_confirmed=True)
        return private_page(request, "comments/followed.html", {"post": form.followed_post})
    network = network_of(address_of(request))
    if seconds := confirming.wait_of(network):
        return asked_too_often(request, FORM, form, seconds)
    with transaction.atomic():
        subscription = _follow(form, is_confirmed=False)
        confirming.ask(subscription.email, network=network, subscription=subscription)
    return private_page(request, "comments/link_asked.html", {"follows": True})


def _follow(form, *, is_confirmed):
    return Subscription.objects.follow(
        form.cleaned_data["email"], post=form.followed_post, is_confirmed=is_confirmed
    )


def _post(slug):
    """The public post with this slug; None where none is meant."""
    if not slug:
        return None
    post = None
    if re.fullmatch(UnicodeSlug.regex, slug):
        post = Post.objects.published().without_bodies().filter(slug=slug).first()
    if post is None:
        raise Http404
    return post
