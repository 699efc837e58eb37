from django.views.decorators.http import require_http_methods

from comments.guard import from_our_pages
from comments.models import ConfirmedAddress
from comments.readers import confirming, proofs
from comments.tokens import sign_button
from comments.views.answers import link_gone, see_other, to_my_replies
from comments.views.private import private_page


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def confirm(request, token):
    """Scanners follow links: looking shows a button, and only that does something."""
    link = confirming.link_of(token)
    if link is None or link.used_at:
        return _used(request, link)
    if request.method != "POST":
        return _button(request, link)
    if link.comment and request.POST.get("revision") != str(link.comment.revision):
        return _button(request, link, has_changed=True)
    try:
        address = confirming.redeem(link)
    except confirming.TextChanged:
        return _button(request, confirming.link_of(token), has_changed=True)
    if address is None:
        return _used(request, confirming.link_of(token))
    return _proved(link, address)


def _button(request, link, *, has_changed=False):
    if link is None:
        return link_gone(request)
    context = {"link": link, "has_changed": has_changed, "opened": sign_button(link.pk)}
    status = 409 if has_changed else 200
    return private_page(request, "comments/confirm.html", context, status=status)


def _used(request, link):
    """Done already: by this browser, which is all right, or by another, which is told nothing.

    Of a double click a browser shows the second answer, and drops the cookie of the first.
    """
    if link is not None and confirming.was_pressed_twice(link, request.POST.get("opened", "")):
        address = ConfirmedAddress.objects.filter(email=link.email).first()
        if address is not None:
            return _proved(link, address)
    address = proofs.address_of(request)
    if link is None or address is None or address.email != link.email:
        return link_gone(request)
    return _onwards(link)


def _proved(link, address):
    response = _onwards(link)
    proofs.give(response, address)
    return response


def _onwards(link):
    comment, subscription = link.comment, link.subscription
    if comment is not None and comment.is_public:
        return see_other(comment.get_absolute_url())
    if comment is not None:
        return to_my_replies(f"#comment-{comment.pk}")
    return to_my_replies("#following" if subscription is not None else "")
