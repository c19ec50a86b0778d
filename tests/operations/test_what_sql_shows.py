"""Who is signed in and can run SQL reads and writes no more than rules admit: over all tables, of tomorrow as well.

Every rule is a row of reasons joined by OR. A reason that says nothing of the row or of a duty opens the table to the
house; such tables are named here, each with why that is right.
"""

# ruff: noqa: F811 - fixtures

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from redress.assembly import FILES
from redress.assessment.models import KnowledgeArticle
from redress.complaints.models import Complaint, Share
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.operations.floor.tables import OPEN
from redress.organisation import tickets
from redress.organisation.actor import Actor
from redress.organisation.models import Department, User
from tests.operations.test_sql_as_the_web import (  # noqa: F401 - fixtures
    a_case,
    enter,
    login,
    secret_of,
    thief,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-06")]

KNOWN_TO_THE_HOUSE = {
    "organisation_unit": "the directory of the house",
    "organisation_department": "the directory of the house",
    "organisation_user": "the directory of the house; read to find out who comes",
    "organisation_appointment": "who has which duty is no secret among colleagues",
    "organisation_deputy": "who stands in for whom is no secret among colleagues",
    "organisation_changenotice": "who came and who left, among colleagues",
    "organisation_proposal": "what waits about accounts and posts; no key stands in it",
    "organisation_organisationentry": "what changed in the directory",
    "organisation_calendaryear": "holidays",
    "organisation_user_groups": "empty: duties are posts",
    "organisation_user_user_permissions": "empty: duties are posts",
    "organisation_staffsession": "read before it is known who comes; keys are hashes that open nothing",
    "django_session": "read before it is known who comes; keys are hashes, data encrypted",
    "api_token": "read before it is known who comes; keys are hashes",
    "administration_organisationfile": "how often a unit or account was changed, and the head of its chain; no word",
    "auth_group": "Django's, empty",
    "auth_group_permissions": "Django's, empty",
    "auth_permission": "Django's names of its models",
    "django_content_type": "Django's names of its models",
    "socialaccount_socialapp": "empty: the directory is set up in the environment",
    "suggestions_learnedversion": "which versions were learned, which is in use; weights and measures are encrypted",
    "insight_markettable": "which published tables of a market were taken in; of companies, nothing of customers",
    "insight_marketrow": "what a supervisor published of companies",
    "committee_body": "which committees there are",
    "committee_seat": "who sits in them",
    "complaints_importrun": "of a run that is being taken back, which is asked for every case that came with one",
    "complaints_rulebookversion": "the rules of the house",
    "evidence_blob": "sizes and hashes; who may open a file is a question of what refers to it",
    "letters_attempt": "keyed hashes of who asked at the public page, for some minutes",
    "outbox_optout": "keyed hashes of addresses",
    "outbox_staffcontact": "where colleagues are reached",
    "outbox_pause": "which gateways rest",
    "policies_product": "what the insurer sells, with the clauses of its contracts",
    "redress_as_of": "whether the organisation has changed",
    "redress_shared": "counters that limit how often",
    "sealing_kind": "names of tables",
    "sealing_checkpoint": "made to be shown to anybody",
    "sealing_verification": "what verification found",
    "django_migrations": "read before a process has come in",
    "procrastinate_workers": "which workers are up",
}

WRITTEN_BY_THE_HOUSE = {
    ("django_session", "INSERT"): "who comes has a session before it is known who that is",
    ("django_session", "UPDATE"): "the same; data that the keys of the house did not encrypt sign nobody in",
    ("django_session", "DELETE"): "the same; a colleague would have to sign in again",
    (
        "administration_organisationfile",
        "INSERT",
    ): "made by the first change; a rule besides says whose work that is",
    (
        "administration_organisationfile",
        "UPDATE",
    ): "held by who asks for a change; a rule besides says whose work that is, a trigger that the entry was written",
    ("api_token", "UPDATE"): "when it was last used; the trigger says who may end one",
    ("letters_attempt", "INSERT"): "counted before anybody is known",
    ("letters_attempt", "UPDATE"): "counted before anybody is known",
    ("letters_attempt", "DELETE"): "old counters go",
    ("redress_shared", "INSERT"): "counted before anybody is known",
    ("redress_shared", "UPDATE"): "counted before anybody is known",
    ("redress_shared", "DELETE"): "old counters go",
    ("sealing_seal", "INSERT"): "whoever writes a row seals it; a seal that the key did not make is found",
    ("evidence_blob", "INSERT"): "an upload is a file that nothing refers to yet",
    ("organisation_deputy", "UPDATE"): "the trigger says who may end a deputy's time",
    ("organisation_deputy", "DELETE"): "the trigger says who may end a deputy's time",
    ("committee_body", "UPDATE"): "its key alone, so that it can be held",
}

NARROW = re.compile(
    r"^false$|redress_(all|house|units|departments|people|audited|duties|sees|sees_of_unit|adds|noted|enters)\("
    r"|redress_(has_over|over|over_person|takes_for|opened|knows_article|may_\w+)\(|redress_purpose\) = 'door'"
    r"|= \( SELECT redress_staff\(|redress_staff\) = ANY \(readers|user_id IS DISTINCT FROM"
    rf"|FROM ({'|'.join(kind.table for kind in FILES)}|committee_session|committee_item|letters_letter"
    r"|outbox_message|claims_decision) "
    r"|FROM redress_(shared|lies)_with_me "
)
"""What says of whom a row is, or which duty is asked."""


def reasons(rule: str) -> Iterator[str]:
    """The parts of a rule of which one is enough."""
    depth, start, parts = 0, 0, []
    while rule.startswith("(") and _closes(rule) == len(rule) - 1:
        rule = rule[1:-1]
    for at, sign in enumerate(rule):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and rule.startswith(" OR ", at):
            parts.append(rule[start:at])
            start = at + 4
    parts.append(rule[start:])
    if len(parts) == 1:
        yield rule
    else:
        for part in parts:
            yield from reasons(part)


def _closes(rule: str) -> int:
    depth = 0
    for at, sign in enumerate(rule):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at
    return -1


def rules(*verbs: str) -> Iterator[tuple[str, str, str]]:
    """(table, verb, rule) of what admits somebody to a table that the web was given for that."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT p.tablename::text, v.verb, r.rule FROM pg_policies p
             CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) v (verb)
             CROSS JOIN LATERAL (VALUES (p.qual), (p.with_check)) r (rule)
             WHERE p.schemaname = 'public' AND p.permissive = 'PERMISSIVE' AND p.cmd IN ('ALL', v.verb)
               AND NOT p.roles <@ '{redress_worker}' AND r.rule IS NOT NULL
               AND CASE v.verb WHEN 'UPDATE' THEN has_any_column_privilege('redress_web', p.tablename::text, v.verb)
                               ELSE has_table_privilege('redress_web', p.tablename::text, v.verb) END
             ORDER BY 1, 2
        """)
        yield from ((table, verb, rule) for table, verb, rule in cursor.fetchall() if verb in verbs)


