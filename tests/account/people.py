"""Whom the tests of signing in are about: staff with a second factor, and a browser for them."""

from binascii import unhexlify
from datetime import timedelta
from time import time

from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.second_factor import new_key, renew_recovery_codes
from tests.factories import make_moderator

CODE_PAGE = "/account/sign-in/code/"
WRONG = "000000"


def make_guarded(**fields):
    """(a moderator with a second factor, their ten recovery codes)."""
    user = make_moderator(**fields)
    TOTPDevice.objects.create(user=user, name="app", key=new_key())
    return user, renew_recovery_codes(user)


def code_of(user, *, steps=0):
    """What their app shows, or showed `steps` half minutes from now."""
    key = TOTPDevice.objects.get(user=user).key
    return code_by(key, steps=steps)


def code_by(key, *, steps=0):
    clock = TOTP(unhexlify(key), drift=steps)
    clock.time = time()
    return f"{clock.token():06}"


def wrong_code(user):
    """One that is none of those that are right around now."""
    right = {code_of(user, steps=steps) for steps in range(-3, 4)}
    return next(code for code in (f"{number:06}" for number in range(10)) if code not in right)


def password_typed(user, client=None, *, password="right", **extra):
    """A browser in which name and password were typed at the sign-in page."""
    client = client or Client()
    form = {"username": user.username, "password": password}
    client.post("/admin/login/?next=/admin/", form, **extra)
    return client


def signed_in(user, **extra):
    """With every step, as people do it."""
    client = password_typed(user, **extra)
    if TOTPDevice.objects.filter(user=user).exists():
        TOTPDevice.objects.filter(user=user).update(last_t=-1)
        assert client.post(CODE_PAGE, {"code": code_of(user)}).status_code == 303
    return client


def is_staff_there(client):
    return client.get("/admin/comments/comment/").status_code == 200


def let_the_wait_pass(user):
    """As if the last wrong code had been typed two hours ago."""
    for kind in (TOTPDevice, StaticDevice):
        before = timezone.now() - timedelta(hours=2)
        devices = kind.objects.filter(user=user, throttling_failure_count__gt=0)
        devices.update(throttling_failure_timestamp=before)
