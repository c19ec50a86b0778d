"""A room of a hundred lines and a rulebook has all that the house does for a file (SYS-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import translation

from redress.api import tokens
from redress.api.site import api
from redress.casework import drafts, moment, rulebooks
from redress.casework.kinds import KINDS
from redress.casework.models import AccessEntry
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.disposal import queries as disposals
from redress.letters.models import Letter
from redress.letters.writing import WRITING
from redress.messages.models import Alert, Message
from redress.operations.verifying import engine
from redress.organisation.acting import acting_as
from redress.organisation.models import User
from tests.api.client import Caller
from tests.fixtures.insurer import local
from tests.third_kind.brings import THING
from tests.third_kind.commands import GiveBack, HandToPolice, TakeIn
from tests.third_kind.models import Thing, ThingEntry

pytestmark = [pytest.mark.django_db, pytest.mark.req("SYS-01")]

HERE = Path(__file__).parent
COUNTER, STRANGER = "cd.officer", "gx.officer"
OURS = [path for path in (*HERE.glob("*.py"), *HERE.glob("*.yaml")) if not path.name.startswith("test_")]


@pytest.fixture(autouse=True)
def in_english(nobody_acts_or_speaks_yet: None) -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def found(actor: Any) -> Iterator[str]:
    """The number of an umbrella, handed in on Monday 2 March 2026."""
    rulebooks.publish(str(HERE / "lost-property.yaml"))
    with moment.at(local("2026-03-02 09:00")):
        yield give(TakeIn(what="黑色长柄雨伞"), actor(COUNTER)).number


def give(command: Any, by: Any, number: str = "", **more: Any) -> Any:
    return THING.door.execute(command, by, number, **more)


def given_back(number: str, by: Any) -> Any:
    return give(GiveBack(who="王芳", phone="13900001111"), by, number)


def as_the_web(actor: Any, statement: str, *given: Any) -> list[tuple[Any, ...]]:
    with acting_as(actor), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL ROLE redress_web")
        cursor.execute(statement, given)
        rows = cursor.fetchall()
        cursor.execute("RESET ROLE")
        return rows


def test_it_is_written_in_fewer_than_a_hundred_and_fifty_lines():
    """Of code and of rules: neither blank lines nor comments, nor the migration that Django wrote."""
    lines = [line.strip() for path in OURS for line in path.read_text("utf-8").splitlines()]
    assert len([line for line in lines if line and not line.startswith(("#", '"""'))]) < 150


def test_no_line_of_the_house_knows_of_it():
    source = HERE.parents[1] / "src" / "redress"
    said = [path for path in source.rglob("*.py") if "third_kind" in path.read_text("utf-8")]
    assert said == []


def test_its_number_its_key_and_its_journal_are_those_of_its_kind(found, actor):
    thing = Thing.objects.get(number=found)
    assert THING.number.fullmatch(found)
    assert KINDS.of(thing.pk) is THING
    assert [entry.command for entry in thing.journal.all()] == ["take_in"]
    assert "雨伞" not in str([entry.payload for entry in thing.journal.all()])


def test_a_command_is_done_once_under_its_key_and_refused_by_state_version_and_duty(found, actor):
    by = actor(COUNTER)
    done = give(HandToPolice(), by, found, version=1, key="k-1")
    assert (done.state, done.version) == ("gone", 2)
    assert give(HandToPolice(), by, found, version=1, key="k-1").replayed
    with pytest.raises(Refusal, match="Given away"):
        give(HandToPolice(), by, found)
    with pytest.raises(Refusal, match="version"):
        give(HandToPolice(), by, found, version=1)


def test_a_stranger_sees_nothing_of_it(found, actor, caller_of):
    given_back(found, actor(COUNTER))
    stranger = actor(STRANGER)
    assert list(Thing.objects.visible_to(stranger)) == []
    with pytest.raises(Refusal):
        THING.find(stranger, found)
    for table in ("thing", "thingentry", "thingtext"):
        asked = f"SELECT count(*) FROM third_kind_{table}"
        assert as_the_web(stranger, asked) == [(0,)], table
        assert as_the_web(actor(COUNTER), asked) != [(0,)], table
    for table in ("casework_file", "clocks_clock", "outbox_message"):
        (key,) = Thing.objects.values_list("pk", flat=True)
        column = "id" if table == "casework_file" else "file_id"
        assert as_the_web(stranger, f"SELECT count(*) FROM {table} WHERE {column} = %s", key) == [(0,)], table
    assert caller_of(STRANGER).get(f"/things/{found}/commands").status_code == 404
    assert caller_of(STRANGER).post(f"/things/{found}/commands/hand_to_police").status_code == 404


