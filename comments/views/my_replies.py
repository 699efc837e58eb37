"""Everything under the reader's own address: behind a mailed link, or this browser's proof."""

from functools import wraps

from django.core.paginator import Paginator
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST

from comments.client import address_of, network_of
from comments.forms.address import AddressForm
from comments.guard import from_our_pages
from comments.models import Subscription
from comments.moderation import Status
from comments.readers import confirming, own_comments, proofs, saved_name
from comments.readers.my_replies import reason_of, replies_of, standing_of, title_of
from comments.views.answers import asked_too_often, to_my_replies
from comments.views.private import private_page

ASK = "comments/my_replies_ask.html"
REPLIES_PER_PAGE = 50


def with_proof(view):
    """The view gets the ConfirmedAddress of this browser; who has none is asked for it."""

    @wraps(view)
    def proved(request):
        address = proofs.address_of(request)
        return view(request, address) if address else to_my_replies()

    return proved


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def my_replies(request):
    if request.method == "POST":
        return _ask_for_link(request)
    address = proofs.address_of(request)
    if address is None:
        form = AddressForm(initial={"email": saved_name.read(request).get("email", "")})
        return private_page(request, ASK, {"form": form})
    page = _page(request, replies_of(address))
    subscriptions = _followed_by(address)
    context = {
        "address": address,
        "page": page,
        "kept_query": {},
        "replies": [_shown(comment) for comment in page],
        "subscriptions": [(one, _what(one)) for one in subscriptions],
        "follows_site": any(one.follows == Subscription.Follows.SITE for one in subscriptions),
    }
    return private_page(request, "comments/my_replies.html", context)


@require_POST
@from_our_pages
@with_proof
def my_replies_unfollow(request, address):
    wanted = request.POST.get("subscription", "")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19:
        subscription = Subscription.objects.under(address.email).filter(pk=int(wanted)).first()
        if subscription is not None:
            subscription.stop()
    return to_my_replies("#following")


@require_POST
@from_our_pages
@with_proof
def my_replies_leave(request, address):
    """This browser forgets its reader, with `all` every browser the proof of their address."""
    if "all" in request.POST:
        address.forget_browsers()
    response = to_my_replies()
    proofs.take_back(response)
    saved_name.forget_if_of(address.email, request, response)
    own_comments.forget(response, address.comments)
    # Drafts too. Not "cookies" as well: those of every site of the domain would go.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _ask_for_link(request):
    """The same answer whatever is kept under the address."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return private_page(request, ASK, {"form": form}, status=422)
    network = network_of(address_of(request))
    if seconds := confirming.wait_of(network):
        return asked_too_often(request, ASK, form, seconds)
    confirming.ask_for_my_replies(form.cleaned_data["email"], network=network)
    return private_page(request, "comments/link_asked.html", {})


def _page(request, comments):
    paginator = Paginator(comments, REPLIES_PER_PAGE)
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise Http404
    if not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    return paginator.page(int(number))


def _shown(comment):
    # What an account wrote is changed from that account; a post that isn't public changes nothing.
    is_open = comment.user_id is None and comment.post.is_published
    return {
        "comment": comment,
        "title": title_of(comment.post),
        "standing": standing_of(comment),
        "reason": reason_of(comment),
        "is_editable": is_open and comment.is_confirmed and comment.is_editable,
        "is_withdrawable": is_open and comment.status != Status.REMOVED and not comment.is_answered,
    }


def _followed_by(address):
    confirmed = Subscription.objects.confirmed().under(address.email)
    return list(confirmed.select_related("post", "comment__post").order_by("-created_at", "-id"))


def _what(subscription):
    """(the post or the comment that is followed, its post's title)."""
    target = subscription.comment or subscription.post
    post = subscription.comment.post if subscription.comment else subscription.post
    return target, title_of(post) if post else ""
