"""Every address of the site: each face lists its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("redress.operations.urls")),
    path("", include("redress.api.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("redress.desk.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
