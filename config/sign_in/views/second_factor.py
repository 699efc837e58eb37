import io

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from comments.views.private import private_page
from config.sign_in.forms import ProofForm, SetUpForm
from config.sign_in.second_factor import (
    as_address,
    as_typed,
    device_of,
    new_key,
    recovery_codes_left,
    renew_recovery_codes,
    switch_on,
)
from config.sign_in.steps import is_required, missing_step
from config.sign_in.switching_off import switch_off
from config.sign_in.views.answers import on_the_way_in, staff_only
from config.sign_in.views.code import pass_the_second_step
from posts.models import SiteIdentity

NEW_KEY = "second_factor_key"  # in the session, until a code proves that the app has it
QUIET_ZONE = 4  # modules round the picture, as its standard wants


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@on_the_way_in
def second_factor(request):
    """What is set up; where nothing is: the secret, and one code that proves it arrived."""
    user = request.signed_in
    if device := device_of(user):
        context = {"device": device, "codes_left": recovery_codes_left(user)}
        return private_page(request, "account/second_factor.html", _with_setting(context))
    key = request.session.setdefault(NEW_KEY, new_key())
    data = request.POST if request.method == "POST" else None
    # On the way in it was typed just then.
    form = SetUpForm(data, request=request, asks_password=missing_step(request) is None)
    if form.is_valid():
        if device := switch_on(user, key, form.cleaned_data["code"]):
            del request.session[NEW_KEY]
            pass_the_second_step(request, device)
            return _codes_page(request, is_new=True)
        said = _("That code isn’t right. Wait for the app’s next one, and check its clock.")
        form.add_error("code", said)
    context = {"form": form, "key": as_typed(key), "address": _address(user, key)}
    status = 422 if form.is_bound else 200
    return private_page(request, "account/set_up.html", _with_setting(context), status=status)


@require_safe
@on_the_way_in
def second_factor_image(request):
    """The secret as a picture for a phone's camera: black on white, whatever the theme."""
    key = request.session.get(NEW_KEY)
    if key is None or device_of(request.signed_in):
        raise Http404
    picture = io.BytesIO()
    code = segno.make(_address(request.signed_in, key), error="m", micro=False)
    code.save(picture, kind="svg", border=QUIET_ZONE, light="#fff", omitsize=True, svgclass=None)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@staff_only
def recovery_codes(request):
    """New ones for old ones."""
    return _after_proof(request, "account/renew_codes.html", lambda: _codes_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@staff_only
def second_factor_off(request):
    return _after_proof(request, "account/switch_off.html", lambda: _switched_off(request))


def _after_proof(request, template, act):
    if not device_of(request.user):
        return redirect("account:second_factor")
    form = ProofForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        return act()
    wait = form.answer.wait if form.answer and not form.answer.was_looked_at else 0
    status = 429 if wait else 422 if form.is_bound else 200
    return private_page(request, template, _with_setting({"form": form}), status=status, wait=wait)


def _codes_page(request, *, is_new=False):
    """Straight from the form that made them: no address shows them again."""
    codes = renew_recovery_codes(request.user)
    return private_page(request, "account/codes.html", {"codes": codes, "is_new": is_new})


def _switched_off(request):
    switch_off(request.user)
    messages.success(request, _("The second factor is off: your password alone signs you in."))
    return redirect("account:second_factor" if is_required() else "account:overview")


def _with_setting(context):
    return context | {"is_required": is_required()}


def _address(user, key):
    return as_address(key, user, SiteIdentity.current().name)
