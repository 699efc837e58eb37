"""Links as they are mailed, and what a reader does with them."""

from comments.models import Notification
from comments.tokens import sign_link
from tests.comments.reading import Elements
from tests.comments.scene import browser, last_comment
from tests.factories import SAME_ORIGIN, make_comment, make_post, post_reply

ANN = "ann@example.org"


def known_before():
    """Ann has an approved reply."""
    make_comment(author_name="Ann", author_email=ANN)


def asked(client=None, post=None, **form):
    """(the reply, its link) after Ann replied and ticked `confirm`, or what `form` says."""
    ticked = form or {"confirm": "on"}
    post_reply(client or browser(), post or make_post(), name="Ann", email=ANN, **ticked)
    return last_comment(), links_to(ANN)[-1]


def links_to(email):
    return list(Notification.objects.links().under(email).order_by("pk"))


def address_of(link):
    return f"/confirm/{sign_link(link.pk)}/"


def hidden_fields(page):
    inputs = Elements(page.content.decode()).named("input")
    return {i["name"]: i.get("value", "") for i in inputs if i.get("type") == "hidden"}


def press(client, link, **changed):
    """Open the link and press its button."""
    fields = hidden_fields(client.get(address_of(link)))
    return client.post(address_of(link), {**fields, **changed}, headers=SAME_ORIGIN)


def send(client, path, *, ip="192.0.2.7", headers=SAME_ORIGIN, **form):
    return client.post(path, form, headers=dict(headers), REMOTE_ADDR=ip)
