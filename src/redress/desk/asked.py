"""What is asked about people stands in no address (SEC-02).

A page that is asked for by a name, a telephone or a policy number is asked by POST, and that is answered by the page.
It says the address that it has from then on (`request.address`, which the frame links and `address.js` puts into the
browser's bar), in which what was asked stands encrypted, so that it can be reloaded, gone back to, paged through: for
this session, for one day. Addresses stand in histories, logs and whatever is sent on; there it says nothing to anybody.
Who typed it into an address is led on to the other one.
"""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from redress.desk.decorators import StaffRequest
from redress.privacy.cipher import Unreadable, decrypt, encrypt

P = ParamSpec("P")
NAME: Final = "asked"
HOLDS: Final = 24 * 60 * 60
LONGEST: Final = 200
_COLUMN: Final = "desk.asked"

View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def asks(*names: str) -> Callable[[View[P]], View[P]]:
    """The page is asked about people by these fields: the view finds them in `request.said`, and what its links on
    carry of them in `request.asked`. It reads the rest from `request.GET`, however it was asked."""

    def asking(view: View[P]) -> View[P]:
        @wraps(view)
        def asked(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                query = _query(request, request.POST, names)
                request.GET, request.META["QUERY_STRING"] = QueryDict(query), query
                request.address = request.get_full_path()
            elif any(name in request.GET for name in names):
                return _moved(request, names)
            request.said = {name: said for name, said in _opened(request).items() if name in names}
            request.asked = urlencode({NAME: request.GET[NAME]}) if request.said else ""
            return view(request, *args, **kwargs)

        return asked

    return asking


def hidden(request: StaffRequest, *names: str) -> HttpResponse | None:
    """Where a page was opened by an address that says one of these, the way to that in which it stands encrypted.

    A call centre's program can open an address and nothing else.
    """
    if not any(name in request.GET for name in names):
        return None
    return _moved(request, names)


def opened(request: StaffRequest, *names: str) -> dict[str, str]:
    """What was asked for by these, as `hidden` put it into the address."""
    return {name: said for name, said in _opened(request).items() if name in names}


def _moved(request: StaffRequest, names: tuple[str, ...]) -> HttpResponse:
    query = _query(request, request.GET, names)
    return redirect(f"{request.path}?{query}" if query else request.path)


def _query(request: StaffRequest, given: QueryDict, names: tuple[str, ...]) -> str:
    """What was given as it may stand in an address."""
    kept = given.copy()
    said = {name: said[:LONGEST] for name in names if (said := str(kept.get(name, ""))).strip()}
    for name in (*names, NAME, "csrfmiddlewaretoken"):
        kept.pop(name, None)
    if said:
        kept[NAME] = sealed(request, said)
    return kept.urlencode()


def sealed(request: StaffRequest, said: dict[str, str]) -> str:
    """As it may stand in an address of the request's session."""
    plain = json.dumps([int(time.time()), said])
    return urlsafe_b64encode(encrypt(plain, _COLUMN, _session(request))).decode().rstrip("=")


def _opened(request: StaffRequest) -> dict[str, str]:
    """What was asked; nothing of another session, or of the day before."""
    text = request.GET.get(NAME, "")
    try:
        stored = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        at, said = json.loads(decrypt(stored, _COLUMN, _session(request)))
    except (Unreadable, NotBase64, ValueError):
        return {}
    return said if time.time() - at < HOLDS else {}


def _session(request: StaffRequest) -> str:
    return f"{request.user.pk}:{request.session.session_key}"
