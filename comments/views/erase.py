from django.views.decorators.http import require_http_methods

from comments.guard import from_our_pages
from comments.readers import erasing, proofs, saved_name
from comments.text import folded_address
from comments.views.my_replies import with_proof
from comments.views.private import private_page

CHOICES = {"keep", "remove"}


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
@with_proof
def my_replies_erase(request, address):
    words = request.POST.get("words")
    if request.method != "POST" or words not in CHOICES:
        is_post = request.method == "POST"
        context = {
            "address": address,
            "replies_count": address.comments.count(),
            "nothing_chosen": is_post,
        }
        return private_page(request, "comments/erase.html", context, status=422 if is_post else 200)
    email = address.email
    erasing.erase(address, removes_words=words == "remove")
    response = private_page(request, "comments/erased.html", {})
    proofs.take_back(response)
    if folded_address(saved_name.read(request).get("email", "")) == email:
        saved_name.forget(response)
    return response
