"""Whatever is changed beside the journal is found, and nothing else (SEC-04)."""

from __future__ import annotations

import random
import time

import pytest
from django.db import connection, transaction

from redress.casework import chain
from redress.complaints import journal
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.sealing import digests, kinds, latest, migrating, registry, rows, seals
from redress.sealing.models import Seal
from tests.complaints.inputs import transfer


def faults():
    with transaction.atomic():
        latest.make()
        found = [fault for _table, each in rows.compare() for fault in each]
    assert all(seals.holds(row) for row in seals.read())
    return [(fault.table, fault.what.split()[1]) for fault in found]


@pytest.fixture
def number(actor, wednesday, db):
    return execute(transfer(), actor("sc.officer")).number


@pytest.mark.req("SEC-04")
def test_after_ordinary_work_every_row_is_as_it_was_sealed(number):
    assert faults() == []


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("singly", ["on", "off", "neither"])
def test_whichever_trigger_tells_every_row_is_sealed_once(singly, actor, wednesday, db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('redress.singly', %s, true)", [singly])
    before = Seal.objects.count()
    number = execute(transfer(), actor("sc.officer")).number
    assert faults() == []
    sealed = [
        pair
        for seal in Seal.objects.order_by("pk")[before:]
        for pair in zip(seal.kinds, seal.pks, strict=True)
    ]
    assert len(sealed) == len(set(sealed)), "no row is told by both"
    case = Complaint.objects.get(number=number)
    assert {
        (kind.pk, case.pk) for kind in kinds.known().values() if kind.table == "complaints_complaint"
    } <= set(sealed)


@pytest.mark.req("SEC-04")
def test_a_row_changed_beside_the_journal_is_found(number):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_complaint SET amount = 12 WHERE number = %s", [number])
    assert faults() == [("complaints_complaint", "changed")]


@pytest.mark.req("SEC-04")
def test_an_entry_cannot_be_forged_without_the_key(number):
    case = Complaint.objects.get(number=number)
    entry = case.journal.get()
    entry.facts = {"forged": True}
    for forged in (chain.plain(entry, number), "00000000." + "0" * 50):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE complaints_journalentry DISABLE TRIGGER ALL")
            cursor.execute(
                "UPDATE complaints_journalentry SET facts = '{\"forged\": true}', hash = %s WHERE id = %s",
                [forged, entry.pk],
            )
            cursor.execute(
                "UPDATE complaints_complaint SET journal_head = %s WHERE id = %s", [forged, case.pk]
            )
        assert "content was changed" in [
            fault.what for fault in journal.verify(Complaint.objects.get(number=number))
        ]


@pytest.mark.req("SEC-04")
def test_what_is_rolled_back_is_not_sealed(number, actor):
    before = Seal.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        execute(transfer(), actor("sc.officer"))
        raise ZeroDivisionError
    assert Seal.objects.count() == before
    assert faults() == []


@pytest.mark.req("SEC-04")
def test_a_table_in_a_new_form_is_sealed_anew_but_for_rows_changed_beside_the_journal(number, actor):
    other = execute(transfer(), actor("sc.officer")).number
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_complaint SET amount = 12 WHERE number = %s", [other])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        migrating.begin(plan=["something"])
        # as a migration does: a column goes, and every row of another table is written
        cursor.execute("ALTER TABLE complaints_complaint DROP COLUMN level_rule CASCADE")
        cursor.execute("UPDATE organisation_unit SET name_en = name_en || '.'")
        cursor.execute(
            "ALTER TABLE complaints_complaint ADD COLUMN level_rule varchar(80) NOT NULL DEFAULT ''"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    migrating.end()
    assert faults() == [("complaints_complaint", "changed")]


@pytest.mark.req("SEC-04")
def test_a_row_that_a_migration_wrote_is_as_well_kept_at_the_next_one(number):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        migrating.begin(plan=["something"])
        cursor.execute("UPDATE complaints_complaint SET grade = 'general' WHERE number = %s", [number])
    migrating.end()
    assert faults() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_complaint SET amount = 12 WHERE number = %s", [number])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    migrating.begin(plan=["something else"])
    migrating.end()
    assert faults() == [("complaints_complaint", "changed")], "the next migration is no pardon"


@pytest.mark.req("SEC-04", "SEC-02")
def test_a_table_whose_words_are_encrypted_is_sealed_anew_but_for_rows_changed_beside_the_journal(number):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name_en = 'changed' WHERE code = 'sc'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        migrating.begin(plan=["something"])
        held = migrating.sealed_rows("organisation_unit")
        # as it is done where guards would refuse it: silently, and another form of each value
        cursor.execute("ALTER TABLE organisation_unit DISABLE TRIGGER USER")
        cursor.execute("UPDATE organisation_unit SET reception = reception || '.'")
        migrating.written_anew("organisation_unit", held)
        cursor.execute("ALTER TABLE organisation_unit ENABLE TRIGGER USER")
    migrating.end()
    assert faults() == [("organisation_unit", "changed")]


@pytest.mark.req("SEC-04")
def test_a_column_that_is_called_otherwise_is_compared_by_its_new_name(number, actor, monkeypatch):
    """What was changed beside the journal before is found afterwards, whatever its column is called then."""
    other = execute(transfer(), actor("sc.officer")).number
    monkeypatch.setitem(registry.RENAMED, "complaints_complaint", {"level_rule": "a_rule_of_levels"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_complaint SET amount = 12 WHERE number = %s", [other])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        migrating.begin(plan=["something"])
        held = len(migrating.sealed_rows("complaints_complaint") or ())
        cursor.execute("ALTER TABLE complaints_complaint RENAME COLUMN level_rule TO a_rule_of_levels")
        assert len(migrating.sealed_rows("complaints_complaint") or ()) == held
    monkeypatch.setattr(registry, "columns", _with_that_name(registry.columns))
    migrating.end()
    assert faults() == [("complaints_complaint", "sealed")], "it alone is left in the form of before"


def _with_that_name(columns):
    return lambda model: sorted(
        "a_rule_of_levels" if name == "level_rule" else name for name in columns(model)
    )


MANY = 20_000


def sealed_many(kind, first, digests):
    """A seal over so many rows, as it stands after an import or a migration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sealing_seal (id, at, cause, kinds, pks, digests, key_id, mac)"
            " SELECT redress_next('sealing_seal_id', 1), now(), '', array_agg(%s::smallint), array_agg(n), %s, '', ''"
            "   FROM generate_series(%s, %s::bigint) n",
            [kind.pk, digests, first, first + MANY - 1],
        )


def read_of(statement):
    """How often the database reads a page of 8 kB for it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        plan = cursor.fetchone()[0][0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("form", ["as they were written", "left open by a migration"])
def test_a_long_seal_is_read_once_and_not_for_each_of_its_rows(form, db):
    kind = kinds.newest(kinds.known().values())["complaints_complaint"]
    held = f"SELECT {latest.DIGEST} FROM {latest.opened(f'{kind.pk} = ANY (s.kinds)')}"
    before = read_of(held)
    for seal in range(3):
        whole = random.Random(seal).randbytes(16 * MANY) if form.startswith("as") else digests.OPEN * MANY
        sealed_many(kind, seal * MANY, whole)
    assert read_of(held) - before < 3 * MANY / 20


@pytest.mark.req("SEC-04")
def test_of_many_rows_those_that_are_as_sealed_are_looked_up_and_not_searched(db):
    kind = kinds.newest(kinds.known().values())["complaints_complaint"]
    for seal in range(3):
        sealed_many(kind, 1_000_000 + seal * MANY, digests.OPEN * MANY)

    def seconds(among):
        began = time.perf_counter()
        migrating.sealed_rows("complaints_complaint", among)
        return time.perf_counter() - began

    whole = min(seconds(None) for _ in range(2))
    assert seconds(range(1_000_000, 1_000_000 + 3 * MANY)) < 10 * whole
