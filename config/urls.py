from django.contrib import admin
from django.urls import include, path

from comments.views.moderation.desk import to_the_desk
from config.sign_in.views.reset import reset

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("config.sign_in.urls")),
    # By the name that Django's sign-in page looks for, to lead there.
    path("account/reset/", reset, name="admin_password_reset"),
    path("moderation", to_the_desk),
    path("moderation/", include("comments.views.moderation.urls")),
    path("", include("comments.urls")),
    path("", include("posts.urls")),
]

handler404 = "posts.views.errors.not_found"
handler403 = "posts.views.errors.forbidden"
handler500 = "config.running.outage.server_error"
handler400 = "posts.views.errors.bad_request"
