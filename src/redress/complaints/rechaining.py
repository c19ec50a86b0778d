"""Brings journals whose hashes anybody could compute under the house's key, once, when seals come to a database.

A journal is verified as it was before; one that does not hold is left as it is, and is reported as before.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db import connection

from redress.casework import chain
from redress.complaints.models import JournalEntry

DISPOSE = "dispose"
BATCH = 5000

_FIND = """
    SELECT DISTINCT complaint_id FROM complaints_journalentry
     WHERE position('.' in hash) = 0 AND complaint_id > %s ORDER BY complaint_id LIMIT %s
"""
_WRITE = """
    UPDATE complaints_journalentry e SET previous = v.previous, hash = v.hash
      FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS v(id, previous, hash) WHERE e.id = v.id
"""
_HEADS = """
    UPDATE complaints_complaint c SET journal_head = v.head
      FROM unnest(%s::bigint[], %s::text[]) AS v(id, head) WHERE c.id = v.id
"""


def bring_up() -> int:
    """Every journal that is not yet under a key; how many there were. By whoever owns the tables, in a transaction."""
    done = last = 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE complaints_journalentry DISABLE TRIGGER journal_append_only")
        while True:
            cursor.execute(_FIND, [last, BATCH])
            cases = [case for (case,) in cursor.fetchall()]
            if not cases:
                break
            _rechain(cases)
            done, last = done + len(cases), cases[-1]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE complaints_journalentry ENABLE TRIGGER journal_append_only")
    return done


def _rechain(cases: list[int]) -> None:
    found = JournalEntry.objects.filter(complaint__in=cases).order_by("complaint_id", "sequence")
    numbers = dict(found.values_list("complaint_id", "complaint__number"))
    ids, previous, hashes = [], [], []
    heads: dict[int, str] = {}
    for case, each in groupby(found, key=lambda entry: entry.complaint_id):
        entries = list(each)
        if not held(entries, numbers[case]):
            continue
        head = ""
        for entry in entries:
            entry.previous = head
            head = entry.hash = chain.seal(entry, numbers[case])
            ids.append(entry.pk)
            previous.append(entry.previous)
            hashes.append(head)
        heads[case] = head
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [ids, previous, hashes])
        cursor.execute(_HEADS, [list(heads), list(heads.values())])


def held(entries: list[Any], number: str) -> bool:
    """Whether a journal holds as journals did before. One whose content was destroyed stays: its skeleton names the
    hashes."""
    previous = ""
    for sequence, entry in enumerate(entries, start=1):
        if entry.command == DISPOSE or entry.sequence != sequence or entry.previous != previous:
            return False
        if entry.hash != chain.plain(entry, number):
            return False
        previous = entry.hash
    return True
