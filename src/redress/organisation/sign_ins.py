"""The log of sign-ins: who came in or failed to, from where, when, and who changed the keys of an account (SEC-05)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from redress.organisation.actor import Actor
from redress.organisation.addresses import client_address
from redress.organisation.days import midnight
from redress.organisation.kinds import Duty, SignInEvent
from redress.organisation.models import SignIn, User
from redress.privacy import cipher

READERS = frozenset({Duty.AUDITOR, Duty.ADMINISTRATOR})
"""Who reads the log of their units; everybody reads their own."""
TROUBLING = frozenset({SignInEvent.FAILED, SignInEvent.LOCKED, SignInEvent.FACTOR_FAILED})
"""Somebody wanted in and was not let in."""
SIZE = 50
KEYS = frozenset(
    {
        SignInEvent.PASSWORD_CHANGED, SignInEvent.FACTOR_ADDED, SignInEvent.FACTOR_REMOVED, SignInEvent.FACTOR_RESET,
        SignInEvent.ENABLED,
    }
)  # fmt: skip
"""With what somebody signs in is another now, or signs in again: the person is told, whoever did it."""
keys_changed = Signal()
"""`user`, `what` (a label), `address` it was done from, `also`: another mail address that is told."""
HOME = timedelta(days=30)
"""So long an address from which somebody signed in is known as theirs."""

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. Days are local, both included; `person` is a name or an account, `event` of SignInEvent."""

    first: date
    last: date
    person: str = ""
    event: str = ""
    address: str = ""


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
    if event in KEYS and user is not None:
        address = client_address(request) if request else ""
        keys_changed.send(SignIn, user=user, what=event.label, address=address, also="")


def at_home(name: str, request: HttpRequest) -> bool:
    """Whether the person of that account has signed in from this address of late: one query."""
    since = timezone.now() - HOME
    came = SignIn.objects.filter(user__username__iexact=name, event=SignInEvent.SIGNED_IN, at__gt=since)
    return bool(name) and came.filter(address=client_address(request)).exists()


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


def of(actor: Actor, asked: Asked, *, before: int | None = None, size: int = SIZE) -> list[SignIn]:
    """The newest lines, `size` and one more to tell whether there are more: one query.

    Who has one of READERS reads those of the units of these posts, of oneself, and of names that no account has; who
    has none reads one's own.
    """
    found = SignIn.objects.select_related("user", "by", "unit").filter(
        at__gte=midnight(asked.first), at__lt=midnight(asked.last + timedelta(days=1))
    )
    if not actor.system:
        units = actor.over(READERS)
        own = Q(user_id=actor.id)
        found = found.filter(own | Q(unit_id__in=units) | Q(unit=None, user=None) if units else own)
    if asked.person:
        found = found.filter(Q(user__username__iexact=asked.person) | Q(user__name=asked.person))
    if asked.event:
        found = found.filter(event=asked.event)
    if asked.address:
        found = found.filter(address=asked.address)
    if before:
        found = found.filter(pk__lt=before)
    return list(found[: size + 1])
