from django.db import connection
from django.utils.translation import gettext as _

from comments.addresses import in_own_letters
from comments.moderation import Finding, Span, Verdict
from comments.text import folded_address

# By hand: it is asked for every guest's reply. The admin keeps addresses as they were typed there.
OWNERS = """
    SELECT 'staff' FROM auth_user
    WHERE UPPER(email) IN (UPPER(%s), UPPER(%s)) AND is_staff AND is_active
    UNION SELECT 'confirmed' FROM comments_confirmedaddress WHERE email = %s
"""


def borrowed_address(submission):
    """An address that somebody has proved to be theirs, and this browser has not.

    What is signed in writes under its account's own address, which nobody typed.
    """
    email = submission.author_email
    if not email or submission.user is not None or submission.is_confirmed:
        return None
    reason = _reason(folded_address(email))
    if reason is None:
        return None
    evidence = (Span("author_email", 0, len(email), email),)
    return Finding("borrowed_address", Verdict.HOLD, reason, evidence)


def _reason(email):
    with connection.cursor() as cursor:
        cursor.execute(OWNERS, [email, in_own_letters(email), email])
        owners = {owner for (owner,) in cursor.fetchall()}
    if "staff" in owners:
        return _("This is the address of somebody who signs in here.")
    return _("This address was confirmed from another browser.") if owners else None
