"""Who signed in is read by those who audit or administer the unit; one session is ended alone (SEC-05)."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from redress.operations.cli.sign_ins import command
from redress.organisation.kinds import SignInEvent
from redress.organisation.models import OrganisationEntry, SignIn, User
from redress.organisation.tracking import of

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-05")]
PAGE = "/sign-ins"


def rows(client, **asked: str) -> list[str]:
    page = client.get(PAGE, asked)
    assert page.status_code == 200
    return re.findall(r"<tr data-row.*?</tr>", page.content.decode(), re.DOTALL)


@pytest.fixture
def morning(client, desk):
    """A failure, one of a name that nobody has, and somebody of another company who signed in."""
    client.post("/accounts/login/", {"login": "sc.handler", "password": "wrong"})
    client.post("/accounts/login/", {"login": "geheim-2026", "password": "wrong"})
    desk("psc.officer")
    desk("sc.handler")


@pytest.mark.parametrize("who", ["ho.auditor", "admin"])
def test_who_reads_the_log_of_the_units_finds_failures_and_no_word_that_was_typed(who, morning, desk):
    found = "".join(rows(desk(who, language="en")))
    assert "sc.handler" in found
    assert "Name of no account" in found
    assert "geheim" not in found
    failed = rows(desk(who, language="en"), event="failed", person="sc.handler")
    assert len(failed) == 1
    assert "127.0.0.1" in failed[0]


def test_an_auditor_reads_nothing_of_another_company(morning, desk):
    assert SignIn.objects.filter(user__username="psc.officer").exists()
    found = "".join(rows(desk("ho.auditor")))
    assert "sc.handler" in found
    assert "psc.officer" not in found


@pytest.mark.parametrize("who", ["sc.handler", "sc.manager", "sc.ithead"])
def test_everybody_else_reads_their_own(who, morning, desk):
    client = desk(who, language="en")
    found = rows(client, person="ho.auditor") + rows(client)
    assert found == [] if who == "nobody" else all(who in row for row in found)
    assert "Name of no account" not in "".join(found)
    assert rows(client)


def test_pages_follow_each_other_without_a_hole(desk):
    user = User.objects.get(username="sc.handler")
    SignIn.objects.bulk_create(
        SignIn(event=SignInEvent.FAILED, user=user, unit_id=user.department.unit_id) for _n in range(60)
    )
    auditor = desk("ho.auditor")
    first = auditor.get(PAGE, {"event": "failed"}).content.decode()
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after
    second = auditor.get(PAGE + after[1].replace("&amp;", "&")).content.decode()
    assert (first.count("<tr data-row"), second.count("<tr data-row")) == (50, 10)


def test_the_terminal_prints_the_same(morning, monkeypatch):
    monkeypatch.setattr("redress.operations.console.with_database", lambda f: f)
    printed = CliRunner().invoke(command, ["sc.handler", "--event", "failed"])
    assert printed.exit_code == 0, printed.output
    assert printed.output.count("\tfailed\tsc.handler\t") == 1
    assert CliRunner().invoke(command, ["--event", "nothing"]).exit_code != 0


def sessions(username: str) -> list[str]:
    return [each.session for each in of(User.objects.get(username=username))]


def test_a_person_ends_one_of_their_sessions_and_goes_on_in_the_other(desk):
    here, lost = desk("sc.handler"), desk("sc.handler")
    me = User.objects.get(username="sc.handler").pk
    here.get("/")
    page = here.get(f"/organisation/person/{me}").content.decode()
    other = re.findall(r'name="session" value="(\w+)"', page)
    assert len(other) == 1
    assert here.post(f"/organisation/person/{me}/session", {"session": other[0]}).status_code == 302
    assert lost.get("/").status_code == 302
    assert here.get("/").status_code == 200
    last = SignIn.objects.order_by("-id")[0]
    assert (last.event, last.user_id, last.by_id) == (SignInEvent.SESSION_ENDED, me, me)
    assert here.post(f"/organisation/person/{me}/session", {"session": other[0]}).status_code == 422


def test_the_session_that_asks_is_signed_out(desk):
    here = desk("sc.handler")
    here.get("/")
    me = User.objects.get(username="sc.handler").pk
    answer = here.post(f"/organisation/person/{me}/session", {"session": sessions("sc.handler")[0]})
    assert answer.status_code == 302
    assert here.get("/")["Location"].startswith("/accounts/login/")
    assert sessions("sc.handler") == []


def test_an_administrator_ends_a_session_of_a_person_and_nobody_else_does(desk):
    theirs = desk("sc.handler")
    theirs.get("/")
    user = User.objects.get(username="sc.handler")
    given = {"session": sessions("sc.handler")[0]}
    for stranger in ("sc.manager", "sc.ithead", "gx.officer"):
        assert desk(stranger).post(f"/organisation/person/{user.pk}/session", given).status_code in (403, 404)
    assert theirs.get("/").status_code == 200
    assert desk("admin").post(f"/organisation/person/{user.pk}/session", given).status_code == 302
    assert theirs.get("/").status_code == 302
    assert OrganisationEntry.objects.filter(person=user, what="sessions_ended").exists()


def test_a_session_of_somebody_else_is_not_ended_under_ones_own_name(desk):
    theirs, mine = desk("sc.handler"), desk("sc.manager")
    theirs.get("/")
    mine.get("/")
    me = User.objects.get(username="sc.manager").pk
    given = {"session": sessions("sc.handler")[0]}
    assert mine.post(f"/organisation/person/{me}/session", given).status_code == 422
    assert theirs.get("/").status_code == 200
