"""Whatever is refused for want of authority is seen by an auditor, whatever the door (SEC-03)."""

from __future__ import annotations

import ast
import importlib
import inspect
from datetime import timedelta
from pathlib import Path

import pytest

import redress
from redress.api import attempts, tokens
from redress.casework import access
from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.organisation.models import User
from redress.organisation.refusals import RuleStands
from tests.complaints.inputs import visit
from tests.fixtures.desk import the_house

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-03", "SEC-01")]

FACES = ("desk", "api")
"""Rooms that show a refusal to who met it."""
SEES_ALL = "ho.auditor"
NOT_TRIED = {
    ("desk/pages/letters.py", "letter_page"),  # a letter that cannot be set
    ("desk/forms/claim_sum.py", "reckoned"),  # a sum is looked at while it is typed, nothing is decided
    ("desk/forms/registering.py", "_together"),  # said again with the name of the file
    ("desk/sections/claim.py", "_build"),  # the case is opened, and names a claim that stays hidden
}
"""Where a refusal is caught that nobody tried anything for."""


def new(before: int) -> list[AccessEntry]:
    return list(AccessEntry.objects.order_by("id").filter(pk__gt=before))


def last() -> int:
    return AccessEntry.objects.order_by("-id").values_list("pk", flat=True).first() or 0


@pytest.fixture
def seen(desk):
    """What the auditor reads on the page of refused attempts of that person."""

    def read(person: str) -> str:
        return (
            desk(SEES_ALL, language="en")
            .get("/access-log", {"person": person, "action": "refused"})
            .content.decode()
        )

    return read


@pytest.fixture
def case(actor, wednesday) -> str:
    number: str = execute(visit(), actor("cd.officer")).number
    return number


def handlers() -> list[tuple[str, str, ast.ExceptHandler]]:
    """Every `except` of a refusal in what faces people: file, function, handler."""
    root, found = Path(redress.__file__).parent, []
    for path in (file for face in FACES for file in sorted((root / face).rglob("*.py"))):
        name = ".".join(("redress", *path.relative_to(root).with_suffix("").parts))
        tree, module = ast.parse(path.read_text()), importlib.import_module(name)
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for each in (node for node in ast.walk(function) if isinstance(node, ast.ExceptHandler)):
                named = each.type.elts if isinstance(each.type, ast.Tuple) else [each.type]
                kinds = [getattr(module, kind.id, None) for kind in named if isinstance(kind, ast.Name)]
                if any(inspect.isclass(kind) and issubclass(kind, RuleStands) for kind in kinds):
                    found.append((str(path.relative_to(root)), function.name, each))
    return found


def test_every_place_that_shows_a_refusal_says_so_to_the_log():
    missing = []
    for file, function, handler in handlers():
        said = ast.unparse(handler)
        noted = any(
            word in said for word in ("raise", "told(", "from_refusal(", "_refused(", "answers.refused(")
        )
        # Given back as it is, its own status is that of the answer: 403 and 404 are heard there.
        returned = "return" in said and any(
            word in said for word in ("return refusal", "return ([], refusal)")
        )
        if not (noted or returned) and (file, function) not in NOT_TRIED:
            missing.append((file, function))
    assert missing == []
    assert len(handlers()) > 8


ASSIGN = {"owner": "cd.officer", "reason": "x"}

CHANGES = [
    ("/organisation/sc/appoint", {"user": "sc.ithead", "duty": "manager"}),
    ("/organisation/sc/deputy", {"absent": "sc.manager", "deputy": "sc.ithead", "reason": "x"}),
    ("/organisation/gx/appoint", {"user": "sc.ithead", "duty": "auditor"}),
    ("/organisation/person/{manager}/deputy", {"deputy": "sc.ithead"}),
    ("/organisation/person/{manager}/account", {"what": "disable", "reason": "x"}),
    ("/organisation/person/{manager}/link", {}),
    ("/organisation/person/{manager}/leaving", {"reason": "x"}),
    ("/organisation/proposal/4711", {"what": "confirm"}),
    ("/organisation/appointment/{appointment}/end", {"last": "2026-01-01"}),
    ("/organisation/notice/4711", {}),
    ("/calendar/load", {}),
    ("/actions/4711", {}),
    ("/committee/S2026-0001/do/vote", {}),
    ("/disposal/L2026-0000001", {}),
]


