"""Codes as they are typed: taken once, and not guessed."""

import logging
import re
import secrets
import unicodedata
from base64 import b32encode
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

logger = logging.getLogger(__name__)

DIGITS = re.compile(r"[0-9]{6}")
TOLERANCE = 1  # steps of half a minute that a phone's clock may be off
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1: 32 letters, so five bits each
GROUPS, GROUP_LENGTH = 2, 5
STORED_BYTES = 10  # as base32 they fill the 16 characters of django-otp's column
# Django-otp doubles the wait with each wrong code. Without an end, whoever has the password could
# lock the account's owner out for years; so it stops at an hour and a bit.
# A recovery code has fifty bits: some seconds for each guess are enough, and by them nobody keeps
# this way in shut.
FAILURES_THAT_COUNT = {TOTPDevice: 13, StaticDevice: 5}


class Answer(NamedTuple):
    device: object = None  # that took the code
    wait: int = 0  # seconds until the next one is looked at
    failures: int = 0  # wrong ones that were typed before this
    was_looked_at: bool = True

    @property
    def is_recovery_code(self):
        return isinstance(self.device, StaticDevice)


@transaction.atomic
def check(user, typed):
    """Take a code of the app, or one of the recovery codes: each once, whatever two browsers do."""
    code = cleaned(typed)
    kind = TOTPDevice if DIGITS.fullmatch(code) else StaticDevice
    device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return Answer()
    if wait := _wait(device):
        return Answer(wait=wait, was_looked_at=False)
    failures = device.throttling_failure_count
    if device.verify_token(code if kind is TOTPDevice else _stored_among(device, code)):
        return Answer(device, failures=failures)
    logger.warning("A wrong code for account %s.", user.pk)
    if device.throttling_failure_count > FAILURES_THAT_COUNT[kind]:
        device.throttling_failure_count = FAILURES_THAT_COUNT[kind]
        device.save(update_fields=["throttling_failure_count"])
    return Answer(wait=_wait(device))


def cleaned(typed):
    """Without the blanks and hyphens that it was shown with, in any width and case."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).lower()


def make_recovery_code():
    """Fifty bits, as "k7m2x-q9rtv"."""
    letters = [secrets.choice(ALPHABET) for _number in range(GROUPS * GROUP_LENGTH)]
    groups = range(0, len(letters), GROUP_LENGTH)
    return "-".join("".join(letters[start : start + GROUP_LENGTH]) for start in groups)


def stored_form(user, code, key=None):
    """Who reads the table, or a copy of it, has no code: the key is not in the database."""
    value = f"{user.pk}:{cleaned(code)}"
    mac = salted_hmac("config.sign_in.recovery", value, secret=key, algorithm="sha256")
    return b32encode(mac.digest()[:STORED_BYTES]).decode().lower()


def _stored_among(device, code):
    """The form that this code was stored in: by today's key, or a former one."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    forms = [stored_form(device.user, code, key) for key in keys]
    found = device.token_set.filter(token__in=forms).first()
    return found.token if found else forms[0]


def _wait(device):
    is_allowed, why = device.verify_is_allowed()
    if is_allowed:
        return 0
    return max(1, ceil((why["locked_until"] - timezone.now()).total_seconds()))
