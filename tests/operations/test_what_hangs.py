"""What hangs on a case is asked of all tables at once, and told of no case that is not seen (SEC-01, ORG-11)."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from redress.casework import moment
from redress.casework.conflicts import ConflictKind
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.kinds import LinkKind
from redress.complaints.models import Complaint, Link, Recusal
from redress.complaints.queries import case, prefetch
from redress.organisation.acting import acting_as
from redress.organisation.actor import NOBODY, SYSTEM
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "ORG-11")]

_BODY = "SELECT prosrc FROM pg_proc WHERE proname = 'redress_hanging'"
_RULES = """
    SELECT tablename, array_agg(DISTINCT regexp_replace(qual, tablename || '\\.', 't.', 'g') ORDER BY
                                regexp_replace(qual, tablename || '\\.', 't.', 'g'))
      FROM pg_policies WHERE tablename = ANY (%s) AND cmd IN ('ALL', 'SELECT') GROUP BY tablename
"""

_OTHERS = re.compile(
    r" OR \(EXISTS \( SELECT\s+FROM (?!complaints_complaint )\w+ c\s+WHERE \(c\.id = t\.file_id\)\)\)"
)
"""That the file is one of another kind, which is seen."""


def hangs(case_id: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT redress_hanging(%s)", [case_id])
        return set(cursor.fetchone()[0])


def one_by_one(case_id: int) -> set[str]:
    """The same asked of each table, under its own rule."""
    found = set()
    with connection.cursor() as cursor:
        for table in sorted(prefetch.ASKED):
            case = "file_id" if table == "evidence_attachment" else "complaint_id"
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE {case} = %s)", [case_id])
            found |= {table} if cursor.fetchone()[0] else set()
    return found


@pytest.fixture
def dispatched(actor, wednesday):
    number = execute(transfer(), actor("sc.officer")).number
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), actor("sc.officer"), number)
    return Complaint.objects.get(number=number).pk


def test_who_sees_the_case_is_told_what_each_table_would_tell(actor, dispatched):
    for username in ("sc.officer", "sc.claims", "sc.manager"):
        with acting_as(actor(username)):
            assert hangs(dispatched) == one_by_one(dispatched) >= {"complaints_party", "complaints_order"}
    with acting_as(SYSTEM):
        assert hangs(dispatched) == one_by_one(dispatched)


@pytest.mark.req("ORG-13")
def test_whom_a_conflict_on_record_keeps_out_is_told_of_no_files(actor, dispatched):
    officer, case_ = actor("sc.officer"), Complaint.objects.get(pk=dispatched)
    attach(case_.number, officer, "证明")
    colleague = actor("sc.manager")
    with acting_as(colleague):
        assert "evidence_attachment" in hangs(dispatched)
    Recusal.objects.create(
        complaint=case_,
        person_id=colleague.id,
        kind=ConflictKind.OTHER,
        reason="同事",
        by_id=officer.id,
        at=moment.now(),
    )
    with acting_as(colleague):
        assert "evidence_attachment" not in hangs(dispatched)
        assert hangs(dispatched) == one_by_one(dispatched)


def test_who_does_not_see_it_is_told_no_more_than_of_a_case_that_is_not_there(actor, dispatched):
    for stranger in (actor("gx.officer"), NOBODY):
        with acting_as(stranger):
            assert hangs(dispatched) == hangs(dispatched + 1000) == one_by_one(dispatched) == set()


def test_every_table_that_is_asked_is_seen_with_its_case_and_by_no_narrower_rule():
    with connection.cursor() as cursor:
        cursor.execute(_RULES, [sorted(prefetch.ASKED)])
        rules = dict(cursor.fetchall())
    assert set(rules) == prefetch.ASKED
    files = rules["evidence_attachment"]
    (narrower,) = [rule for rule in files if "complaints_recusal" in rule]
    files.remove(narrower)  # asked by the function as well
    # Papers hang on a file of whatever kind, and are seen with the complaint where it is one.
    rules["evidence_attachment"] = [
        _OTHERS.sub("", each).replace("t.file_id", "t.complaint_id") for each in files
    ]
    assert len({tuple(rule) for rule in rules.values()}) == 1, rules


def test_the_database_asks_just_the_tables_that_pages_rely_on():
    with connection.cursor() as cursor:
        cursor.execute(_BODY)
        (body,) = cursor.fetchone()
    asked = re.findall(
        r"FROM (\w+) WHERE (?:complaint|file)_id = wanted\)(?: AND NOT kept_out)? THEN '(\w+)'", body
    )
    assert {table for table, _named in asked} == prefetch.ASKED
    assert all(table == named for table, named in asked)


def test_a_relation_of_which_the_database_is_not_asked_is_no_empty_one(actor, dispatched):
    row = case.find(actor("sc.officer"), Complaint.objects.get(pk=dispatched).number)
    with pytest.raises(ValueError, match="complaints_journalentry"):
        prefetch.attach(row, ("parties", "journal"), prefetch.ask(row.pk))


def conflicts(case_id: int) -> tuple[bool, bool]:
    """Whether anything on record could keep somebody out: as it is asked at once, and of each table under its rule."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT redress_may_conflict(%(case)s), EXISTS (SELECT FROM complaints_complaint WHERE id = %(case)s)"
            " AND (EXISTS (SELECT FROM complaints_recusal WHERE complaint_id = %(case)s)"
            " OR EXISTS (SELECT FROM complaints_link WHERE complaint_id = %(case)s))",
            {"case": case_id},
        )
        return cursor.fetchone()


@pytest.mark.req("ORG-13")
def test_what_could_keep_somebody_out_is_told_of_a_case_that_is_seen_and_of_no_other(actor, dispatched):
    officer, stranger = actor("sc.officer"), actor("gx.officer")
    everybody = (officer, actor("sc.claims"), stranger, NOBODY, SYSTEM)
    earlier = Complaint.objects.get(number=execute(transfer(), officer).number)
    for case_id in (dispatched, earlier.pk):
        for who in everybody:
            with acting_as(who):
                assert conflicts(case_id) == (False, False)
    Link.objects.create(
        complaint_id=dispatched,
        to=earlier,
        kind=LinkKind.RELATED,
        rule="CLO-06",
        ruled=LinkKind.RELATED,
        made_by_id=officer.id,
        made_at=moment.now(),
    )
    Recusal.objects.create(
        complaint=earlier,
        person_id=officer.id,
        kind=ConflictKind.OTHER,
        reason="亲属",
        by_id=officer.id,
        at=moment.now(),
    )
    for case_id in (dispatched, earlier.pk):
        assert conflicts(case_id) == (True, True)
        for who in everybody:
            with acting_as(who):
                at_once, one_by_one_ = conflicts(case_id)
                assert at_once == one_by_one_
        with acting_as(officer):
            assert conflicts(case_id) == (True, True)
        for who in (stranger, NOBODY):
            with acting_as(who):
                assert conflicts(case_id) == conflicts(case_id + 1000) == (False, False)
