from django.contrib.auth.models import User
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from comments.addresses import in_own_letters
from comments.models import ConfirmedAddress
from comments.moderation import Finding, Span, Verdict
from comments.text import folded_address


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
    # The admin keeps addresses as they were typed there.
    is_theirs = Q(email__iexact=email) | Q(email__iexact=in_own_letters(email))
    staff = User.objects.filter(is_theirs, is_staff=True, is_active=True)
    confirmed = ConfirmedAddress.objects.filter(email=email)
    owners = set(staff.values_list(Value("staff")).union(confirmed.values_list(Value("confirmed"))))
    if ("staff",) in owners:
        return _("This is the address of somebody who signs in here.")
    return _("This address was confirmed from another browser.") if owners else None
