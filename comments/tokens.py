"""Signed proofs that readers carry. Pure: values in, text out, and back; no one is looked up."""

from django.core.signing import BadSignature, TimestampSigner

OWN_COOKIE = "own"
OWN_COOKIE_MAX_AGE = 30 * 24 * 3600  # seconds
OWN_COMMENTS_KEPT = 20  # newest ones; keeps the cookie under 300 bytes


def sign_own(post_id, comment_ids):
    """A proof that its bearer wrote these comments on that post."""
    newest = sorted(set(comment_ids))[-OWN_COMMENTS_KEPT:]
    return _own_signer(post_id).sign("-".join(map(str, newest)))


def read_own(post_id, proof):
    """The comment ids that `sign_own` put in; an empty list for a forged, foreign or old proof."""
    try:
        value = _own_signer(post_id).unsign(proof or "", max_age=OWN_COOKIE_MAX_AGE)
    except BadSignature:
        return []
    return [int(part) for part in value.split("-") if part]


def _own_signer(post_id):
    return TimestampSigner(salt=f"comments.own:{post_id}", sep=".")
