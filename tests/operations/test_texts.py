"""Every function, view and trigger of the database has one current text; none stands in migrations alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from redress.casework.models import FileKey
from redress.evidence.models import Blob
from redress.operations import floor
from redress.operations.floor import texts
from redress.operations.floor.facts import facts
from redress.sealing import registry, triggers

SOURCE = Path(texts.__file__).resolve().parents[2]
_MADE = re.compile(r"\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|VIEW)\s+(\w+)", re.IGNORECASE)

FROZEN = {
    "api": 1, "assessment": 4, "clocks": 4, "committee": 8, "complaints": 58, "evidence": 5, "letters": 5,
    "messages": 17, "organisation": 11, "sealing": 5,
}  # fmt: skip
"""The last migration of each room that was written while functions stood in migrations."""

_IN_A_MIGRATION = re.compile(
    r"\bCREATE\s+(OR\s+REPLACE\s+)?(CONSTRAINT\s+)?(FUNCTION|TRIGGER|VIEW|POLICY)\b"
    r"|\bimport_module\b|\bredress\.operations\b",
    re.IGNORECASE,
)

FUNCTIONS = """
    SELECT p.oid::regprocedure::text, p.proname, p.xmin::text FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.proname NOT LIKE 'procrastinate\\_%%'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
VIEWS = """
    SELECT c.relname, c.relname, (SELECT r.xmin::text FROM pg_rewrite r WHERE r.ev_class = c.oid) FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
"""
TRIGGERS = """
    SELECT t.tgrelid::regclass || ' ' || t.tgname, p.proname, t.xmin::text FROM pg_trigger t
      JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE NOT t.tgisinternal AND p.proname NOT LIKE 'procrastinate\\_%%'
"""


def versions(asked: str) -> dict[str, tuple[str, str]]:
    """Of each its name and what says that it was written anew."""
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {each: (name, version) for each, name, version in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.req("SEC-01")
@pytest.mark.parametrize("asked", [FUNCTIONS, VIEWS, TRIGGERS], ids=["functions", "views", "triggers"])
def test_nothing_stands_in_the_database_without_a_current_text(asked):
    of_tables = {triggers.name(model._meta.db_table) for model in registry.sealed()}
    of_tables |= {f"{name}_row" for name in of_tables}
    before = versions(asked)
    with connection.cursor() as cursor:
        texts.lay(cursor)
    after = versions(asked)
    assert after.keys() == before.keys(), "laying makes nothing that was not there"
    assert [
        each for each, (name, _) in before.items() if before[each] == after[each] and name not in of_tables
    ] == []


def test_a_file_of_a_room_holds_the_one_function_that_it_is_named_after_and_no_function_has_two():
    made: Counter[str] = Counter()
    for path in texts.files():
        names = _MADE.findall(texts.text(path))
        made.update(set(names))
        if path.parent != texts.FOLDER:
            assert names == [path.stem], path
    assert [name for name, times in made.items() if times > 1] == []
    assert len(made) > 90


def test_every_file_is_laid_and_every_part_belongs_to_one():
    laid = set(texts.files())
    found = {path for path in SOURCE.rglob("*.sql") if path.parent.name != "parts"}
    assert found == laid
    said = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.sql"))
    parts = [path for path in SOURCE.rglob("*.sql") if path.parent.name == "parts"]
    assert [path.name for path in parts if f'"parts/{path.name}"' not in said] == []


def test_a_fact_that_nobody_knows_is_an_error_and_no_empty_place(monkeypatch, tmp_path):
    (tmp_path / "asks.sql").write_text("SELECT {{ states.nowhere }}")
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    texts._engine.cache_clear()
    try:
        assert "unknown" in texts.text(tmp_path / "asks.sql")
    finally:
        texts._engine.cache_clear()


@pytest.mark.req("CLO-10")
def test_what_names_a_file_of_a_case_goes_with_the_case():
    """Uploads that were not attached are gone after a day anyway."""
    names = {
        model._meta.db_table
        for model in apps.get_models()
        if {Blob, FileKey} <= {field.related_model for field in model._meta.concrete_fields}
    }
    assert names - {"evidence_upload"} == {each.table for each in facts()["goes"] if each.file}


@pytest.mark.parametrize(
    "path", sorted(SOURCE.glob("*/migrations/[0-9]*.py")), ids=lambda path: f"{path.parts[-3]}.{path.stem}"
)
def test_a_new_migration_changes_tables_and_leaves_functions_to_their_texts(path):
    room, number = path.parts[-3], int(path.stem[:4])
    if number > FROZEN.get(room, 0):
        found = _IN_A_MIGRATION.search(path.read_text("utf-8"))
        assert found is None, f"{found and found[0]}: it belongs into {room}/sql/ (CONTRIBUTING.md)"


@pytest.mark.django_db
@pytest.mark.req("SEC-01")
def test_laid_twice_the_floor_is_the_same():
    asked = """
        SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.proacl::text FROM pg_proc p
         WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
    """
    with connection.cursor() as cursor:
        cursor.execute(asked)
        before = set(cursor.fetchall())
        floor.lay()
        cursor.execute(asked)
        assert set(cursor.fetchall()) ^ before == set()
