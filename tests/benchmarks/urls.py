from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as ours

urlpatterns = [path("null/", lambda request: HttpResponse("")), *ours]
