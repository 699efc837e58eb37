"""What a moderator presses on the desk, without a script and with it."""

from django.urls import reverse

from tests.comments.scene import browser
from tests.factories import make_moderator

SCRIPT = {"X-Desk": "?view=waiting"}


def at_the_desk(user=None):
    """A browser of somebody who moderates; `.user` is who."""
    client = browser(user or make_moderator())
    client.user = user
    return client


def seen(comment):
    return f"{comment.status}:{comment.revision}"


def address(name, *args):
    return reverse(f"moderation:{name}", args=args)


def press(client, comment, verb, *, saw=None, headers=None, **form):
    form = {"verb": verb, "seen": saw or seen(comment), "next": "", **form}
    return client.post(address("decide", comment.pk), form, headers=headers)


def undo(client, decision, **extra):
    return client.post(address("undo", decision.pk), **extra)


def undo_last(client, response=None, **extra):
    """`u`; after an answer, the Undo that its notice offers."""
    said = notice(client) if response is not None else None
    return client.post(said["undo"] if said else address("undo_last"), **extra)


def select(client, verb, *comments, **form):
    chosen = [f"{comment.pk}:{seen(comment)}" for comment in comments]
    return client.post(address("start_batch"), {"verb": verb, "chosen": chosen, **form})


def select_all(client, verb, **form):
    return client.post(address("start_batch"), {"verb": verb, "all": "1", **form})


def notice(client):
    """What the desk says at the end."""
    return client.session["desk_notice"]


def last(comment):
    return comment.decisions.order_by("-pk").first()
