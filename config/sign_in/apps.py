from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    name = "config.sign_in"
    verbose_name = _("Signing in")

    def ready(self):
        from config.sign_in.sessions import note_sign_in

        user_logged_in.connect(note_sign_in)