def test_rows_and_program_agree_on_who_sees_it(found, actor):
    everybody = User.objects.values_list("username", flat=True)
    assert len(everybody) > 10
    for username in everybody:
        who = actor(username)
        seen = list(Thing.objects.visible_to(who).values_list("number"))
        assert as_the_web(who, "SELECT number FROM third_kind_thing") == seen, username


def test_its_journal_is_only_added_to_and_a_changed_byte_is_found(found):
    before = engine.verify(whole=True).faults
    for statement in ("UPDATE third_kind_thingentry SET state = 'gone'", "DELETE FROM third_kind_thingtext"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    for statement in (
        "UPDATE third_kind_thingentry SET facts = '{}'",
        "UPDATE third_kind_thing SET what = set_byte(what, 20, get_byte(what, 20) # 1)",
        "UPDATE third_kind_thing SET state = 'gone'",
    ):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement)
            faults = [fault for fault in engine.verify(whole=True).faults if fault not in before]
            assert faults, statement
            transaction.set_rollback(True)


def test_its_clock_runs_and_its_ladder_alerts_whom_it_names(found, actor):
    (clock,) = Clock.objects.filter(file__number=found)
    assert (clock.key, clock.status, clock.due_at) == ("given", "running", local("2026-03-10 00:00"))
    for late in (timedelta(hours=-10), timedelta(hours=1)):
        with moment.at(clock.due_at + late):
            sweep()
    told = Alert.objects.filter(file__number=found).order_by("at", "id")
    assert [alert.kind for alert in told] == ["warning", "breach", "breach"]
    assert told.last().user.username == "cd.cshead"
    assert ThingEntry.objects.filter(command="advance_clock").count() == 3


def test_its_letter_is_drafted_sent_and_kept_as_pdf(found, actor):
    by = actor(COUNTER)
    draft, send = (THING.commands.get(name) for name in ("draft_letter", "send_letter"))
    assert draft is not None and send is not None
    given_back(found, by)
    written = {"kind": "receipt", "parts": {"said": "雨伞一把，已领取。"}}
    number = give(draft(**written), by, found).facts["letter"]
    give(send(letter=number, means="hand", proof="王芳签收"), by, found)
    letter = Letter.objects.get(number=number)
    assert letter.addressee == "王芳"
    assert letter.pdf_id is not None
    assert len(list(entries_of(letter))) == 1


def entries_of(letter: Letter) -> Any:
    return WRITING.of_key(letter.file_id).entries(letter)


def test_its_owner_is_told_by_a_message(found, actor):
    done = given_back(found, actor(COUNTER))
    (message,) = Message.objects.filter(file__number=found)
    assert (message.rule, message.address) == ("given_back", "13900001111")
    assert done.facts["told"]


def test_what_is_typed_is_kept_as_a_draft(found, actor):
    by = actor(COUNTER)
    with acting_as(by):
        drafts.save(by, f"{found}/give_back", {"who": ["王"]})
        drafts.save(by, "take_in", {"what": ["伞"]})
        kept = drafts.kept(by, f"{found}/give_back")
    assert kept is not None
    assert kept.typed == {"who": ["王"]}


@pytest.fixture
def caller_of(db: None) -> Any:
    def make(username: str) -> Caller:
        user = User.objects.get(username=username)
        return Caller(tokens.create(user, "test", ("read", "command"), timedelta(days=1)))

    return make


