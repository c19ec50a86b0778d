"""What a view asks for before it runs.

@require_safe
@staff
def workbench(request: StaffRequest) -> HttpResponse:
    page = queue(request.actor, ...)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from redress.organisation.actor import Actor
from redress.organisation.doubt import SAFE
from redress.organisation.models import User

P = ParamSpec("P")
PHONE = "phone"
"""With what a call centre's program opens a form: a telephone number."""
POLL = "/counts"
"""What an open page asks for by itself: no sign of a person."""


class StaffRequest(HttpRequest):
    """A request of somebody signed in: `actor` is who acts, `user` the account, `htmx` whether a fragment is wanted."""

    actor: Actor
    user: User
    htmx: HtmxDetails
    said: Mapping[str, str]
    """What a page was asked about people (`desk.asked`)."""
    asked: str
    """The same as it stands in an address: encrypted."""
    address: str
    """Of a page that was asked for by POST: under which address it is found again."""


def staff(
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Members of staff only; others are asked to sign in and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None or actor.id is None:
            return _sign_in(request)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], guarded)


def _back(request: HttpRequest) -> str:
    """Where somebody goes on after signing in: without what a call centre's program said of the caller, which would
    stand in the address of the login page."""
    if PHONE not in request.GET:
        return request.get_full_path()
    kept = request.GET.copy()
    del kept[PHONE]
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def _sign_in(request: HttpRequest) -> HttpResponse:
    """To the login page and back; what stands typed on a page is never taken away by that.

    A form or draft that is sent after the session has ended is told so where it stands (401): the person signs in in
    another window and sends it again. The page's own poll for counts gets no words at all.
    """
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    if not htmx:
        return redirect_to_login(_back(request))
    if request.path_info == POLL:
        return HttpResponse(status=401, content_type="text/plain")
    if request.method not in SAFE:
        return render(request, "desk/components/signed_out.html", status=401)
    # A fragment cannot show the login page: the whole page goes there, and back to where it is now.
    here = urlencode({REDIRECT_FIELD_NAME: htmx.current_url_abs_path or "/"})
    return HttpResponseClientRedirect(f"{resolve_url(settings.LOGIN_URL)}?{here}")
