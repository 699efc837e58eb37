"""The mail with which somebody of the staff chooses a new password."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

WANTED_FOR = timedelta(days=1)


def link_for(user):
    """The token is made now, when the mail leaves, and never stored: whoever reads the queue, in
    the admin or in a copy of the database, can open nothing."""
    person = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("account:reset_confirm", args=[person, token])


def is_still_wanted(notification):
    """Of an address that nobody of the staff has there is a row too, without a user."""
    user = notification.user
    return (
        user is not None
        and user.is_active
        and user.is_staff
        and user.has_usable_password()
        and timezone.now() - notification.created_at < WANTED_FOR
    )


def letter_about(user):
    return {
        "username": user.get_username(),
        "link": link_for(user),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
