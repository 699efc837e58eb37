from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Subscription
from comments.tokens import read_unsubscribe
from comments.views.answers import link_gone
from comments.views.private import private_page

PAGE = "comments/unsubscribe.html"


def by_token_alone(view):
    """Guard: mailbox providers post here for their users, from anywhere and without a cookie."""
    view = csrf_exempt(view)
    view.guard = "token"
    return view


@by_token_alone
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Looking ends nothing; posting does, with one click (RFC 8058: answered at once, by a 200)."""
    pk = read_unsubscribe(token)
    if pk is None:
        return link_gone(request)
    subscription = Subscription.objects.with_what_it_follows().filter(pk=pk).first()
    if request.method == "POST" and subscription is not None:
        if request.POST.get("what") == "all":
            Subscription.objects.stop_all(subscription.email)
        else:
            subscription.stop()
    if request.method == "POST" or subscription is None:
        return private_page(request, PAGE, {"has_ended": True})
    context = {"subscription": subscription, "address": _shortened(subscription.email)}
    return private_page(request, PAGE, context)


def _shortened(email):
    """Enough for its owner: whoever else holds the link learns nobody's address from it."""
    local_part, _at, domain = email.rpartition("@")
    return f"{local_part[:1]}…@{domain}"
