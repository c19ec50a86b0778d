"""What is not there, and what one does not see, is answered alike by every operation: 404, in the same words (ORG-11).

Of every kind of file and every one of its commands, as a clerk who may give most of them and with all scopes.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from redress.api import tokens
from redress.api.scopes import ALL
from redress.api.site import api
from redress.assembly import ADDRESSED
from redress.claims.door import execute as on_claim
from redress.organisation.models import User
from tests.api.client import ROOT, Caller
from tests.claims.conftest import handler as handler
from tests.claims.conftest import handles as handles
from tests.claims.conftest import report
from tests.claims.conftest import standard as standard

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-11", "SEC-06")]

ABSENT = {
    "complaints": "L2026-9999999", "claims": "C2026-9999999", "catastrophes": "E2026-9999999",
    "sessions": "S2026-9999999", "actions": "A-999999", "samples": "S-999999", "articles": "K-999999",
    "units": "nowhere", "people": "P-999999", "calendars": "Y-nowhere",
}  # fmt: skip
MAKING = "load_year"
"""It may name what is not there so far, and makes it; so does the name of any rulebook."""
EXAMPLES = {
    f"{kind.path}/{each.name}": each.example
    for kind in ADDRESSED
    for each in kind.all
    if hasattr(each, "example")
}
OPERATIONS = [
    (path.removeprefix(ROOT), method, path.split("/")[3])
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method in operations
    if "{number}" in path and not path.endswith(MAKING) and "/rulebooks/" not in path
]


@pytest.fixture
def anybody(db) -> Caller:
    """Tokens with every scope."""

    def of(username: str) -> Caller:
        user = User.objects.get(username=username)
        return Caller(tokens.create(user, "test", ALL, timedelta(days=1)))

    return of


def asked(caller: Caller, path: str, method: str, number: str):
    where = path.replace("{number}", number).replace("{file}", "1")
    if method == "get":
        return caller.get(where)
    return caller.post(
        where,
        EXAMPLES.get(path.strip("/").replace("{number}/commands/", ""), {}),
        {"Idempotency-Key": f"{path}{number}"},
    )


def test_every_operation_on_what_is_not_there_is_not_found(anybody, standard, wednesday):
    caller = anybody("sc.officer")
    assert {room for _path, _method, room in OPERATIONS} == set(ABSENT)
    for path, method, room in OPERATIONS:
        answer = asked(caller, path, method, ABSENT[room])
        assert answer.status_code == 404, (path, answer.content.decode())
        assert answer.json()["type"].endswith(":unknown"), path
        assert room == "complaints" or " case " not in answer.json()["detail"], (
            path,
            answer.json()["detail"],
        )


def test_a_claim_of_another_company_is_answered_as_one_that_is_not_there(anybody, handler, wednesday):
    number, caller = on_claim(report(), handler).number, anybody("sc.officer")
    tried = [(path, method) for path, method, room in OPERATIONS if room == "claims"]
    assert len(tried) > 40
    for path, method in tried:
        theirs, none = (asked(caller, path, method, each) for each in (number, ABSENT["claims"]))
        assert theirs.status_code == none.status_code == 404, path
        said = [
            each.content.decode().replace(name, "#")
            for each, name in ((theirs, number), (none, ABSENT["claims"]))
        ]
        assert said[0] == said[1], path
