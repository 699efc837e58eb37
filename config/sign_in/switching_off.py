"""The second factor is switched off, by its owner or for who lost it."""

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.second_factor import lock
from config.sign_in.sessions import end_sessions, sessions_of


@transaction.atomic
def switch_off(user):
    """Where a password was typed and no code, perhaps by somebody else, nothing opens by this."""
    lock(user)
    end_sessions([one for one in sessions_of(user) if one.lacks_code])
    StaticDevice.objects.filter(user=user).delete()
    TOTPDevice.objects.filter(user=user).delete()
