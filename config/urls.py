from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("posts.urls")),
]

handler404 = "posts.views.errors.not_found"
handler403 = "posts.views.errors.forbidden"
handler500 = "posts.views.errors.server_error"
handler400 = "posts.views.errors.bad_request"
