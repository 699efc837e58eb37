from django.views.decorators.http import require_safe

from comments.views.private import private_page
from config.sign_in.second_factor import device_of, recovery_codes_left
from config.sign_in.sessions import sessions_of
from config.sign_in.steps import is_required
from config.sign_in.views.answers import staff_only


@require_safe
@staff_only
def overview(request):
    user = request.user
    context = {
        "device": device_of(user),
        "codes_left": recovery_codes_left(user),
        "is_required": is_required(),
        "sessions": sessions_of(user, request.session.session_key),
    }
    return private_page(request, "account/overview.html", context)
