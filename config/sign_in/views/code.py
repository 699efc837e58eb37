from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as let_in

from comments.views.private import private_page
from config.sign_in.forms import SecondStepForm
from config.sign_in.second_factor import device_of, recovery_codes_left
from config.sign_in.steps import Step, missing_step
from config.sign_in.views.answers import onwards, to_sign_in

FEW_CODES = 3
SUSPICIOUSLY_MANY = 5  # wrong codes: nobody mistypes as often


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def code(request):
    """The second step, after name and password."""
    user = request.signed_in
    if not user.is_authenticated:
        return to_sign_in(request)
    if missing_step(request) != Step.CODE:
        return onwards(request)
    by_recovery_code = "recovery" in request.GET
    data = request.POST if request.method == "POST" else None
    form = SecondStepForm(data, user=user, by_recovery_code=by_recovery_code)
    if form.is_valid():
        pass_the_second_step(request, device_of(user))
        _tell(request, form.answer)
        return onwards(request)
    context = {"form": form, "by_recovery_code": by_recovery_code, "next": request.GET.get("next")}
    wait = form.answer.wait if form.answer and not form.answer.was_looked_at else 0
    status = 429 if wait else 422 if form.is_bound else 200
    return private_page(request, "account/code.html", context, status=status, wait=wait)


def pass_the_second_step(request, device):
    """From here on this session is its user's; it gets a new key, as with every gain of rights."""
    request.user, request.missing_step = request.signed_in, None
    request.session.cycle_key()
    let_in(request, device)


def _tell(request, answer):
    if answer.failures >= SUSPICIOUSLY_MANY:
        said = _(
            "Many wrong codes were typed before yours. If it wasn’t you, somebody else knows your "
            "password: change it."
        )
        messages.warning(request, said)
    left = recovery_codes_left(request.user) if answer.is_recovery_code else None
    if left is not None and left <= FEW_CODES:
        said = ngettext(
            "You have %d recovery code left. Make new ones under My account.",
            "You have %d recovery codes left. Make new ones under My account.",
            left,
        )
        messages.warning(request, said % left)
