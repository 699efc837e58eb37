from datetime import timedelta

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import limits
from comments.client import address_of, network_of
from comments.guard import from_our_pages
from comments.readers import erasing, proofs, saved_name
from comments.text import folded_address
from comments.views.my_replies import with_proof
from comments.views.private import private_page

CHOICES = {"keep", "remove"}
# From one network: floods and links are counted from rows, and erasing takes those away.
ERASURES, PER = 5, timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
@with_proof
def my_replies_erase(request, address):
    words = request.POST.get("words")
    if request.method != "POST":
        return _page(request, address, 200)
    if words not in CHOICES:
        problem = _("Choose what shall become of your words. Nothing was erased.")
        return _page(request, address, 422, problem)
    if wait := limits.wait("erase", network_of(address_of(request)), ERASURES, PER):
        problem = _("Your network erased very often today. Nothing was erased; please try later.")
        return _page(request, address, 429, problem, wait=wait)
    email = address.email
    erasing.erase(address, removes_words=words == "remove")
    response = private_page(request, "comments/erased.html", {})
    proofs.take_back(response)
    if folded_address(saved_name.read(request).get("email", "")) == email:
        saved_name.forget(response)
    return response


def _page(request, address, status, problem="", *, wait=0):
    context = {
        "address": address,
        "replies_count": address.comments.count(),
        "problem": problem,
    }
    return private_page(request, "comments/erase.html", context, status=status, wait=wait)
