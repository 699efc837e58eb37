"""Links as they are mailed, and what a reader does with them; browsers that proved an address."""

from comments.models import ConfirmedAddress, Notification
from comments.tokens import PROOF_COOKIE, sign_link, sign_proof
from tests.comments.reading import Elements
from tests.comments.scene import browser
from tests.factories import SAME_ORIGIN


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


def proved(email, client=None):
    """A browser whose reader has confirmed `email`."""
    client = client or browser()
    client.cookies[PROOF_COOKIE] = sign_proof(ConfirmedAddress.confirm(email).pk)
    return client
