"""Error pages in the theme. They say what happened and where to go on; never why in detail."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.http import HttpResponseServerError

from posts.models import FormerAddress


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    former = FormerAddress.objects.filter(path=request.path[:300]).first()
    if former is not None and request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(former.leads_to, status=301)
    return render(request, "404.html", status=404)


def server_error(request):
    """No context processor, no database: whatever failed may be one of them."""
    return HttpResponseServerError(render_to_string("500.html"))
