from functools import partial

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from comments.views.moderation.rights import is_moderator
from config.sign_in.steps import Step, missing_step
from config.sign_in.views.answers import to_step

# By the names of their addresses: where there is nothing for who isn't signed in.
STAFF_PLACES = {"admin", "account"}
DESK = {"moderation"}  # not even that it is there is told to others
LEADS_OUT = {"admin:logout"}
ALWAYS_OPEN = {"account:reset_confirm", "account:reset_done"}
OPEN_TO = {
    Step.CODE: {"account:code"},
    Step.DEVICE: {"account:second_factor", "account:second_factor_image"},
}


class SecondFactor:
    """Name and password alone are nobody, where a second factor is set up or must be.

    `request.user` stays lazy: a page for everybody looks at no session. `request.signed_in` is
    whose name and password it was, for the pages of the step that is missing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.signed_in = request.user
        request.user = SimpleLazyObject(partial(_whoever_is_known, request))
        request.auser = partial(_in_a_thread, request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        place = request.resolver_match
        if place.view_name in ALWAYS_OPEN or not _is_theirs(place, request):
            return None
        if place.view_name == "admin:login" and request.method == "POST":
            return None  # perhaps as somebody else
        step = missing_step(request)
        if step and place.view_name in LEADS_OUT:
            request.user = request.signed_in
        elif step and place.view_name not in OPEN_TO[step]:
            return to_step(request, step)
        return None


def _is_theirs(place, request):
    """Whether they work there once they are complete. A page for everybody looks at nobody."""
    if not STAFF_PLACES.isdisjoint(place.app_names):
        return True
    return not DESK.isdisjoint(place.app_names) and is_moderator(request, request.signed_in)


def _whoever_is_known(request):
    return AnonymousUser() if missing_step(request) else request.signed_in


async def _in_a_thread(request):
    return await sync_to_async(_whoever_is_known)(request)
