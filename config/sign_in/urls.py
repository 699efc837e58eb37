from django.urls import path

from config.sign_in.views.code import code
from config.sign_in.views.overview import overview
from config.sign_in.views.reset import reset_confirm, reset_done
from config.sign_in.views.second_factor import (
    recovery_codes,
    second_factor,
    second_factor_image,
    second_factor_off,
)
from config.sign_in.views.sessions import sessions, sessions_end

app_name = "account"
urlpatterns = [
    path("", overview, name="overview"),
    path("second-factor/", second_factor, name="second_factor"),
    path("second-factor/image.svg", second_factor_image, name="second_factor_image"),
    path("second-factor/codes/", recovery_codes, name="recovery_codes"),
    path("second-factor/off/", second_factor_off, name="second_factor_off"),
    path("sign-in/code/", code, name="code"),
    path("sessions/", sessions, name="sessions"),
    path("sessions/end/", sessions_end, name="sessions_end"),
    path("reset/done/", reset_done, name="reset_done"),
    path("reset/<str:uidb64>/<str:token>/", reset_confirm, name="reset_confirm"),
]
