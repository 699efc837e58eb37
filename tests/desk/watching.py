"""What a moderator does on the pages of watched terms."""

from django.urls import reverse

from comments.models import WatchedTerm
from tests.factories import make_comment


def watch_page(comment):
    return reverse("moderation:watch", args=[comment.pk])


def wish(*chosen, **form):
    """The form as a browser sends it: ticked "match:pattern", and the rest as it opens."""
    return {"chosen": chosen, "effect": "hold", "days": "0", "words": "", "note": "", **form}


def add(desk, comment, *chosen, **form):
    return desk.post(watch_page(comment), {**wish(*chosen, **form), "step": "add"})


def watched():
    return sorted(WatchedTerm.objects.values_list("match", "pattern", "effect"))


def spam(**fields):
    fields = {
        "author_email": "Promo@Casino.example", "ip_address": "198.51.100.77",
        "body": "LuckyMoose [play](https://www.win.casino.example/x)", "status": "pending",
    } | fields  # fmt: skip
    return make_comment(**fields)
