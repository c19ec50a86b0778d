"""A form without the token that only our own pages know (SEC-05)."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from redress.casework.refusals import Untold
from redress.desk import answers


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refused in the words of the house, with a new token for the page, which keeps what was typed.

    Mostly nobody forged anything: the browser has lost its cookies, and the sign-in with them.
    """
    get_token(request)
    if getattr(request, "htmx", False) and request.actor.id is None:  # type: ignore[attr-defined]
        return render(request, "desk/components/signed_out.html", status=401)
    return answers.refused(request, Untold(reason))
