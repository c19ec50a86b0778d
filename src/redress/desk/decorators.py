"""What a view asks for before it runs.

@require_GET
@staff
def workbench(request: StaffRequest) -> HttpResponse:
    page = queue(request.actor, ...)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from redress.organisation.actor import Actor
from redress.organisation.models import User

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of somebody signed in: `actor` is who acts, `user` the account, `htmx` whether a fragment is wanted."""

    actor: Actor
    user: User
    htmx: HtmxDetails


def staff(
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Members of staff only; others are asked to sign in and come back. What they see is kept by no cache between."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None or actor.id is None:
            return _sign_in(request)
        response = view(request, *args, **kwargs)  # type: ignore[arg-type]
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], guarded)


def _sign_in(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        # A fragment cannot show the login page: the whole page goes there, and back to where it is now.
        return HttpResponseClientRedirect(resolve_url("account_login"))
    return redirect_to_login(request.get_full_path())
