"""A forgotten password: who may have a link by mail, and how often one is asked for."""

from datetime import timedelta

from axes.utils import reset
from django.contrib.auth import get_user_model
from django.db import transaction

from comments.limits import wait
from comments.mail.new_password import standing_of
from comments.models import Notification
from comments.text import folded_address

PER_ADDRESS, PER_NETWORK = 3, 20
WINDOW = timedelta(hours=1)


def may_reset(user):
    """Readers have no account to sign in to; who was shut out stays so."""
    return user.is_active and user.is_staff and user.has_usable_password()


def wait_of(email, network):
    """Seconds until a link may be asked for again, 0 for at once; asking counts."""
    return wait("password-reset-from", network, PER_NETWORK, WINDOW) or wait(
        "password-reset-for", email, PER_ADDRESS, WINDOW
    )


@transaction.atomic
def ask_for_reset(email, *, network):
    """One mail is owed for each account. Without any a row is written too, that the worker drops:
    how long the answer takes tells nobody whose address is here."""
    for user in _accounts_of(email) or [None]:
        kind = Notification.Kind.PASSWORD_RESET
        counts_as = standing_of(user) if user else ""
        Notification.objects.owe(kind, email, user=user, network=network, mailbox=counts_as)


def forget_failures(user):
    """Who has just chosen a password isn't kept out for having guessed at the former one."""
    reset(username=user.get_username())


def _accounts_of(email):
    # All staff are read, whoever is asked for: databases compare addresses otherwise than we do.
    staff = get_user_model().objects.filter(is_staff=True, is_active=True).exclude(email="")
    return [user for user in staff if folded_address(user.email) == email and may_reset(user)]
