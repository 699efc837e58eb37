"""The second factor of an account: an app that shows codes, and codes on paper for without it."""

from base64 import b32encode
from binascii import unhexlify
from urllib.parse import quote, urlencode

from django.contrib.auth import get_user_model
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from config.sign_in.codes import DIGITS, TOLERANCE, cleaned, make_recovery_code, stored_form

KEY_LENGTH = 20  # bytes: what RFC 4226 recommends
RECOVERY_CODES = 10


def device_of(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def has_second_factor(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def recovery_codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


def new_key():
    return random_hex(KEY_LENGTH)


def as_typed(key):
    """In groups of four letters, as people copy it by hand."""
    letters = b32encode(unhexlify(key)).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def as_address(key, user, site_name):
    """What an app reads from the picture: https://github.com/google/google-authenticator/wiki."""
    site = site_name.replace(":", " ")
    query = {"secret": b32encode(unhexlify(key)).decode(), "issuer": site}
    label = quote(f"{site}:{user.get_username()}", safe="")
    return f"otpauth://totp/{label}?{urlencode(query, quote_via=quote)}"


@transaction.atomic
def switch_on(user, key, typed):
    """The new device, or None: the code was wrong, or another was set up meanwhile.

    The code that proves it is spent: it opens nothing a second time.
    """
    lock(user)
    code, clock = cleaned(typed), TOTP(unhexlify(key))
    clock.time = clock.time  # stands still while we look
    if has_second_factor(user) or not DIGITS.fullmatch(code):
        return None
    if not clock.verify(int(code), tolerance=TOLERANCE):
        return None
    return TOTPDevice.objects.create(
        user=user, name="app", key=key, tolerance=TOLERANCE, drift=clock.drift, last_t=clock.t()
    )


@transaction.atomic
def renew_recovery_codes(user):
    """Ten new ones, to be shown this once: they are not stored as they are. The old ones end."""
    lock(user)
    codes = [make_recovery_code() for _number in range(RECOVERY_CODES)]
    device, _created = StaticDevice.objects.get_or_create(user=user, defaults={"name": "paper"})
    device.token_set.all().delete()
    device.token_set.bulk_create(
        StaticToken(device=device, token=stored_form(user, code)) for code in codes
    )
    return codes


def lock(user):
    """Of two browsers that change it at once, one waits."""
    get_user_model().objects.select_for_update().get(pk=user.pk)
