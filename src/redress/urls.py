"""Every address of the site: each face lists its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path


def not_here(request: HttpRequest) -> HttpResponse:
    """An address that the library has and the house has not."""
    raise Http404


# Accounts, their addresses and what they are tied to are the insurer's to give: nobody changes these alone.
CLOSED = (
    "signup/",
    "email/",
    "confirm-email/",
    "password/set/",
    "3rdparty/",
    "3rdparty/signup/",
    "social/connections/",
)
closed = [path(f"accounts/{each}", not_here) for each in CLOSED]

urlpatterns = [
    path("", include("redress.operations.urls")),
    path("", include("redress.api.urls")),
    *closed,
    path("accounts/", include("allauth.urls")),
    path("", include("redress.desk.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
