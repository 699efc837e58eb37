"""What is owed is sent: each row by one worker, over one connection, and none holds up the rest."""

import logging
import smtplib
from collections import Counter
from contextlib import suppress

from django.core.mail import mailers
from django.db import Error as DatabaseError

from comments.mail import emails
from comments.mail.holding import still_holds
from comments.mail.letters import letter_of
from comments.models import Notification, StaffPreferences

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 200
CLOSING_DOWN = 421  # whatever the server was asked, that is the end of the connection


def deliver_due(is_stopping=lambda: False):
    """Send what is due; returns a Counter of "sent", "dropped", "put off" and "given up".

    When the mail server can't be reached, hangs or hangs up, the run ends: one mail has waited for
    its time-out, and what else is due stays so.
    """
    done, trouble, mailer = Counter(), "", mailers.default
    try:
        for due in _due():
            if is_stopping() or trouble:
                break
            if due.claim():
                outcome, trouble = _deliver(due, mailer)
                done[outcome] += 1
    finally:
        _close(mailer)
        if done:
            # On one line, and without anybody's address.
            counted = ", ".join(f"{number} {outcome}" for outcome, number in done.items())
            level = logging.WARNING if trouble else logging.INFO
            logger.log(level, "Mail: %s.%s", counted, trouble)
    return done


def _due():
    """All that is due, some rows at a time; each once, also one that somebody else has claimed."""
    seen = set()
    while some := [due for due in Notification.objects.due()[:ROWS_AT_ONCE] if due.pk not in seen]:
        seen.update(due.pk for due in some)
        yield from some


def _deliver(due, mailer):
    """(what became of it, what is wrong with the server)."""
    notification = Notification.objects.with_all_it_is_about().filter(pk=due.pk).first()
    if notification is None:
        return "dropped", ""
    if not still_holds(notification):
        notification.drop()
        return "dropped", ""
    try:
        letter = letter_of(notification)
        told_upto = letter.pop("told_upto", None)
        mailer.open()  # the first time; from then on it is
        emails.send(notification.kind, connection=mailer, **letter)
    except DatabaseError:
        raise
    except Exception as error:
        return _failed(notification, error)
    notification.mark_sent()
    if told_upto is not None:
        StaffPreferences.note_told(notification.user, told_upto)
    return "sent", ""


def _failed(notification, error):
    code = _code_of(error)
    # Refused for good, or never a mail that could be sent: an address without a mailbox, say.
    if isinstance(error, ValueError) or (code is not None and code >= 500):
        notification.give_up(error)
    else:
        notification.put_off(error)
    outcome = "given up" if notification.given_up_at else "put off"
    what = type(error).__name__ if code is None else f"{type(error).__name__} {code}"
    if code == CLOSING_DOWN or (code is None and isinstance(error, OSError)):
        return outcome, f" The mail server has trouble: {what}."
    logger.warning("Mail %s %s: %s", notification.pk, outcome, what)
    return outcome, ""


def _code_of(error):
    """The server's answer to this very mail, or None where the trouble is with all of them."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, _words),) = error.recipients.values()
        return code
    return error.smtp_code if isinstance(error, smtplib.SMTPDataError) else None


def _close(mailer):
    with suppress(OSError):  # it hung up first; what it took it has
        mailer.close()
