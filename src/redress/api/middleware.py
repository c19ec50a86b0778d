"""Whatever goes wrong under /api/, the answer is a problem document: also where no operation was reached."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from redress.api import problems
from redress.api.problems import Kind
from redress.casework.reading import NotShown

PREFIX = "/api/"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""Policy of an answer that has none: it is no page."""
GetResponse = Callable[[HttpRequest], HttpResponse]


def problem_documents(get_response: GetResponse) -> GetResponse:
    """Outermost, so that it also sees what other middleware refused. Answers of the API are nobody else's to keep."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= 400 and response.get("Content-Type") != problems.MEDIA_TYPE:
            response = _problem(response)
        return _guarded(response)

    return handle


def _problem(response: HttpResponse) -> HttpResponse:
    if isinstance(response, NotShown):
        return problems.of_refusal(response.refusal)
    kind = next((kind for kind in problems.KINDS if kind.status == response.status_code), None)
    kind = kind or Kind("http", response.status_code, response.reason_phrase)
    kept = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
    made = problems.respond(kind, _detail(kind), kept)
    made.cookies = response.cookies
    for name, value in response.headers.items():
        if not name.lower().startswith("content-") or name.lower().startswith("content-security"):
            made.headers.setdefault(name, value)
    return made


def _guarded(response: HttpResponse) -> HttpResponse:
    """What every answer carries, also one that was made before or after the middleware that usually adds it."""
    response["Cache-Control"] = "no-store"
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
    response.headers.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
    response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
    response.headers.setdefault("Content-Security-Policy", NOTHING)
    return response


def _detail(kind: Kind) -> str:
    if kind is problems.UNKNOWN:
        return _("Nothing stands at this address. /api/v1/openapi.json lists what there is.")
    if kind is problems.METHOD:
        return _("See the Allow header for what this address takes.")
    if kind is problems.TOO_LARGE:
        return _("The request is larger than this house takes.")
    if kind is problems.FAILED:
        return _(
            "The fault is ours and was logged. It is not known whether anything was saved: send it again with the same "
            "key, or look; if it fails again, tell your administrator when it happened."
        )
    return _("The request was refused before it reached an operation.")
