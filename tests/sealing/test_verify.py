"""`redress verify`: what it finds, and that it finds nothing where nothing was done (SEC-04)."""

from __future__ import annotations

import base64
import json

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from redress.complaints.closing.commands.close import Archive
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.models import Complaint
from redress.letters import checkpoint_page
from redress.operations import checkpointing
from redress.operations.console import redress
from redress.operations.verifying import engine
from redress.sealing import checkpoints, merkle, proofs
from redress.sealing.models import Checkpoint
from redress.settings import secrets
from tests.complaints.inputs import transfer
from tests.complaints.test_keeping import closed, destroy

pytestmark = pytest.mark.req("SEC-04")


@pytest.fixture
def run(monkeypatch, database_url):
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(redress, [str(word) for word in words])


@pytest.fixture
def number(actor, wednesday, db):
    """A case in a house that has had its first checkpoint."""
    checkpointing.make()
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Confirm(means="call", words="已告知受理"), officer, number)
    return number


def owner(statement, *params):
    """As whoever owns the database does it: no trigger fires, nothing is sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, params)
        changed = cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert changed, "nothing was changed"


@pytest.fixture
def undone(number):
    """What the test leaves hanging in the air is undone before constraints are checked."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found():
    return {f"{fault.where}: {fault.what}" for fault in engine.verify(whole=True).faults}


def test_everything_holds_after_ordinary_work(run, number):
    result = run("verify", "--all")
    assert result.exit_code == 0, result.output
    assert "0 faults" in result.output
    again = run("verify")
    assert again.exit_code == 0, again.output


CHANGES = {
    "facts": "UPDATE complaints_complaint SET product_line = 'x' WHERE id = %s",
    "amount": "UPDATE complaints_complaint SET amount = 1 WHERE id = %s",
    "state": "UPDATE complaints_complaint SET state = 'investigating' WHERE id = %s",
    "owner": "UPDATE complaints_complaint SET owner_id = 3 WHERE id = %s",
    "received": "UPDATE complaints_complaint SET received_at = received_at + interval '1 day' WHERE id = %s",
    "class": "UPDATE complaints_complaint SET class_code = 'x' WHERE id = %s",
    "due": "UPDATE complaints_complaint SET legal_due_at = legal_due_at + interval '1 day' WHERE id = %s",
    "version": "UPDATE complaints_complaint SET version = version + 1 WHERE id = %s",
    "clock": "UPDATE clocks_clock SET due_at = due_at + interval '1 hour' WHERE file_id = %s",
    "clock gone": "DELETE FROM clocks_clock WHERE file_id = %s",
    "party gone": "DELETE FROM complaints_party WHERE complaint_id = %s",
    "contact gone": "DELETE FROM complaints_contact WHERE complaint_id = %s",
    "text": "UPDATE complaints_casetext SET complaint_id = complaint_id + 1 WHERE complaint_id = %s",
    "payload": "UPDATE complaints_journalentry SET payload = '{}' WHERE complaint_id = %s AND sequence = 1",
    "request": "UPDATE complaints_journalentry SET request = 'x' WHERE complaint_id = %s AND sequence = 1",
    "key": "UPDATE complaints_journalentry SET key = 'k' WHERE complaint_id = %s AND sequence = 1",
    "by": "UPDATE complaints_journalentry SET by_id = 1 WHERE complaint_id = %s AND sequence = 1",
    "time": "UPDATE complaints_journalentry SET at = at + interval '1 microsecond' WHERE complaint_id = %s",
    "first entry gone": "DELETE FROM complaints_journalentry WHERE complaint_id = %s AND sequence = 1",
    "last entry gone": "DELETE FROM complaints_journalentry WHERE complaint_id = %s AND sequence = 2",
    "case gone": "DELETE FROM complaints_complaint WHERE id = %s",
}


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_beside_the_journal_is_found(run, number, what):
    case = Complaint.objects.get(number=number)
    owner(CHANGES[what], case.pk)
    assert found()
    if what != "case gone":
        result = run("verify", number)
        assert result.exit_code == 1, result.output
    assert run("verify").exit_code == 1


