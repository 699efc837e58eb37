"""The reader's name in their own browser: a plain cookie, set only when they ask for it.

Script-readable on purpose: public pages are the same bytes for everybody, so a small module fills
the form there; on the form's own page the server does.
"""

import json
from datetime import timedelta
from urllib.parse import quote, unquote

from django.conf import settings

from comments.text import clean_text, folded_address

COOKIE = "reader"
KEPT_FOR = timedelta(days=365)
FIELDS = ("name", "email", "url")


def read(request):
    """Initial values for the form, {} for no cookie or one that says nothing we understand."""
    try:
        saved = json.loads(unquote(request.COOKIES.get(COOKIE, "")))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(saved, dict):
        return {}
    values = {
        field: clean_text(saved[field]) for field in FIELDS if isinstance(saved.get(field), str)
    }
    return {**values, "save_my_name": True} if values else {}


def remember(response, cleaned):
    """Keep what the reader asked to keep; forget it when they ask no more."""
    if not cleaned.get("save_my_name"):
        forget(response)
        return
    value = quote(json.dumps({field: cleaned.get(field, "") for field in FIELDS}), safe="")
    response.set_cookie(
        COOKIE,
        value,
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget_if_of(email, request, response):
    """`email`: folded. What this browser saved of somebody else is theirs."""
    if folded_address(read(request).get("email", "")) == email:
        forget(response)


def forget(response):
    response.delete_cookie(COOKIE, samesite="Lax")
