"""Signed proofs that readers carry. Pure: values in, text out, and back; no one is looked up.

None of them holds more than numbers of ours: who reads one over a shoulder learns nobody's address.
"""

import re
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner, b62_decode

OWN_COOKIE = "own"
OWN_COOKIE_MAX_AGE = 30 * 24 * 3600  # seconds
OWN_COMMENTS_KEPT = 20  # newest ones; keeps the cookie under 300 bytes
PROOF_COOKIE = "proof"
PROOF_MAX_AGE = timedelta(days=365)
LINK_MAX_AGE = timedelta(days=3)
DECISION_MAX_AGE = timedelta(days=7)
USER_ID = re.compile(r"([1-9][0-9]{0,17})-")


def sign_own(post_id, comment_ids):
    """A proof that its bearer wrote these comments on that post."""
    newest = sorted(set(comment_ids))[-OWN_COMMENTS_KEPT:]
    return _own_signer(post_id).sign("-".join(map(str, newest)))


def read_own(post_id, proof):
    """The comment ids that `sign_own` put in; an empty list for a forged, foreign or old proof."""
    value, _signed_at = _read(_own_signer(post_id), proof, timedelta(seconds=OWN_COOKIE_MAX_AGE))
    return [int(part) for part in (value or "").split("-") if part]


def sign_proof(address_id):
    """A browser's proof that its reader confirmed this address."""
    return TimestampSigner(salt="comments.proof", sep=".").sign(str(address_id))


def read_proof(proof):
    """(address id, when it was signed), or (None, None) for anything else."""
    value, signed_at = _read(TimestampSigner(salt="comments.proof", sep="."), proof, PROOF_MAX_AGE)
    return (int(value), signed_at) if value else (None, None)


def sign_link(notification_id):
    """For the link in a mail, that proves who reads it: good for three days, and used once."""
    return TimestampSigner(salt="comments.link", sep=".").sign(str(notification_id))


def read_link(token):
    """The notification's id, or None for a token that is forged, foreign or too old."""
    value, _signed_at = _read(TimestampSigner(salt="comments.link", sep="."), token, LINK_MAX_AGE)
    return int(value) if value else None


def sign_button(notification_id):
    """For the page that shows a link's button: who opened it before the link was used."""
    return TimestampSigner(salt="comments.button", sep=".").sign(str(notification_id))


def read_button(token):
    """(the notification's id, when its page was opened), or (None, None)."""
    signer = TimestampSigner(salt="comments.button", sep=".")
    value, opened_at = _read(signer, token, LINK_MAX_AGE)
    return (int(value), opened_at) if value else (None, None)


def sign_unsubscribe(subscription_id):
    """For ending one subscription, however old the mail is; it is good for nothing else."""
    return Signer(salt="comments.unsubscribe", sep=".").sign(str(subscription_id))


def read_unsubscribe(token):
    """The subscription's id, or None."""
    value, _signed_at = _read(Signer(salt="comments.unsubscribe", sep="."), token)
    return int(value) if value else None


def sign_decision(user_id, email, comment_id, revision):
    """For the link that lets one moderator decide on one comment, as it read when it was mailed.

    It is good as long as they have the (folded) address that it is mailed to.
    """
    return _decision_signer(email).sign(f"{user_id}-{comment_id}-{revision}")


def named_in_decision(token):
    """The user id that it claims to be for, proved by nothing yet; None where it names nobody."""
    found = USER_ID.match(token)
    return int(found[1]) if found else None


def read_decision(token, email):
    """(user id, comment id, revision), or None for what is forged, foreign or over a week old.

    `email`: the address that the user has now.
    """
    value, _signed_at = _read(_decision_signer(email), token, DECISION_MAX_AGE)
    return tuple(map(int, value.split("-"))) if value else None


def sign_staff_unsubscribe(user_id, what):
    """For ending one kind of mail to one of the staff, named by `what`, however old the mail is."""
    return Signer(salt="comments.unsubscribe_staff", sep=".").sign(f"{user_id}-{what}")


def read_staff_unsubscribe(token):
    """(user id, what), or (None, None)."""
    value, _signed_at = _read(Signer(salt="comments.unsubscribe_staff", sep="."), token)
    user_id, _dash, what = (value or "").partition("-")
    return (int(user_id), what) if value else (None, None)


def sign_withdrawal(comment_id):
    """That its bearer was asked whether to withdraw a comment, theirs: so a second click is one."""
    return Signer(salt="comments.withdrawal", sep=".").sign(str(comment_id))


def read_withdrawal(token):
    """The comment's id, or None."""
    value, _signed_at = _read(Signer(salt="comments.withdrawal", sep="."), token)
    return int(value) if value else None


def _decision_signer(email):
    return TimestampSigner(salt=f"comments.decision:{email}", sep=".")


def _own_signer(post_id):
    return TimestampSigner(salt=f"comments.own:{post_id}", sep=".")


def _read(signer, text, max_age=None):
    """(what was signed, when), (None, None) for what we didn't sign or signed too long ago."""
    try:
        if max_age is None:
            return signer.unsign(text or ""), None
        value = signer.unsign(text or "", max_age=max_age)
        timestamp = text.rsplit(signer.sep, 2)[1]
    except (BadSignature, UnicodeError):
        return None, None
    return value, datetime.fromtimestamp(b62_decode(timestamp), UTC)