def open_to_anybody(*verbs: str) -> set[tuple[str, str]]:
    return {
        (table, verb)
        for table, verb, rule in rules(*verbs)
        for reason in reasons(rule)
        if not NARROW.search(reason)
    }


def test_a_rule_is_taken_apart_into_its_reasons():
    assert list(reasons("((a() OR (b = 1)) OR (c AND (d OR e)))")) == ["a()", "b = 1", "c AND (d OR e)"]


def test_every_table_that_the_whole_house_reads_is_named_with_why():
    assert {table for table, _verb in open_to_anybody("SELECT")} == set(KNOWN_TO_THE_HOUSE)


def test_every_table_that_the_whole_house_writes_is_named_with_why():
    assert open_to_anybody("INSERT", "UPDATE", "DELETE") == set(WRITTEN_BY_THE_HOUSE)


@pytest.fixture
def idle() -> Actor:
    """Somebody who is signed in and has no duty."""
    person = User.objects.exclude(appointments__isnull=False).order_by("pk").first()
    return Actor(id=person.pk if person else 1)


def shown(line: psycopg.Connection) -> set[str]:
    names = line.execute("""
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
           AND has_table_privilege(oid, 'SELECT')
    """).fetchall()
    assert len(names) > 90
    return {name for (name,) in names if line.execute(f'SELECT EXISTS (SELECT FROM "{name}")').fetchone()[0]}


def test_who_has_no_duty_is_shown_no_row_of_any_other_table(thief, a_case, idle):
    enter(thief, *tickets.ticket(secret_of(thief), idle, holds=60))
    assert shown(thief) - set(KNOWN_TO_THE_HOUSE) - OPEN == set()