@pytest.mark.parametrize(("address", "given"), CHANGES, ids=[each for each, _ in CHANGES])
def test_who_tries_what_is_not_theirs_is_seen(address, given, desk, seen):
    manager = User.objects.get(username="sc.manager")
    appointment = manager.appointments.first()
    address = address.format(manager=manager.pk, appointment=appointment.pk if appointment else 0)
    client, before = desk("sc.ithead"), last()
    answer = client.post(address, given) if "/disposal/" not in address else client.get(address)
    assert answer.status_code >= 400, answer.status_code
    found = new(before)
    assert [each.action for each in found] == ["refused"], [each.fields for each in found]
    assert found[0].fields in seen("sc.ithead")
    for staff in ("user", "absent", "deputy"):
        if given.get(staff) and answer.status_code != 405:
            assert f"{staff}={given[staff]}" in found[0].fields


@pytest.mark.parametrize(
    "address", ["/organisation/person/99999", "/actions/99999", "/committee/S2026-999", "/knowledge/9999"]
)
def test_what_is_not_there_for_somebody_is_an_attempt_and_a_mistyped_address_is_none(address, desk):
    client, before = desk("sc.ithead"), last()
    assert client.get(address).status_code == 404
    assert [each.action for each in new(before)] == ["refused"]
    before = last()
    assert client.get("/no/such/page").status_code == 404
    assert new(before) == []


def test_signs_that_no_table_holds_do_not_hide_an_attempt(desk):
    client, before = desk("sc.ithead"), last()
    answer = client.post(
        "/organisation/sc/deputy", {"absent": "a\x00b\u202e", "deputy": "sc.ithead", "reason": "x"}
    )
    assert answer.status_code < 500
    assert client.get("/rulebook/life/a%00b").status_code == 404
    assert [each.action for each in new(before)] == ["refused", "refused"]
    assert all(each.fields.isprintable() for each in new(before))


def test_cases_of_a_bulk_that_are_not_theirs_are_seen_though_the_page_is_shown(case, desk, seen):
    client, before = desk("gx.cshead"), last()
    assert client.post("/closing", {"number": [case], "key": "k1"}).status_code == 200
    assert [each.action for each in new(before)] == ["refused"]
    assert case in new(before)[0].fields
    assert case in seen("gx.cshead")


def test_a_command_that_is_not_theirs_leaves_one_entry_on_the_desk_and_at_the_api(case, desk, caller):
    before = last()
    assert desk(SEES_ALL).post(f"/case/{case}/do/assign", ASSIGN | {"key": "k"}).status_code == 403
    at_desk = new(before)
    with the_house():
        before = last()
    caller("gx.officer").give(case, "assign", ASSIGN)
    with the_house():
        at_api = new(before)
    assert [each.action for each in at_api] == ["refused"]
    assert at_api[0].number == case
    assert [(each.action, each.number) for each in at_desk] == [("refused", case)]
    assert "assign" in at_desk[0].fields


def test_a_file_of_somebody_else_by_its_hash_is_an_attempt(case, desk, caller):
    with the_house():
        before = last()
    answer = caller("cd.officer").give(
        case, "attach_evidence", {"sha256": "ab" * 32, "kind": "other", "file_name": "a.pdf"}
    )
    assert answer.status_code == 422
    with the_house():
        assert [(each.action, each.number) for each in new(before)] == [("refused", case)]


def test_an_old_token_a_foreign_scope_and_guesses_are_seen_by_the_auditor(desk, caller, monkeypatch):
    monkeypatch.setattr(attempts, "_since", float("-inf"))
    user = User.objects.get(username="sc.ithead")
    token = tokens.create(user, "old", ["read"], timedelta(days=1))
    tokens.end_all(user.pk)
    client = caller("sc.ithead")
    client.token, before = token, last()
    assert client.get("/complaints").status_code == 401
    client.token = "rdr_guess"
    assert client.get("/complaints").status_code == 401
    narrow = tokens.create(user, "narrow", ["figures"], timedelta(days=1))
    client.token = narrow
    assert client.get("/complaints").status_code == 403
    with the_house():
        found = new(before)
    assert [each.action for each in found] == ["refused"] * 2, [each.fields for each in found]
    assert "sc.ithead" in found[0].fields
    assert found[1].user_id == user.pk
    page = desk(SEES_ALL, language="en").get("/access-log", {"action": "refused"}).content.decode()
    assert found[0].fields in page


def test_guessed_tokens_are_on_the_page_once_a_minute_however_many_there_are(desk, caller, monkeypatch):
    monkeypatch.setattr(attempts, "_since", float("-inf"))
    client, before = caller("sc.ithead"), last()
    client.token = "rdr_guess"
    for _n in range(20):
        assert client.get("/complaints").status_code == 401
    with the_house():
        assert len(new(before)) == 1
    assert "API tokens refused" in desk(SEES_ALL, language="en").get("/access-log").content.decode()


def test_a_refusal_tells_whether_it_is_of_who_may():
    assert RuleStands("ORG-12", "x").of_who_may
    assert not RuleStands("CLO-05", "x").of_who_may
    assert access.told(RuleStands("ORG-12", "x")) is None
