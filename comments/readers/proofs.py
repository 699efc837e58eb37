"""This browser's proof that its reader confirmed an address: a signed cookie that names no one.

It changes nothing on a public page; it is asked when something is posted, and on "My replies".
"""

from django.conf import settings

from comments.models import ConfirmedAddress
from comments.tokens import PROOF_COOKIE, PROOF_MAX_AGE, read_proof, sign_proof


def address_of(request):
    """The ConfirmedAddress that this browser may speak for, or None."""
    pk, signed_at = read_proof(request.COOKIES.get(PROOF_COOKIE))
    if pk is None:
        return None
    address = ConfirmedAddress.objects.filter(pk=pk).first()
    if address is None or signed_at < address.proofs_since.replace(microsecond=0):
        return None  # erased, or every browser was told to forget it
    return address


def give(response, address):
    response.set_cookie(
        PROOF_COOKIE,
        sign_proof(address.pk),
        max_age=PROOF_MAX_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_back(response):
    response.delete_cookie(PROOF_COOKIE, samesite="Lax")
