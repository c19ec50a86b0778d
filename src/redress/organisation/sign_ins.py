"""The log of sign-ins: who came in or failed to, from where, when, and who changed the keys of an account (SEC-05)."""

from __future__ import annotations

import hashlib
import re

from django.db.models import Q
from django.http import HttpRequest

from redress.organisation.actor import Actor
from redress.organisation.addresses import client_address
from redress.organisation.kinds import Duty, SignInEvent
from redress.organisation.models import SignIn, Unit, User
from redress.organisation.refusals import NotYourDuty
from redress.privacy import cipher

READERS = frozenset({Duty.AUDITOR, Duty.ADMINISTRATOR})
"""Who reads the log of their units; everybody reads their own."""
SIZE = 100

_BROWSERS = (
    ("Edg", "Edge"),
    ("MicroMessenger", "WeChat"),
    ("QQBrowser", "QQ"),
    ("360SE", "360"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
_WORD = re.compile(r"[\w.\-]{1,30}")


def note(
    event: SignInEvent,
    *,
    user: User | None = None,
    name: str = "",
    by: int | None = None,
    request: HttpRequest | None = None,
) -> None:
    """One line. A name by which no account goes is kept as a keyed hash: people type passwords there."""
    if user is None and name:
        user = User.objects.select_related("department").filter(username__iexact=name).first()
    SignIn.objects.create(
        event=event,
        user=user,
        unit_id=user.department.unit_id if user and user.department else None,
        by_id=by,
        name_hash="" if user or not name else cipher.keyed(name.casefold(), "sign-in").hex(),
        address=client_address(request) if request else "",
        agent=agent(request) if request else "",
    )


def agent(request: HttpRequest) -> str:
    """Browser and system in two words; '' when the request says nothing of itself."""
    said = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in _BROWSERS if mark in said), "")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    if browser or system:
        return " · ".join(filter(None, (browser, system)))
    found = _WORD.match(said)
    return found[0] if found else ""


def agent_digest(request: HttpRequest) -> str:
    said = request.headers.get("User-Agent", "")
    return hashlib.sha256(said.encode()).hexdigest() if said else ""


def of(
    actor: Actor, unit: Unit | None, *, person: User | None = None, before: int | None = None, event: str = ""
) -> list[SignIn]:
    """The newest lines of a unit and below it, or of one person; SIZE and one more, to tell whether there are more.

    Lines of names that no account has belong to no unit: they are shown at the root of the tree. Raises NotYourDuty.
    """
    found = SignIn.objects.select_related("user", "by", "unit")
    if person is not None and person.pk == actor.id:
        found = found.filter(user=person)
    else:
        if unit is None or not actor.has_over(READERS, unit.pk):
            raise NotYourDuty(READERS, unit or "")
        here = Q(unit__path__startswith=unit.path)
        if unit.parent_id is None:
            here |= Q(unit=None)
        found = found.filter(here)
        if person is not None:
            found = found.filter(user=person)
    if event:
        found = found.filter(event=event)
    if before:
        found = found.filter(pk__lt=before)
    return list(found[: SIZE + 1])
