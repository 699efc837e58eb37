"""What is still missing when name and password were right."""

from enum import StrEnum

from django.conf import settings

from config.sign_in.second_factor import has_second_factor

REQUIRED = "required"


class Step(StrEnum):
    CODE = "code"
    DEVICE = "device"  # one must be set up first


def missing_step(request):
    """The step between `request.signed_in` and everything, or None. Looked up once a request."""
    if not hasattr(request, "missing_step"):
        request.missing_step = _missing_step(request.signed_in)
    return request.missing_step


def _missing_step(user):
    if not user.is_authenticated or user.is_verified():
        return None
    if has_second_factor(user):
        return Step.CODE
    return Step.DEVICE if user.is_staff and is_required() else None


def is_required():
    return settings.SECOND_FACTOR == REQUIRED