def test_a_tail_cut_off_with_the_row_set_back_is_found(number):
    case = Complaint.objects.get(number=number)
    first = case.journal.get(sequence=1)
    owner("DELETE FROM complaints_journalentry WHERE complaint_id = %s AND sequence = 2", case.pk)
    owner(
        "UPDATE complaints_complaint SET journal_head = %s, version = 1, state = %s WHERE id = %s",
        first.hash, first.state, case.pk,
    )  # fmt: skip
    assert any("complaints_complaint" in fault for fault in found())
    assert any("complaints_journalentry" in fault for fault in found())


@pytest.mark.usefixtures("undone")
def test_a_case_deleted_with_every_row_and_every_seal_is_found_by_the_checkpoint(number):
    checkpoints.make()
    case = Complaint.objects.get(number=number)
    owner("DELETE FROM clocks_clock WHERE file_id = %s", case.pk)
    for table in ("complaints_party", "complaints_casetext", "complaints_journalentry"):
        owner(f"DELETE FROM {table} WHERE complaint_id = %s", case.pk)
    owner("DELETE FROM complaints_complaint WHERE id = %s", case.pk)
    owner("DELETE FROM sealing_seal WHERE %s = ANY (pks)", case.pk)
    assert any("missing" in fault for fault in found())


def test_a_forged_seal_is_found(number):
    case = Complaint.objects.get(number=number)
    owner("UPDATE sealing_seal SET digests = digests || ''::bytea, cause = 'x' WHERE %s = ANY (pks)", case.pk)
    assert any("without the house's key" in fault for fault in found())


def test_a_checkpoint_kept_elsewhere_tells_that_the_tree_began_otherwise(run, number, actor, tmp_path):
    (old,) = checkpointing.make()
    path = tmp_path / "old.json"
    path.write_text(checkpoints.document(old))
    execute(transfer(), actor("sc.officer"))
    checkpointing.make()
    told = run("verify", "--checkpoint", path)
    assert told.exit_code == 0, told.output
    # the house is set back to an older state, checkpoints and all
    owner("DELETE FROM sealing_seal WHERE id = (SELECT max(id) FROM sealing_seal WHERE id <= %s)", old.until)
    owner("UPDATE sealing_checkpoint SET seals = array_remove(seals, %s), size = size - 1", old.until)
    told = run("verify", "--checkpoint", path)
    assert told.exit_code == 1
    assert "is not what stands there now" in told.output or "taken away" in told.output


def test_a_checkpoint_signed_by_a_stranger_does_not_hold(run, number, tmp_path):
    (made,) = checkpointing.make()
    file = json.loads(checkpoints.document(made))
    file["statement"] = file["statement"].replace('"size": ', '"size": 1')
    path = tmp_path / "old.json"
    path.write_text(json.dumps(file))
    told = run("verify", "--checkpoint", path)
    assert told.exit_code == 1
    assert "not signed by this house" in told.output


def test_an_entry_is_proven_offline_and_a_changed_proof_is_not(run, number, tmp_path):
    path = tmp_path / "proof.json"
    assert run("prove", number, "-o", path).exit_code == 2  # nothing was signed yet
    checkpointing.make()
    told = run("prove", number, 1, "-o", path)
    assert told.exit_code == 0, told.output
    told = run("verify", path)
    assert told.exit_code == 0, told.output
    assert "command: register" in told.output
    proof = json.loads(path.read_text())
    record = bytearray(base64.b64decode(proof["row"]["record"]))
    record[-1] ^= 1
    proof["row"]["record"] = base64.b64encode(bytes(record)).decode()
    path.write_text(json.dumps(proof))
    assert run("verify", path).exit_code == 1


