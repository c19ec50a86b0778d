"""What happens to every request before a view sees it: its language, its actor, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.messages.middleware import MessageMiddleware
from django.db import DataError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from redress.casework.refusals import TooLarge, Unavailable, Unstorable, of_lost
from redress.desk import answers
from redress.desk.decorators import POLL
from redress.organisation import queries, second_factor, tracking
from redress.organisation.acting import become
from redress.organisation.actor import NOBODY, Actor
from redress.organisation.doubt import SAFE
from redress.organisation.refusals import RuleStands
from redress.organisation.statements import together
from redress.sealing.doors import door

GetResponse = Callable[[HttpRequest], HttpResponse]
NO_DATABASE = frozenset({"/healthz", "/readyz", "/metrics"})
"""Must answer when the database does not; reads no case."""
OPEN = ("/accounts/", "/static/", "/i18n/")
"""What is served before a second factor that is required was given."""


BESIDE_A_FILE = 1_000_000
"""Bytes of a form beside the one file that it carries."""


def too_large(request: HttpRequest) -> bool:
    """Whether more was sent than any form or operation takes.

    Asked before anything reads the body: Django looks for the token of a form in it, and lays every file down for that,
    whoever sent it. A body that does not say how long it is, Django takes for an empty one.
    """
    said = request.META.get("CONTENT_LENGTH") or "0"
    return not said.isdecimal() or int(said) > settings.EVIDENCE_MAX_BYTES + BESIDE_A_FILE


class LanguageMiddleware(LocaleMiddleware):
    """Chinese, unless the person chose otherwise: a clerk's browser is often set to English by whoever installed it.

    The API speaks the language that its client asks for.
    """

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith("/api/"):
            super().process_request(request)
            return
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = chosen in dict(settings.LANGUAGES)
        translation.activate(chosen if chosen and known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """No address of the house names a language, for which Django looks through each."""
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class SaidOnceMiddleware(MessageMiddleware):
    """What a page says once, after a form. The API says all it has to say in its answer."""

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith("/api/"):
            super().process_request(request)


class PolicyMiddleware(CSPMiddleware):  # type: ignore[misc]
    """The Content-Security-Policy, which is the same for every answer: no page has a script of its own in it.

    django-csp works it out anew for each answer, twice.
    """

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self.policy = build_policy(**asdict(self.get_policy_parts(HttpRequest(), HttpResponse())))

    def process_request(self, request: HttpRequest) -> None:
        """No page may ask for a nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not (settings.DEBUG and response.status_code in (404, 500)):  # Django's own pages for developers
            response.headers.setdefault(HEADER, self.policy)
        return response


class ActorMiddleware:
    """Gives the request its `actor` and tells the database, so that row-level security stands beneath every read.

    Three trips to the database: the session; its account and who that is today; the settings of the connection, with
    the sign of a person. Nobody signed in is NOBODY, and told too: the connection still remembers the actor of the
    request before.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in NO_DATABASE or request.path_info.startswith("/api/"):
            if too_large(request):
                return HttpResponse(status=TooLarge.status)
            with door("api"):
                return self.get_response(request)  # the API's own door says who acts: redress.api.bearer
        try:
            actor = _actor(request)
            owes_factor = second_factor.required(actor) and not _given(request)
            with together():
                become(actor, reads=request.method in SAFE)
                if not (actor.id is None or owes_factor or request.path_info == POLL):
                    tracking.touch(request, request.user)  # type: ignore[arg-type]
        except (OperationalError, InterfaceError):
            connection.close_if_unusable_or_obsolete()
            return answers.refused(request, Unavailable())
        request.actor = actor  # type: ignore[attr-defined]
        if too_large(request):
            return answers.refused(request, TooLarge(settings.EVIDENCE_MAX_BYTES + BESIDE_A_FILE))
        with door("desk"):
            if owes_factor:
                return redirect("mfa_activate_totp")
            response = self.get_response(request)
            return response if actor.id is None else _kept_nowhere(response)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view caught becomes a page that says why; so does a lost database."""
        if request.path_info.startswith("/api/"):
            return None
        if isinstance(exception, (OperationalError, InterfaceError)):
            connection.close_if_unusable_or_obsolete()
            exception = _lost(request, exception)
        if isinstance(exception, DataError):
            exception = Unstorable()
        return answers.refused(request, exception) if isinstance(exception, RuleStands) else None


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """What somebody signed in is shown stays in no cache, that of the browser included: who sits down there next would
    read it by going back (OWASP ASVS 4.0.3, 8.2.1). Pages that say so themselves, and why, keep their word."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _lost(request: HttpRequest, lost: Exception) -> Exception:
    """A view that reads has nothing to lose; one that changes something may have done so before."""
    return Unavailable() if request.method in SAFE else of_lost(lost, keyed=bool(request.POST.get("key")))


def _given(request: HttpRequest) -> bool:
    """Whether this session has its second factor, or asks for nothing but the pages that give it one."""
    return request.session.get(second_factor.SESSION_FLAG, False) or request.path_info.startswith(OPEN)


def _actor(request: HttpRequest) -> Actor:
    """Who the session names is asked for with what that person is today; it is that person only once Django says so."""
    named = request.session.get(SESSION_KEY)
    if named is None:
        return NOBODY
    user = int(named)
    with together():
        asked = queries.ask_actor(user)
        known = request.user.pk == user
    return queries.actor_of(user, asked.all(), None) if known else NOBODY
