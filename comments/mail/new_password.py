"""The mail with which somebody of the staff chooses a new password."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from comments.text import folded_address

WANTED_FOR = timedelta(days=1)


def link_for(user):
    """The token is made now, when the mail leaves, and never stored: whoever reads the queue, in
    the admin or in a copy of the database, can open nothing."""
    person = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("account:reset_confirm", args=[person, token])


def standing_of(user):
    """What a token made now would be bound to: one that is made later must not outlive it."""
    bound_to = (user.pk, user.password, user.last_login, folded_address(user.email))
    return salted_hmac("comments.new_password", repr(bound_to), algorithm="sha256").hexdigest()


def is_still_wanted(notification):
    """Of an address that nobody of the staff has there is a row too, without a user.

    Whoever had their address or password changed meanwhile asks anew: the mailbox, or whoever
    asked, may have been the reason.
    """
    user = notification.user
    return (
        user is not None
        and user.is_active
        and user.is_staff
        and user.has_usable_password()
        and constant_time_compare(notification.mailbox, standing_of(user))
        and timezone.now() - notification.created_at < WANTED_FOR
    )


def letter_about(user):
    return {
        "username": user.get_username(),
        "link": link_for(user),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