def test_it_has_operations_of_the_api_that_are_described(found, caller_of):
    caller = caller_of(COUNTER)
    offered = caller.get(f"/things/{found}/commands").json()["items"]
    assert {each["command"] for each in offered if each["possible"]} >= {"give_back", "hand_to_police"}
    answer = caller.post(f"/things/{found}/commands/give_back", {"who": "王芳"}, {"Idempotency-Key": "a"})
    assert (answer.status_code, answer.json()["state"]) == (200, "gone")
    described = api.get_openapi_schema()
    operations = [one for path in described["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names)
    assert "/api/v1/things/{number}/commands/give_back" in described["paths"]
    opened = caller.post("/things", {"what": "钥匙"})
    assert opened.status_code == 201
    assert AccessEntry.objects.filter(number=found).exists()


@pytest.mark.req("CLO-10")
def test_it_is_disposed_of_by_two_persons_after_its_period_and_leaves_its_skeleton(found, actor):
    by, second = actor(COUNTER), actor("cd.cshead")
    propose, dispose = (THING.commands.get(name) for name in ("propose_disposal", "dispose"))
    assert propose is not None and dispose is not None
    given_back(found, by)
    give(THING.commands.get("draft_letter")(kind="receipt", parts={"said": "已领取。"}), by, found)
    row = Thing.objects.get(number=found)
    assert str(row.retain_until) == "2027-03-02"
    with pytest.raises(Refusal, match="2027-03-02"):
        give(propose(), by, found)
    before = engine.verify(whole=True).faults
    with moment.at(local("2027-03-03 10:00")):
        assert [due.case.number for due in disposals.due(second)] == [found]
        with acting_as(by):
            give(propose(), by, found)
            with pytest.raises(Refusal, match="second person"):
                give(dispose(), by, found)
        with acting_as(second):
            done = give(dispose(), second, found)
        assert disposals.certificate(second, found).disposal.skeleton == done.facts["skeleton"]
        with pytest.raises(Refusal):
            disposals.certificate(actor(STRANGER), found)
    row.refresh_from_db()
    assert (row.what, row.name, row.phone, row.state) == ("", "", "", "gone")
    assert not Letter.objects.filter(file__number=found).exists()
    assert not Message.objects.filter(file__number=found).exists()
    assert [entry.payload for entry in row.journal.filter(command="take_in")] == [{}]
    assert not row.journal_texts.exists()
    assert engine.verify(whole=True).faults == before
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE third_kind_thingentry SET command = 'x' WHERE command = 'take_in'")
        assert [fault for fault in engine.verify(whole=True).faults if fault not in before]
        transaction.set_rollback(True)


@pytest.mark.req("FLW-17")
def test_its_list_page_and_forms_are_on_the_desk_and_nothing_of_them_for_a_stranger(found, desk):
    clerk = desk(COUNTER, language="en")
    listed = clerk.get("/files/things").content.decode()
    assert found in listed and "/files/things/new" in listed
    page = clerk.get(f"/file/{found}").content.decode()
    assert (
        "黑色长柄雨伞" in page
        and "Given back or handed over" in page
        and f"/file/{found}/do/give_back" in page
    )
    assert 'name="who"' in clerk.get(f"/file/{found}/do/give_back").content.decode()
    clerk.post(f"/draft/{found}/give_back", {"who": ["王"], "phone": ["139"], "draft_key": "tab1"})
    assert 'value="139"' in clerk.get(f"/file/{found}/do/give_back?draft=tab1").content.decode()
    wrong = clerk.post(f"/file/{found}/do/give_back", {"who": "", "version": "1", "key": "k"})
    assert wrong.status_code == 422
    done = clerk.post(f"/file/{found}/do/give_back", {"who": "王芳", "version": "1", "key": "k"})
    assert (done.status_code, done["Location"]) == (302, f"/file/{found}")
    assert "Given away" in clerk.get(f"/file/{found}").content.decode()
    opened = clerk.post("/files/things/new", {"what": "钥匙", "key": "n"})
    assert clerk.get(opened["Location"]).status_code == 200
    stranger = desk(STRANGER, language="en")
    assert found not in stranger.get("/files/things").content.decode()
    for path in (f"/file/{found}", f"/file/{found}/do/hand_to_police"):
        assert stranger.get(path).status_code == 404, path


def test_it_is_found_by_its_number_and_its_owners_telephone_until_it_is_disposed_of(found, actor, desk):
    given_back(found, actor(COUNTER))
    for words in (found, "13900001111", "139 0000 1111"):
        assert found in desk(COUNTER).post("/search", {"q": words}).content.decode(), words
        assert f'/file/{found}"' not in desk(STRANGER).post("/search", {"q": words}).content.decode(), words
    with acting_as(actor(COUNTER)), moment.at(local("2027-03-03 10:00")):
        give(THING.commands.get("propose_disposal")(), actor(COUNTER), found)
    with acting_as(actor("cd.cshead")), moment.at(local("2027-03-03 10:00")):
        give(THING.commands.get("dispose")(), actor("cd.cshead"), found)
    assert found not in desk(COUNTER).post("/search", {"q": "13900001111"}).content.decode()
