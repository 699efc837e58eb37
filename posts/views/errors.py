"""Error pages in the theme. They say what happened and where to go on; never why in detail."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render

from posts.addresses import current_address


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    if request.method in {"GET", "HEAD"} and (address := current_address(request.path)):
        return HttpResponsePermanentRedirect(address)
    return render(request, "404.html", status=404)
