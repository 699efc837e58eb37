"""What readers do with a comment that is there: edit, withdraw, report; and what they prove."""

from comments.models import ConfirmedAddress
from comments.readers.editing import as_its_author_sees
from comments.tokens import OWN_COOKIE, PROOF_COOKIE, sign_own, sign_proof
from tests.comments.scene import browser
from tests.factories import SAME_ORIGIN


def address_of(comment, what):
    return f"/posts/{comment.post.slug}/replies/{comment.pk}/{what}/"


def author_of(*comments):
    """The browser that wrote them: it holds the post's "own" cookie."""
    client = browser()
    post = comments[0].post
    client.cookies[OWN_COOKIE] = sign_own(post.pk, [comment.pk for comment in comments])
    return client


def prover_of(email, client=None, **fields):
    """A browser whose reader has followed a link that was mailed to `email`."""
    client = client or browser()
    address = ConfirmedAddress.confirm(email)
    for field, value in fields.items():
        setattr(address, field, value)
    address.save()
    client.cookies[PROOF_COOKIE] = sign_proof(address.pk)
    return client


def edit(client, comment, body, *, seen=None, headers=SAME_ORIGIN, ip="192.0.2.1", **form):
    """As the edit form sends it, by default having seen the comment as `comment` is."""
    filled = {"body": body, "seen": seen or as_its_author_sees(comment), **form}
    return client.post(address_of(comment, "edit"), filled, headers=dict(headers), REMOTE_ADDR=ip)


def withdraw(client, comment, *, headers=SAME_ORIGIN, ip="192.0.2.1", **form):
    return client.post(address_of(comment, "withdraw"), form, headers=dict(headers), REMOTE_ADDR=ip)


def report(client, comment, *, kind="unkind", headers=SAME_ORIGIN, ip="192.0.2.1", **form):
    return client.post(
        f"/comments/{comment.pk}/report/",
        {"kind": kind, **form},
        headers=dict(headers),
        REMOTE_ADDR=ip,
    )
