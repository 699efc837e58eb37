from django.contrib.auth import get_user_model
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from comments.client import address_of, network_of
from comments.forms.address import AddressForm
from comments.views.private import keep_private, private_page
from config.sign_in import forgotten
from config.sign_in.forms import NewPasswordForm


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request):
    """Ask for a link by mail: the same answer, after the same work, whoever has the address."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return private_page(request, "account/reset.html", {"form": form}, status=status)
    email, network = form.cleaned_data["email"], network_of(address_of(request))
    if seconds := forgotten.wait_of(email, network):
        said = _(
            "Too many links were asked for, from your network or for this address. Look through "
            "your mail, or try again in an hour."
        )
        context = {"form": form, "problem": said}
        return private_page(request, "account/reset.html", context, status=429, wait=seconds)
    forgotten.ask_for_reset(email, network=network)
    return private_page(request, "account/reset_asked.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def reset_confirm(request, uidb64, token):
    """Django's own, which moves the token out of the address before it shows anything."""
    response = _choose_password(request, uidb64=uidb64, token=token)
    if hasattr(response, "render"):
        response.render()
    return keep_private(response)


@require_safe
def reset_done(request):
    return private_page(request, "account/reset_done.html", {})


class _ChoosePassword(PasswordResetConfirmView):
    form_class = NewPasswordForm
    template_name = "account/reset_confirm.html"
    success_url = reverse_lazy("account:reset_done")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and forgotten.may_reset(user) else None

    @transaction.atomic
    def form_valid(self, form):
        users = get_user_model().objects.select_for_update()
        user = form.user = users.filter(pk=self.user.pk).first()
        token = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)
        # Asked again behind the lock: of several browsers with one link, one chooses.
        if user is None or not self.token_generator.check_token(user, token):
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        response = super().form_valid(form)
        forgotten.forget_failures(user)
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def render_to_response(self, context, **more):
        more.setdefault("status", 200 if self.validlink else 404)
        return super().render_to_response(context, **more)


_choose_password = _ChoosePassword.as_view()
