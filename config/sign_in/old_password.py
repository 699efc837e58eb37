"""The old password, where Django's own page asks for it to set a new one."""

from functools import wraps

from axes.helpers import get_lockout_response
from django.views.decorators.debug import sensitive_variables

from config.sign_in.forms import is_password_of_user


def counted(view):
    """Wrong ones count as at the sign-in page. Django's form compares by itself, and as often as
    anybody likes."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.method == "POST" and _is_locked_out(request):
            return get_lockout_response(request)
        return view(request, *args, **kwargs)

    return asked


@sensitive_variables()
def _is_locked_out(request):
    typed = request.POST.get("old_password")
    if not typed or is_password_of_user(request, typed):
        return False
    return request.axes_locked_out
