"""One entry in the access log for every answer that shows a case, whatever the door (SEC-03).

Decided here and nowhere else, from the answer itself: a case that is shown is shown with its number, or stands at an
address that names it. So no view can forget it, and no view writes it twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from redress.casework import access
from redress.casework.access import WEIGHT, Action, Note, Origin, Reading
from redress.casework.refusals import Refusal, Unavailable, of_lost
from redress.organisation.actor import NOBODY, Actor
from redress.organisation.addresses import client_address
from redress.organisation.doubt import SAFE
from redress.privacy.cipher import keyed

GetResponse = Callable[[HttpRequest], HttpResponse]

_WRITTEN = re.compile(rb"-(?<=([A-Z]\d{4})-)(\d{7,12})")
"""A number by its hyphen: a page has few of those, and what begins with any letter takes long to look for."""
_WHOLE = re.compile(r"[A-Z]\d{4}-\d{7,12}")
_TEXTS = ("text/", "application/json", "application/xml")
_REFUSED = frozenset({403, 404, 429})
_ASKING = "organisation/"
"""Where it is changed who may do what: a change that was refused there is an attempt, also where the form comes back to
be corrected."""
_NAMED = ("user", "person", "deputy", "absent", "department", "duty", "unit", "body", "what")
"""Fields of these forms that say who was to become what; they name staff and posts, no customers."""
API = "/api/"


def reading_is_logged(get_response: GetResponse) -> GetResponse:
    """Middleware: notes what a request reads, and writes it down before the answer leaves."""

    def handle(request: HttpRequest) -> HttpResponse:
        reading = Reading(_origin(request))
        token = access.current.set(reading)
        try:
            response = get_response(request)
        finally:
            access.current.reset(token)
        actor = _who(request)
        note = _note(actor, request, response, reading.notes)
        if note is None:
            return response
        refused = note.action == Action.REFUSED
        shown = [] if refused else _numbers(request, response)
        if not (reading.notes or refused or shown):
            return response
        try:
            access.write(actor, _came(request, reading.origin), note, shown)
        except (OperationalError, InterfaceError) as lost:
            response.close()
            connection.close_if_unusable_or_obsolete()
            return NotShown(_lost(request, lost))
        return response

    return handle


def _who(request: HttpRequest) -> Actor:
    """Who this request is of: the desk's middleware said it, or the API's door."""
    for name in ("actor", "auth"):
        if isinstance(actor := getattr(request, name, None), Actor):
            return actor
    return NOBODY


class NotShown(HttpResponse):
    """Instead of an answer that could not be written down: it is not shown. `refusal` says what is known."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
        self.refusal = refusal


def _lost(request: HttpRequest, lost: Exception) -> Refusal:
    """Who reads has nothing to lose; who changed something has done so by now, and must not hear that it was not."""
    if request.method in SAFE:
        return Unavailable()
    return of_lost(lost, keyed=bool(request.headers.get("Idempotency-Key") or request.POST.get("key")))


def _note(actor: Actor, request: HttpRequest, response: HttpResponse, notes: Sequence[Note]) -> Note | None:
    """What the entry says; None where there is nothing to say, before the body was looked at."""
    tried = any(note.action == Action.REFUSED for note in notes)
    if actor.id is None:
        return _weightiest(notes) if tried else None
    if tried or response.status_code in _REFUSED or (response.status_code >= 400 and _asks(request)):
        return _attempt(request, response, _weightiest(notes) if tried else None)
    if response.status_code != 200:
        return _weightiest(notes) if notes else None
    number = _named(request)
    if notes:
        return _with_number(_weightiest(notes), number)
    return Note(Action.READ if number else Action.LIST, number=number)


def _weightiest(notes: Sequence[Note]) -> Note:
    """The notes of one answer as one: named after the weightiest, with what any of them says."""
    first = max(notes, key=lambda note: WEIGHT[note.action])
    alike = [note for note in notes if note.action == first.action]
    filed = next((note for note in (first, *notes) if note.file_id), None)
    return Note(
        first.action,
        filed.file_id if filed else None,
        "; ".join(_once(note.purpose for note in (first, *notes))),
        "; ".join(_once(note.fields for note in alike)),
        first.note,
        tuple(dict.fromkeys(each for note in notes for each in note.asked)),
        first.number,
        first.unit,
        filed.shown if filed else "",
    )


def _once(words: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(filter(None, words))


def _with_number(note: Note, number: str) -> Note:
    if note.file_id is not None or note.number or not number:
        return note
    return replace(note, number=number)


def _attempt(request: HttpRequest, response: HttpResponse, noted: Note | None) -> Note | None:
    """What was refused, with what was noted of it. A 404 of an address that names nothing is a mistyped address."""
    number, named = _named(request), _kwargs(request)
    if noted is None and response.status_code == 404 and not (number or named):
        return None
    where = request.path_info[len(API) :][:80] if request.path_info.startswith(API) else _view(request)
    said = [f"{request.method} {where}", str(response.status_code)]
    if where == _view(request):
        said += [f"{key}={value}" for key, value in named.items()]
    if _asks(request):
        said += [f"{key}={request.POST[key][:40]}" for key in _NAMED if request.POST.get(key)]
    note = noted or Note(Action.REFUSED)
    # What was typed may be anything; what stands in the register is one line of signs that can be seen.
    words = "".join(sign if sign.isprintable() else "?" for sign in " ".join([*said, note.fields]).strip())
    return replace(note, fields=words, number=note.number or number)


def _asks(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method not in SAFE and match is not None and match.route.startswith(_ASKING)


def _view(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or match.route) if match else ""


def _kwargs(request: HttpRequest) -> dict[str, str]:
    match = request.resolver_match
    said = {key: str(value)[:40] for key, value in match.kwargs.items()} if match else {}
    return {key: value for key, value in said.items() if key != "number" or not _named(request)}


def _named(request: HttpRequest) -> str:
    """The case that the address names; '' for none."""
    match = request.resolver_match
    number = str(match.kwargs.get("number", "")).upper() if match else ""
    return number if _WHOLE.fullmatch(number) else ""


def _numbers(request: HttpRequest, response: HttpResponse) -> list[str]:
    """Numbers of the cases that an answer shows; a file that is no text says them itself (`shows`)."""
    found = {_named(request), *getattr(response, "shows", ())} - {""}
    if not response.streaming and response.get("Content-Type", "").startswith(_TEXTS):
        found |= set(_written(response.content))
    return sorted(found)


def _written(page: bytes) -> Iterator[str]:
    """The numbers in a text, each once."""
    for begin, end in set(_WRITTEN.findall(page)):
        yield f"{begin.decode()}-{end.decode()}"


def _origin(request: HttpRequest) -> Origin:
    door = "api" if request.path_info.startswith(API) else "desk"
    return Origin(door, client_address(request))


def _came(request: HttpRequest, origin: Origin) -> Origin:
    """With the session, or the token: a keyed fingerprint of the one, the number of the other."""
    if origin.door == "api":
        token = getattr(request, "token_id", None)
        return Origin("api", origin.address, f"token {token}" if token else "")
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return Origin("desk", origin.address, session_print(key) if key else "")


@lru_cache(maxsize=4096)
def session_print(key: str) -> str:
    """The fingerprint by which the access log calls a session."""
    return keyed(key, "session").hex()
