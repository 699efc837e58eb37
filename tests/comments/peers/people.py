"""Readers at their browsers, and what is mailed to them."""

import re

from django.core import mail

from comments.mail.delivery import deliver_due
from comments.models import Comment, ConfirmedAddress, Subscription
from comments.tokens import PROOF_COOKIE, sign_proof
from tests.comments.scene import browser
from tests.factories import SAME_ORIGIN


def proved(email, client=None):
    """A browser that holds the proof of this address."""
    client = client or browser()
    client.cookies[PROOF_COOKIE] = sign_proof(ConfirmedAddress.confirm(email).pk)
    return client


def page_of(post, client=None, **query):
    return (client or browser()).get(f"/posts/{post.slug}/", query).content.decode()


def shown_on(page):
    """The ids of the comments that stand on a page, in their order."""
    return [int(number) for number in re.findall(r'id="comment-(\d+)"', page)]


def follows(email, **what):
    return Subscription.objects.follow(email, is_confirmed=True, **what)


def mails(to=None):
    """What goes out now, as Django's messages."""
    mail.outbox.clear()
    deliver_due()
    return [sent for sent in mail.outbox if to is None or sent.to == [to]]


def link_in(sent):
    """The path of the link that a mail holds for confirming an address, or for deciding."""
    return re.search(r"https?://[^/\s]+(/(?:confirm|decide)/\S+/)", sent.body)[1]


def press(client, path, **fields):
    """Post as a browser on our own page does."""
    return client.post(path, fields, headers=SAME_ORIGIN)


def own_path(comment, verb):
    return f"/posts/{comment.post.slug}/replies/{comment.pk}/{verb}/"


def edit(client, comment, body, **fields):
    """Open the edit form as that browser sees it, and save it with another text."""
    seen = re.search(
        r'name="seen"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="seen"',
        client.get(own_path(comment, "edit")).content.decode(),
    )
    fields = {"body": body, "seen": (seen[1] or seen[2]) if seen else "", **fields}
    return press(client, own_path(comment, "edit"), **fields)


def now(comment):
    return Comment.objects.get(pk=comment.pk)
