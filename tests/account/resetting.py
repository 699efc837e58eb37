"""A new password, as whoever forgot theirs comes to it."""

import re

from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.comments.mailroom import delivered, mail_server
from tests.mail_server import text_of

ASK = "/account/reset/"
NEW = "Seven-Tall-Owls-9"


def ask(email, client=None, **extra):
    return (client or Client()).post(ASK, {"email": email}, **extra)


def mailed(email):
    """The messages that arrive after somebody asked for `email`."""
    assert ask(email).status_code == 200
    with mail_server() as server:
        return delivered(server)


def link_in(message):
    return re.search(r"http://testserver(/account/reset/\S+)", text_of(message))[1]


def link_for(user):
    user.refresh_from_db()  # a sign-in since then would make it void
    person = urlsafe_base64_encode(force_bytes(user.pk))
    return f"/account/reset/{person}/{default_token_generator.make_token(user)}/"


def choose(link, password=NEW, client=None):
    client = client or Client()
    page = client.get(link, follow=True)
    if not page.redirect_chain:
        return page
    form = {"new_password1": password, "new_password2": password}
    return client.post(page.redirect_chain[-1][0], form, follow=True)
