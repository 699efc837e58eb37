"""What is answered when something broke: 503 where what the site stands on is gone, else 500.

As `handler500` it hears of whatever is raised: by a view, by a middleware whether before or behind
the view, or by another error's page. No middleware would hear of those that stand outside of it.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from comments.guard import is_from_our_pages

RETRY_AFTER = 30  # seconds
# Primary result codes of SQLite that say nothing of our SQL: busy, locked, read-only, interrupted,
# input or output failed, full, can't be opened, a lock's protocol.
SQLITE_GONE = {5, 6, 8, 9, 10, 13, 14, 15}
# Classes of SQLSTATE: connection, a conflict of two, out of resources, not in a state to answer (a
# lock that isn't to be had), an operator's intervention (starting, stopping), the system below.
POSTGRES_GONE = {"08", "40", "53", "55", "57", "58"}
READ_ONLY = "25006"  # a standby that nobody has promoted yet
# What people type in the site's forms; never a password, a code, or what a form carries for itself.
TYPED = {
    "title": _("Title"),
    "standfirst": _("Standfirst"),
    "body": _("Your words"),
    "question": _("Mentoring question"),
    "text": _("Your note"),
    "words": _("Words or phrases"),
    "note": _("Note"),
    "reason": _("Reason"),
    "name": _("Name"),
    "email": _("E-mail"),
    "url": _("Website"),
}


def server_error(request):
    """No context processor, no database, no session: whatever failed may be one of them."""
    if is_outage(sys.exception()):
        response = _page(request, "503.html", 503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
    else:
        response = _page(request, "500.html", 500)
    return response


def is_outage(error):
    """Whether the database couldn't answer, whatever it was asked: try again, and it may."""
    while error is not None:
        if isinstance(error, InterfaceError | OperationalError) and _is_gone(error.__cause__):
            return True
        if getattr(error.__cause__, "sqlstate", None) == READ_ONLY:
            return True
        error = error.__cause__
    return False


def typed(request):
    """[(label, text)] of what somebody sent, to be given back; [] where one of ours didn't send it.

    As for posts that are gone: a stranger's page could have its own words shown on ours.
    """
    if request.method != "POST" or not is_from_our_pages(request):
        return []
    try:
        form = request.POST
    except Exception:  # of whatever kind: the line may be broken, or the form what nobody can read
        return []
    return [(label, form[name]) for name, label in TYPED.items() if form.get(name, "").strip()]


def _is_gone(cause):
    """By the driver's own word: an SQL error of ours is no outage, and is to be found as a 500."""
    if hasattr(cause, "sqlite_errorcode"):
        return cause.sqlite_errorcode & 0xFF in SQLITE_GONE
    if hasattr(cause, "sqlstate"):
        # Where the line broke, or never was, no server was there to say a state.
        return cause.sqlstate is None or cause.sqlstate[:2] in POSTGRES_GONE
    return False


def _page(request, template, status):
    response = HttpResponse(render_to_string(template, {"typed": typed(request)}), status=status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
