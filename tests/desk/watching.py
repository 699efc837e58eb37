"""What a moderator does on the pages of watched terms."""

from django.urls import reverse

from comments.models import WatchedTerm


def watch_page(comment):
    return reverse("moderation:watch", args=[comment.pk])


def wish(*chosen, **form):
    """The form as a browser sends it: ticked "match:pattern", and the rest as it opens."""
    return {"chosen": chosen, "effect": "hold", "days": "0", "words": "", "note": "", **form}


def add(desk, comment, *chosen, **form):
    return desk.post(watch_page(comment), {**wish(*chosen, **form), "step": "add"})


def watched():
    return sorted(WatchedTerm.objects.values_list("match", "pattern", "effect"))
