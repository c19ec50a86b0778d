"""The one search box asks every kind of file: by its number, and by the values it says it is found by (SEC-02, SEC-06).

Values stand in blind indexes: nothing is decrypted to look. A look-up of a person or a policy is on record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from redress.casework import access, lookups
from redress.casework.kinds import KINDS, Kind
from redress.casework.numbering import SPAN
from redress.organisation.actor import Actor
from redress.privacy import kinds as privacy
from redress.privacy.cipher import blinds
from redress.privacy.normalising import normalise
from redress.privacy.visible import half_width

MOST: Final = 25
"""Hits of one kind of file that are shown at once."""
_CONTRACT = re.compile(r"(?=.*\d)\w{3,40}")
_PHONE = re.compile(r"\+?\d{7,15}")
_PHONE_TAIL = re.compile(r"\d{4}")
_ID_NUMBER = re.compile(r"[1-9]\d{13,16}[\dX]")
_NAME = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0f71-\u0fbc]){2,40}")
_OF_PEOPLE: Final = {
    privacy.Kind.ID_NUMBER: _ID_NUMBER,
    privacy.Kind.PHONE: _PHONE,
    privacy.Kind.PHONE_TAIL: _PHONE_TAIL,
    privacy.Kind.NAME: _NAME,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Files of one kind, the newest first. `more`: there are more than are shown."""

    kind: Kind
    rows: list[Any]
    more: bool


def person(words: str) -> privacy.Kind | None:
    """What of a person the words may be: an identity number, a telephone or its last four digits, a full name."""
    forms = ((kind, form) for kind, form in _OF_PEOPLE.items() if form.fullmatch(normalise(words, kind)))
    return next(
        (kind for kind, _form in forms if kind is not privacy.Kind.PHONE_TAIL or _is_tail(words)), None
    )


def _is_tail(words: str) -> bool:
    """Four digits alone may be the last of a telephone: of more, the whole is looked up."""
    return _PHONE_TAIL.fullmatch(half_width(words).strip()) is not None


def contract(words: str) -> bool:
    """Whether the words may be the number of a policy or a claim."""
    return _CONTRACT.fullmatch(normalise(words, privacy.Kind.POLICY)) is not None


def find(actor: Actor, words: str, *, noted: bool = False) -> list[Found]:
    """Files of kinds that say what they are found by, as far as the actor sees them: a query a kind and value, and one.

    `noted`: the same look-up was counted and entered already, by who asked for files of another kind with it.
    """
    words = " ".join(words.split())[:200]
    kinds = [kind for kind in KINDS if kind.found_by] if words else []
    found = [each for kind in kinds if (each := _of(kind, actor, words)).rows]
    if kinds and not noted:
        _note(actor, words, found=bool(found))
    return found


def _note(actor: Actor, words: str, *, found: bool) -> None:
    """Two or three characters may be a name or a word: only a name that somebody bears was a look-up of a person."""
    of = person(words)
    if of is not None and (found or of is not privacy.Kind.NAME):
        lookups.count(actor)
        access.log(actor, access.Action.LOOK_UP, fields=of.value, asked=blinds(words, of))
    elif found and contract(words):
        lookups.by_number(actor, policy_number=words)


def _of(kind: Kind, actor: Actor, words: str) -> Found:
    number = half_width(words).upper()
    rows = kind.visible_to(actor).select_related("unit", "owner")
    if kind.number.fullmatch(number):
        return Found(kind, list(rows.filter(number=number)), more=False)
    keys: set[int] = set()
    if number.isdecimal() and len(number) <= 7:
        keys.add(kind.series * SPAN + int(number))
    for column, of in kind.found_by.items():
        if (of is privacy.Kind.POLICY and contract(words)) or of is person(words):
            hits = kind.visible_to(actor).filter(**{f"{column}__in": blinds(words, of)})
            keys.update(hits.order_by("-pk").values_list("pk", flat=True)[: MOST + 1])
    shown = list(rows.filter(pk__in=keys).order_by("-pk")[: MOST + 1]) if keys else []
    return Found(kind, shown[:MOST], len(shown) > MOST)
