"""Where an account is signed in: read from the sessions themselves, ended by deleting them."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import DEVICE_ID_SESSION_KEY

from comments.client import address_of
from config.sign_in.browsers import in_words
from config.sign_in.second_factor import device_of

SIGN_IN = "sign_in"
USER_AGENT_MAX_LENGTH = 300  # characters
HANDLE_LENGTH = 32  # characters


class SignedIn(NamedTuple):
    handle: str  # names it on a page: the key itself would open it
    since: datetime | None
    address: str
    browser: str
    is_this_one: bool
    lacks_code: bool
    key: str


def note_sign_in(sender, request, user, **kwargs):
    """user_logged_in: who looks at the list later wants to know it again."""
    request.session[SIGN_IN] = {
        "since": timezone.now().isoformat(),
        "address": address_of(request) or "",
        "browser": request.headers.get("User-Agent", "")[:USER_AGENT_MAX_LENGTH],
    }


def sessions_of(user, current_key=None):
    """Every session of this account that still opens something, the newest first.

    Only staff have sessions here, so there are few, and all of them are read.
    """
    device = device_of(user)
    hashes = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    found = []
    for row in Session.objects.filter(expire_date__gt=timezone.now()):
        data = row.get_decoded()
        if data.get(SESSION_KEY) == str(user.pk) and data.get(HASH_SESSION_KEY) in hashes:
            found.append(_read(row.session_key, data, device, current_key))
    earliest = datetime.min.replace(tzinfo=timezone.get_current_timezone())
    return sorted(found, key=lambda one: (one.is_this_one, one.since or earliest), reverse=True)


def end_sessions(sessions):
    """At its next request each is nobody's; returns how many were still there."""
    keys = [one.key for one in sessions]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def _read(key, data, device, current_key):
    noted = data.get(SIGN_IN, {})
    handle = salted_hmac("config.sign_in.session", key, algorithm="sha256").hexdigest()
    return SignedIn(
        handle=handle[:HANDLE_LENGTH],
        since=datetime.fromisoformat(noted["since"]) if noted else None,
        address=noted.get("address", ""),
        browser=in_words(noted.get("browser", "")),
        is_this_one=key == current_key,
        lacks_code=device is not None and data.get(DEVICE_ID_SESSION_KEY) != device.persistent_id,
        key=key,
    )
