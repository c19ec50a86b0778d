"""Writes what cases are made of: one that is filed by one statement, many by a statement a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg import Cursor
from psycopg.adapt import Dumper
from psycopg.pq import Format

from redress.casework import bulk
from redress.casework.columns import Kind
from redress.clocks.models import Clock
from redress.complaints import search
from redress.complaints.models import CaseText, Complaint, JournalEntry, JournalText, Party
from redress.messages.models import Alert, Message
from redress.privacy import cipher
from redress.privacy.identity import give_keys

FILED: tuple[Kind, ...] = (Complaint, Party, CaseText, Alert, Message, JournalEntry, JournalText, Clock)
"""What a filing is made of, each after what it refers to: it is written by one statement (`redress_file`)."""
ENCRYPTED = 16
"""Values that a filing has encrypted, mostly fewer: the system's generator takes as long for a thousand bytes of nonces
as all of these take."""


def insert(rows: Mapping[Kind, Sequence[models.Model]], *, lenient: Collection[Kind] = ()) -> None:
    """Insert rows of cases, kind after kind (`casework.bulk`); one new case and what is its own by one statement."""
    if len(rows.get(Complaint, ())) == 1:
        give_keys(rows)
        rows = _at_once(rows)
    bulk.insert(rows, lenient=lenient, own=_OWN)


def _at_once(rows: Mapping[Kind, Sequence[models.Model]]) -> dict[Kind, Sequence[models.Model]]:
    """Write what a filing is made of; what is left.

    The function inserts as whoever calls it, under the same rules of rows, triggers and seals: as many statements,
    which travel, are begun and are answered as one. What triggers tell of the rows comes with the answer.
    """
    many = cipher.Many(ahead=ENCRYPTED)
    said = [bulk.said(kind, rows[kind], many) if rows.get(kind) else None for kind in FILED]
    marks = ", ".join(["%s::json"] * len(FILED))
    link: Any = connections[DEFAULT_DB_ALIAS]
    link.ensure_connection()
    with link.wrap_database_errors, Cursor(link.connection) as cursor:
        cursor.execute(f"SELECT redress_file({marks})", said, prepare=True)
        for (told,) in cursor:
            link.hear(told)
    return {kind: each for kind, each in rows.items() if kind not in FILED}


class Vectors(bytes):
    """An array of tsvectors in the database's own form."""


class VectorsAsTheyAre(Dumper):
    format = Format.BINARY
    oid = 3643

    def dump(self, obj: Vectors) -> bytes:
        return obj


_TEXTS = """
    INSERT INTO complaints_casetext (complaint_id, document, parts) SELECT * FROM unnest(%s::text::bigint[], %s, %s)
"""


def _texts(rows: Sequence[Any]) -> list[str | Vectors]:
    """What is searched of a case has two hundred parts: as JSON they take the database longer to read than to keep."""
    keys = ",".join(str(row.complaint_id) for row in rows)
    vectors = (
        search.packed([each(row) for row in rows]) for each in (attrgetter("document"), attrgetter("parts"))
    )
    return [f"{{{keys}}}", *map(Vectors, vectors)]


_OWN: Mapping[Kind, bulk.Own] = {CaseText: bulk.Own(_TEXTS, _texts, ((Vectors, VectorsAsTheyAre),))}
