"""The one search box: a number, a person, or words of the narrative (SEC-02, SEC-06)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import connection

from redress.casework import access, finding, lookups, moment
from redress.complaints import numbers
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import Complaint, Order, Party
from redress.complaints.search import COLUMNS, query, text_of
from redress.complaints.searching.queries.snippets import Piece, phrase_in, snippet
from redress.organisation.actor import Actor
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind

MOST: Final = 25
"""Hits of one kind that are shown at once: two screens. Whoever looks further goes on, or says more."""
ROUNDS: Final = 8
"""How often more is asked for to fill a page."""

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{2,39}")
_PLAIN = re.compile(r"(?![A-Z]\d{4}-)[A-Z0-9-]{6,40}")
"""Of this form a policy or claim is asked for, found or not; numbers of cases begin otherwise."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found, and the words around what was looked for."""

    case: CaseRow
    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Hits by what matched: a number, a person, the text. `more` when there are more numbers or people than shown.

    `older`: ask with it for the hits in texts that come after these; None when these are the last. `total` of all
    hits so far, these included; it is all there are when nothing is `older` and not `more`.
    """

    words: str
    numbers: tuple[Hit, ...] = ()
    people: tuple[Hit, ...] = ()
    texts: tuple[Hit, ...] = ()
    more: bool = False
    older: int | None = None
    total: int = 0
    noted: bool = False
    """Whether it was a look-up of a person, which is counted and on record."""

    def __bool__(self) -> bool:
        return bool(self.numbers or self.people or self.texts)


def find(actor: Actor, words: str, before: int | None = None) -> Found:
    """Everything the actor may see that the words could mean; at most twelve queries.

    `before`: further hits in texts alone, from an earlier answer's `older`.

    A look-up of a person, or of a policy or claim, is entered in the access log, found or not (SEC-02, SEC-03).
    """
    words = " ".join(words.split())[:200]
    if not words:
        return Found(words)
    numbers = _by_number(actor, words)
    bearing = _by_person(actor, words)
    people = [found for found in bearing if found not in numbers]
    more = any(len(found) > MOST for found in (numbers, people))
    numbers, people = numbers[:MOST], people[:MOST]
    texts, older = _by_text(actor, words, before, {*numbers, *people})
    if before is not None:  # they stood on the first page
        numbers, people, more = [], [], False
    wanted = [*numbers, *people, *texts]
    cases = {row.id: row for row in rows.read(actor, wanted, moment.now())}
    return Found(
        words,
        tuple(Hit(cases[found]) for found in numbers if found in cases),
        tuple(Hit(cases[found]) for found in people if found in cases),
        _texts({found: text for found, text in texts.items() if found in cases}, cases, words),
        more,
        older,
        len(wanted),
        noted=bool(bearing) or finding.person(words) not in (None, Kind.NAME),
    )


def _by_number(actor: Actor, words: str) -> list[int]:
    """By case number or its beginning, running number, order, policy or claim number; the exact ones first."""
    text = numbers.written(words)
    seen = Complaint.objects.visible_to(actor)
    found: dict[int, None] = {}
    if text.isdecimal() and len(text) <= 7:
        found |= dict.fromkeys(seen.filter(id=int(text)).values_list("id", flat=True))
    numbered = _NUMBER.fullmatch(text)
    if numbered:
        orders = Order.objects.filter(number=text).values_list("complaint_id", flat=True)
        found |= dict.fromkeys(orders)
    if finding.contract(words):
        known = len(found)
        for column, kind in (("policy_number", Kind.POLICY), ("claim_number", Kind.CLAIM)):
            exact = seen.filter(**{f"{column}_index": blind(words, kind)}).order_by("-id")
            found |= dict.fromkeys(exact.values_list("id", flat=True)[: MOST + 1])
        if len(found) > known or (_PLAIN.fullmatch(text) and finding.person(words) is None):
            lookups.by_number(actor, policy_number=words, claim_number=words)
    if numbered and not text.isdecimal():
        found |= dict.fromkeys(_ids("redress_search_number", text))
    return list(found)


def _by_person(actor: Actor, words: str) -> list[int]:
    """By telephone, identity number or full name, through the blind indexes: nothing is decrypted to look."""
    kind = finding.person(words)
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


def _by_text(
    actor: Actor, words: str, before: int | None, but: Collection[int]
) -> tuple[dict[int, str], int | None]:
    """Cases whose text holds the words, newest first, with their texts; and where to go on, None at the end.

    What the index gives is compared with the text itself, and more is asked for until the page is full: a hit is a
    hit, and none is left out. Of a question that finds little among much, so much is looked at and no more at once.
    """
    wanted, found = query(words), dict[int, str]()
    if not wanted:
        return found, None
    for _round in range(ROUNDS):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM redress_search_page(%s, %s, %s, %s)",
                [wanted.document, wanted.parts, before, MOST + 1],
            )
            ids = [row[0] for row in cursor.fetchall()]
        told = Complaint.objects.visible_to(actor).filter(id__in=ids).only("id", *COLUMNS).in_bulk()
        for case_id in ids:
            if len(found) == MOST:
                return found, before
            before = case_id
            text = text_of(told[case_id]) if case_id in told and case_id not in but else ""
            if wanted.holds(text):
                found[case_id] = text
        if len(ids) <= MOST:
            return found, None
    return found, before


def _ids(function: str, argument: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}(%s, %s)", [argument, MOST + 1])  # noqa: S608 - our own names
        return [row[0] for row in cursor.fetchall()]


def _texts(texts: dict[int, str], cases: dict[int, CaseRow], words: str) -> tuple[Hit, ...]:
    """With the words around; cases that say it just so come before those that say it in pieces, newest first."""
    whole = {key: phrase_in(text, words) for key, text in texts.items()}
    ids = sorted(texts, key=lambda key: not whole[key])
    return tuple(Hit(cases[key], snippet(texts[key], words)) for key in ids)
