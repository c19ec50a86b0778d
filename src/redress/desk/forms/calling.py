"""Who is on the line: the open files of a telephone, whatever kind they are, as far as the clerk sees them (INT-15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.urls import reverse

from redress.casework.kinds import KINDS, Kind
from redress.organisation.actor import Actor
from redress.privacy import kinds as privacy
from redress.privacy.cipher import blinds
from redress.privacy.normalising import normalise

LEAST: Final = 7
"""Digits below which a number is still being typed."""
MOST: Final = 5
_PARTIES: Final = "parties"


@dataclass(frozen=True, slots=True)
class Open:
    """A file of the caller that is not over."""

    number: str
    url: str
    kind: str
    state: str
    since: datetime
    names: tuple[str, ...]
    """Of whom the number is, where the clerk sees that as it is."""


def whole(phone: str) -> bool:
    """Whether so much is typed that it may be somebody's."""
    return len(normalise(phone, privacy.Kind.PHONE)) >= LEAST


def open_files(actor: Actor, phone: str) -> list[Open]:
    """The newest first. That there are others, which one may not see, is told by the related cases."""
    prints = blinds(phone, privacy.Kind.PHONE)
    return list(chain.from_iterable(_of(kind, actor, prints) for kind in KINDS if _has_people(kind)))


def _has_people(kind: Kind) -> bool:
    return any(each.name == _PARTIES for each in kind.model._meta.get_fields())


def _of(kind: Kind, actor: Actor, prints: list[bytes]) -> Iterator[Open]:
    rows = (
        kind.visible_to(actor).filter(**{f"{_PARTIES}__phone_index__in": prints}).order_by("-pk").distinct()
    )
    for row in rows.exclude(state__in=kind.door.ended)[:MOST]:
        yield Open(
            number=row.number,
            url=reverse(kind.page, args=[row.number]),
            kind=str(kind.label),
            state=row.get_state_display(),
            since=row.state_since,
            names=_names(kind, row, actor, prints),
        )


def _names(kind: Kind, row: Any, actor: Actor, prints: list[bytes]) -> tuple[str, ...]:
    """Masked wherever the file's page masks them, so not given at all."""
    if not kind.whole(row, actor):
        return ()
    people = row.parties.filter(phone_index__in=prints)
    return tuple(dict.fromkeys(each.name for each in people if each.name))