def test_a_checkpoint_follows_only_what_is_new_and_its_root_is_that_of_all_leaves(number, actor):
    checkpoints.make()
    assert checkpoints.make() == []
    execute(transfer(), actor("sc.officer"))
    (second,) = checkpoints.make()
    leaves = [leaf for _id, leaf in checkpoints.leaves()]
    assert json.loads(second.statement)["root"] == merkle.root(leaves).hex()
    assert len(leaves) == second.size
    assert Checkpoint.objects.count() == 3  # with the first of the house


def test_a_checkpoint_is_a_page_to_print(number):
    (made,) = checkpointing.make()
    assert checkpoint_page.page(made).startswith(b"%PDF")
    assert json.loads(checkpointing.keep(made).read_text())["statement"] == made.statement


def test_a_proof_of_what_is_not_there_is_refused(number):
    checkpoints.make()
    with pytest.raises(proofs.BadProof):
        proofs.make("complaints_journalentry", 0)


def test_a_disposal_raises_no_alarm(actor, wednesday, db, django_capture_on_commit_callbacks):
    checkpointing.make()
    number = closed(actor)
    execute(Archive(), actor("cd.officer"), number)
    destroy(actor, number, django_capture_on_commit_callbacks)
    assert found() == set()
    checkpointing.make()
    assert found() == set()


def test_keys_rotated_raise_no_alarm(run, number, settings):
    settings.REDRESS_FIELD_KEYS = f"next:{secrets.new_key()},{settings.REDRESS_FIELD_KEYS}"
    told = run("keys", "rotate")
    assert told.exit_code == 0, told.output
    assert found() == set()


def test_what_is_written_under_a_key_of_before_still_verifies(number, settings):
    settings.REDRESS_OLD_SEAL_KEYS = [settings.REDRESS_SEAL_KEY]
    settings.REDRESS_SEAL_KEY = base64.b64encode(b"the seal after the change of key").decode()
    assert found() == set()
    settings.REDRESS_OLD_SEAL_KEYS = []
    assert found()


def test_entries_in_the_access_log_cannot_be_taken_out(desk, number):
    officer = desk("sc.officer")
    assert officer.get(f"/case/{number}").status_code == 200
    assert found() == set()
    owner("DELETE FROM complaints_accessentry WHERE id = (SELECT max(id) FROM complaints_accessentry)")
    assert any("complaints_accessentry" in fault for fault in found())


def test_a_form_taken_away_does_not_hide_its_table(number):
    owner("DELETE FROM sealing_kind WHERE \"table\" = 'complaints_complaint'")
    assert any("in which form" in fault for fault in found())


def test_a_form_that_leaves_out_a_column_is_found(number):
    owner(
        "UPDATE sealing_kind SET columns = array_remove(columns, 'amount') WHERE \"table\" = 'complaints_complaint'"
    )
    assert any("the form that rows are sealed in was changed" in fault for fault in found())


def test_a_record_of_a_run_that_nobody_made_makes_no_run_look_at_less(number, monkeypatch):
    owner(
        "INSERT INTO sealing_verification (began_at, ended_at, whole, until, looked_at, faults, found, mac)"
        " VALUES (now(), now(), true, 9, '{\"newest seal\": 9000000}', '[]', 0, '')"
    )
    monkeypatch.setattr(engine, "FEW", 0)
    owner("UPDATE complaints_complaint SET amount = 1 WHERE number = %s", number)
    assert engine.verify(whole=False).faults


def test_of_a_large_house_what_came_since_and_a_share_are_looked_at(number, actor, monkeypatch):
    monkeypatch.setattr(engine, "FEW", 0)
    assert engine.verify(whole=True).faults == []
    other = execute(transfer(), actor("sc.officer")).number
    assert engine.verify(whole=False).faults == []
    owner("UPDATE complaints_complaint SET amount = 1 WHERE number = %s", other)
    owner("UPDATE complaints_complaint SET amount = 1 WHERE number = %s", number)
    seen = set()
    for _ in range(engine.SHARE):  # a run that found something is no beginning of the next
        seen |= {fault.where for fault in engine.verify(whole=False).faults}
    assert f"complaints_complaint {Complaint.objects.get(number=other).pk}" in seen
