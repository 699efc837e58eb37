"""Readers at their browsers, and what is mailed to them."""

import re

from django.core import mail

from comments.mail.delivery import deliver_due
from tests.comments.afterwards import address_of
from tests.comments.scene import browser
from tests.factories import SAME_ORIGIN


def page_of(post, client=None, **query):
    return (client or browser()).get(f"/posts/{post.slug}/", query).content.decode()


def shown_on(page):
    """The ids of the comments that stand on a page, in their order."""
    return [int(number) for number in re.findall(r'id="comment-(\d+)"', page)]


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


def edit(client, comment, body, **fields):
    """Open the edit form as that browser sees it, and save it with another text."""
    seen = re.search(
        r'name="seen"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="seen"',
        client.get(address_of(comment, "edit")).content.decode(),
    )
    fields = {"body": body, "seen": (seen[1] or seen[2]) if seen else "", **fields}
    return press(client, address_of(comment, "edit"), **fields)