def test_a_narrow_duty_elsewhere_shows_no_row_of_a_case(thief, a_case, actor):
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT table_name::text FROM information_schema.columns
             WHERE table_schema = 'public' AND column_name IN ('complaint_id', 'file_id')
        """)
        beneath = {name for (name,) in cursor.fetchall()}
    Share.objects.create(
        complaint=Complaint.objects.get(number=a_case),
        department=Department.objects.filter(unit__code="sc", kind="legal").first()
        or Department.objects.exclude(unit__code="cd").first(),
        why="asked",
    )
    for name in ("sc.ithead", "gx.officer", "my.officer"):
        who = actor(name)
        if Share.objects.filter(department__in=who.departments).exists():
            continue
        enter(thief, *tickets.ticket(secret_of(thief), who, holds=60))
        assert (
            shown(thief)
            & (beneath | {"complaints_complaint", "redress_shared_with_me", "redress_lies_with_me"})
            == set()
        ), name


def test_who_sees_a_case_is_shown_with_whom_it_is_shared_and_who_shares_in_it_sees_it(thief, a_case, actor):
    other = actor("gx.officer")
    Share.objects.create(complaint=Complaint.objects.get(number=a_case), user_id=other.id, why="asked")
    secret = secret_of(thief)
    for name in ("cd.officer", "gx.officer"):
        enter(thief, *tickets.ticket(secret, actor(name), holds=60))
        assert thief.execute("SELECT number FROM complaints_complaint").fetchall() == [(a_case,)], name
        seen = thief.execute("SELECT count(*) FROM complaints_share WHERE user_id = %s", [other.id])
        assert seen.fetchone() == (1,), name


@pytest.fixture
def article(a_case, actor) -> KnowledgeArticle:
    case = Complaint.objects.get(number=a_case)
    return KnowledgeArticle.objects.create(
        number="K-1", unit=case.unit, complaint=case, class_code="c",
        title="t", situation="s", handling="h", lesson="l",
        drafted_by_id=actor("cd.officer").id, drafted_at=case.registered_at,
    )  # fmt: skip


def wrote(line: psycopg.Connection, statement: str, *given: object) -> bool:
    try:
        with line.transaction(force_rollback=True):
            return line.execute(statement, given).rowcount > 0
    except psycopg.errors.InsufficientPrivilege:
        return False


@pytest.mark.req("CLO-12")
def test_an_article_is_published_by_a_second_person_and_then_changed_by_nobody(thief, article, actor):
    secret = secret_of(thief)
    publish = "UPDATE assessment_knowledgearticle SET state = 'published', published_by_id = %s"
    words = "UPDATE assessment_knowledgearticle SET title = title || 'x'"
    withdraw = "UPDATE assessment_knowledgearticle SET state = 'withdrawn'"
    may = {}
    for state in ("draft", "published"):
        if state == "published":
            KnowledgeArticle.objects.update(state="published", published_by_id=actor("sc.cshead").id)
        for name in ("cd.officer", "sc.cshead", "sc.ithead", "gx.officer"):
            enter(thief, *tickets.ticket(secret, actor(name), holds=60))
            may[state, name] = [
                wrote(thief, publish, actor(name).id),
                wrote(thief, words),
                wrote(thief, withdraw),
                wrote(thief, "DELETE FROM assessment_knowledgearticle"),
            ]
    nothing = [False] * 4
    assert may == {
        ("draft", "cd.officer"): [False, True, True, False],
        ("draft", "sc.cshead"): [True, False, True, False],
        ("draft", "sc.ithead"): nothing,
        ("draft", "gx.officer"): nothing,
        ("published", "cd.officer"): [False, False, True, False],
        ("published", "sc.cshead"): [False, False, True, False],
        ("published", "sc.ithead"): nothing,
        ("published", "gx.officer"): nothing,
    }


def test_nobody_votes_or_ends_a_token_or_a_session_for_another(thief, a_case, actor):
    mine, other = actor("cd.officer").id, actor("gx.officer").id
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO api_token (user_id, name, hint, digest, scopes, created_at, expires_at) "
            "SELECT u, 'x', 'x', u::text, '{}', now(), now() + '1 day' FROM unnest(%s) u",
            [[mine, other]],
        )
        cursor.execute(
            "INSERT INTO organisation_staffsession "
            "(session, user_id, created_at, last_seen, address, agent, agent_digest) "
            "SELECT u::text, u, now(), now(), '', '', '' FROM unnest(%s) u",
            [[mine, other]],
        )
    enter(thief, *tickets.ticket(secret_of(thief), actor("cd.officer"), holds=60))
    for whose, may in ((mine, True), (other, False)):
        assert wrote(thief, "UPDATE api_token SET revoked_at = now() WHERE user_id = %s", whose) is may
        assert wrote(thief, "DELETE FROM organisation_staffsession WHERE user_id = %s", whose) is may
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT with_check FROM pg_policies WHERE tablename = 'committee_vote' AND policyname = 'floor_author'"
        )
        assert "user_id = ( SELECT redress_staff()" in cursor.fetchone()[0]


@pytest.mark.req("ORG-06")
def test_who_came_is_who_was_appointed_and_what_is_reported_stays(thief, actor):
    head = actor("sc.cshead")
    department = Department.objects.get(pk=head.department)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_changenotice (rule, department_id, duty, changed_on, due_on, remind_on, words) "
            "VALUES ('r', %s, 'cs_head', '2026-06-01', '2026-06-04', '2026-06-03', '')",
            [department.pk],
        )
    enter(thief, *tickets.ticket(secret_of(thief), head, holds=60))
    change = "UPDATE organisation_changenotice SET {} = %s"
    assert wrote(thief, change.format("came_id"), head.id)
    assert not wrote(thief, change.format("came_id"), actor("gx.officer").id)
    assert not wrote(thief, change.format("left_id"), head.id)
    assert not wrote(thief, change.format("due_on"), "2030-01-01")
    assert not wrote(thief, change.format("filed_at = now(), filed_by_id"), actor("gx.officer").id)
    assert wrote(thief, change.format("filed_at = now(), filed_by_id"), head.id)
