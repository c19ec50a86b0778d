"""Nothing but a command writes what the organisation is made of: no second way is left (SYS-01, SEC-04)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "redress"
ORGANISATION = {
    *("Unit", "Department", "User", "Appointment", "Deputy"),
    *("CalendarYear", "ChangeNotice", "Proposal", "OrganisationEntry"),
}
TABLES = {
    "redress.organisation.models": ORGANISATION,
    "redress.administration.models": {"OrganisationFile"},
    "redress.committee.models": {"Body", "Seat"},
    "redress.api.models": {"Token"},
    "redress.casework.models": {"RulebookVersion"},
    "allauth.socialaccount.models": {"SocialAccount"},
    "allauth.mfa.models": {"Authenticator"},
}
MAKES = {"create", "bulk_create", "get_or_create", "update_or_create"}
WRITES = MAKES | {"update", "bulk_update", "delete", "save"}
OWN_COLUMNS = ("'is_active'", "'department'", "'period'", "'closed_until'", "'came'", "'filed_at'")
"""Columns that only these tables have, by which a row that is saved is known."""
SQL = re.compile(
    r"(INSERT INTO|UPDATE|DELETE FROM|COPY)\s+(organisation_(?!secondfactoruse|staffsession|signin)|administration_"
    r"|committee_(body|seat)|api_token|complaints_rulebookversion)",
    re.IGNORECASE,
)
COMMANDS = ("administration/", "committee/seating.py", "api/commands.py")
"""Where commands on files of the organisation stand."""
BENEATH = {
    "organisation/calendars.py": "load_year: what LoadYear does, beneath its room",
    "casework/rulebooks.py": "keep: what PublishRulebook does, beneath its room",
    "api/tokens.py": "when a token was used last; tokens end with their person's access",
    "operations/demo/insurer.py": "the demo insurer, loaded once before anybody works in the house",
    "committee/setting_up.py": "the bodies of the demo insurer",
    "claims/catastrophes/queries.py": "a unit as a row shows it, never saved",
    "complaints/oversight/queries/monitor.py": "a unit as a row shows it, never saved",
    "claims/queries/mine.py": "a unit as a row shows it, never saved",
    "complaints/lists/rows.py": "a unit as a row shows it, never saved",
    "desk/pages/claim_lines.py": "a unit as a row shows it, never saved",
    "committee/hearing.py": "a department as a page names it, never saved",
}
"""What else writes one of these tables, or makes a row of one, with the reason."""


def sources() -> Iterator[tuple[str, str]]:
    for path in SOURCE.rglob("*.py"):
        name = str(path.relative_to(SOURCE))
        if "/migrations/" not in name and not name.startswith(COMMANDS):
            yield name, path.read_text("utf-8")


def tables(tree: ast.Module) -> frozenset[str]:
    """What a module calls the models of these tables."""
    return frozenset(
        each.asname or each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
        if each.name in TABLES.get(node.module or "", ())
    )


def begins(node: ast.expr) -> str:
    """The name that a chain of calls begins with."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def writes(text: str) -> list[str]:
    tree = ast.parse(text)
    known, found = tables(tree), [f"SQL: {each[0]}" for each in SQL.finditer(text)]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in known and node.keywords:
            found.append(f"{node.lineno}: {called.id}(...)")
        if isinstance(called, ast.Attribute) and called.attr in WRITES and begins(called) in known:
            found.append(f"{node.lineno}: {begins(called)} .{called.attr}")
        if isinstance(called, ast.Attribute) and called.attr == "save":
            saved = "".join(ast.unparse(each.value) for each in node.keywords if each.arg == "update_fields")
            if any(column in saved for column in OWN_COLUMNS):
                found.append(f"{node.lineno}: save of {saved}")
    return found


@pytest.mark.req("SYS-01", "SEC-04")
def test_only_commands_write_what_the_organisation_is_made_of():
    found = {name: each for name, text in sources() if (each := writes(text))}
    assert set(found) == set(BENEATH), found


@pytest.mark.parametrize(
    "text",
    [
        "Appointment.objects.create(user=user)",
        "User.objects.filter(pk=1).update(is_active=False)",
        "user.save(update_fields=['is_active'])",
        "Unit(code='x').save()",
        "cursor.execute('UPDATE organisation_unit SET name = %s')",
    ],
)
def test_the_rule_finds_what_it_forbids(text):
    assert writes(f"from redress.organisation.models import Appointment, Unit, User\n{text}")
