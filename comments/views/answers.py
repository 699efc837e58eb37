"""Answers that pages about a reader's address share."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.views.private import keep_private, private_page


def see_other(address):
    return keep_private(HttpResponseRedirect(address, status=303))


def to_my_replies(part=""):
    """`part` is an id on that page, such as "#following"."""
    return see_other(reverse("comments:my_replies") + part)


def link_gone(request):
    """One page, one status for every link that does nothing: it tells nobody why."""
    return private_page(request, "comments/link_gone.html", {}, status=404)


def asked_too_often(request, template, form, seconds):
    """For a network that had its links for today; what was typed stays."""
    problem = _("Too many links were asked for from your network today. Please try again later.")
    context = {"form": form, "problem": problem}
    return private_page(request, template, context, status=429, wait=seconds)
