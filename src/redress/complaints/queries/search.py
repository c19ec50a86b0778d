"""The one search box: a number, a person, or words of the narrative (SEC-02, SEC-06)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from django.db import connection

from redress.complaints import access, lookups, moment
from redress.complaints.models import Complaint, Order, Party
from redress.complaints.queries import rows
from redress.complaints.queries.rows import CaseRow
from redress.complaints.queries.snippets import Piece, phrase_in, snippet
from redress.complaints.search import query as tsquery
from redress.organisation.actor import Actor
from redress.privacy.cipher import blind, normalise
from redress.privacy.masks import Kind

MOST: Final = 50
"""Hits of one kind that are shown; who has more must say more."""

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{2,39}")
_PHONE = re.compile(r"\d{7,13}")
_ID_NUMBER = re.compile(r"\d{14,17}[\dX]")
_NAME = re.compile(r"[^\W\d_]{2,20}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found, and the words around what was looked for."""

    case: CaseRow
    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Hits by what matched: a number, a person, the narrative. `more` when there are hits beyond those."""

    words: str
    numbers: tuple[Hit, ...] = ()
    people: tuple[Hit, ...] = ()
    texts: tuple[Hit, ...] = ()
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.numbers or self.people or self.texts)


def find(actor: Actor, words: str) -> Found:
    """Everything the actor may see that the words could mean; at most twelve queries.

    A look-up of a person is entered in the access log, found or not (SEC-02, SEC-03).
    """
    words = " ".join(words.split())[:200]
    if len(words) < 2 and not words.isdecimal():
        return Found(words)
    numbers = _by_number(actor, words)
    people = [found for found in _by_person(actor, words) if found not in numbers]
    texts = [found for found in _by_text(words) if found not in numbers and found not in people]
    more = any(len(found) > MOST for found in (numbers, people, texts))
    wanted = [*numbers[:MOST], *people[:MOST], *texts[:MOST]]
    cases = {
        row.id: row
        for row in rows.read(Complaint.objects.visible_to(actor).filter(id__in=wanted), moment.now())
    }
    return Found(
        words,
        tuple(Hit(cases[found]) for found in numbers[:MOST] if found in cases),
        tuple(Hit(cases[found]) for found in people[:MOST] if found in cases),
        _texts(actor, [found for found in texts[:MOST] if found in cases], cases, words),
        more,
    )


def _by_number(actor: Actor, words: str) -> list[int]:
    """By case number or its beginning, running number, order, policy or claim number; the exact ones first."""
    text = unicodedata.normalize("NFKC", words)
    seen = Complaint.objects.visible_to(actor)
    found: dict[int, None] = {}
    if text.isdecimal() and len(text) <= 7:
        found |= dict.fromkeys(seen.filter(id=int(text)).values_list("id", flat=True))
    if not _NUMBER.fullmatch(text):
        return list(found)
    orders = Order.objects.filter(number=text.upper()).values_list("complaint_id", flat=True)
    found |= dict.fromkeys(orders)
    for column in ("policy_number", "claim_number"):
        exact = seen.filter(**{column: text}).order_by("-id").values_list("id", flat=True)
        found |= dict.fromkeys(exact[: MOST + 1])
    if not text.isdecimal():
        found |= dict.fromkeys(_ids("redress_search_number", text.upper()))
    return list(found)


def _by_person(actor: Actor, words: str) -> list[int]:
    """By telephone, identity number or full name, through the blind indexes: nothing is decrypted to look."""
    kind = _kind(words)
    if kind is None:
        return []
    fingerprint = blind(words, kind)
    parties = Party.objects.filter(**{f"{kind.value}_index": fingerprint}).values("complaint_id")
    found = Complaint.objects.visible_to(actor).filter(id__in=parties).order_by("-id")
    ids = list(found.values_list("id", flat=True)[: MOST + 1])
    # Two or three characters may be a name or a word: only a name that somebody bears was a look-up of a person.
    if ids or kind is not Kind.NAME:
        lookups.count(actor)
        access.log(actor, access.Action.LOOK_UP, fields=kind.value, asked=[fingerprint])
    return ids


def _kind(words: str) -> Kind | None:
    text = normalise(words)
    if _ID_NUMBER.fullmatch(text):
        return Kind.ID_NUMBER
    if _PHONE.fullmatch(text):
        return Kind.PHONE
    return Kind.NAME if _NAME.fullmatch(text) else None


def _by_text(words: str) -> list[int]:
    """By words of the narrative, newest first."""
    wanted = tsquery(words)
    return _ids("redress_search_text", wanted) if wanted else []


def _ids(function: str, argument: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}(%s, %s)", [argument, MOST + 1])  # noqa: S608 - our own names
        return [row[0] for row in cursor.fetchall()]


def _texts(actor: Actor, ids: list[int], cases: dict[int, CaseRow], words: str) -> tuple[Hit, ...]:
    """With the words around; cases that say it just so come before those that say it in pieces, newest first."""
    told = Complaint.objects.visible_to(actor).filter(id__in=ids).only("id", "facts", "demand", "product")
    texts = {case.pk: "\n".join(filter(None, (case.facts, case.demand, case.product))) for case in told}
    whole = {key: phrase_in(text, words) for key, text in texts.items()}
    ids.sort(key=lambda key: not whole[key])
    return tuple(Hit(cases[key], snippet(texts[key], words)) for key in ids)
