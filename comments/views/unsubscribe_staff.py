from django.contrib.auth import get_user_model
from django.views.decorators.http import require_http_methods

from comments.models import StaffPreferences
from comments.tokens import read_staff_unsubscribe
from comments.views.answers import link_gone
from comments.views.private import private_page
from comments.views.unsubscribe import by_token_alone


@by_token_alone
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_staff(request, token):
    """Looking ends nothing; posting does, with one click, and sets what they chose to never."""
    user_id, what = read_staff_unsubscribe(token)
    if user_id is None:
        return link_gone(request)
    user = get_user_model().objects.filter(pk=user_id).first()
    is_posted = request.method == "POST"
    if is_posted and user is not None:
        StaffPreferences.end_mail(user, what)
    context = {"what": what, "has_ended": is_posted or user is None}
    return private_page(request, "comments/unsubscribe_staff.html", context)
