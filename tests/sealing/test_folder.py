"""What the owner of the database takes out together with its seal and the row of its checkpoint is found (SEC-04)."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from redress.complaints.executor import execute
from redress.operations import checkpointing
from redress.operations.console import redress
from redress.operations.verifying import engine, folder, tree
from redress.sealing import checkpoints, doors
from redress.sealing.collecting import MIGRATING
from redress.sealing.models import Checkpoint, Seal
from tests.complaints.inputs import transfer
from tests.sealing.test_verify import found, owner

pytestmark = pytest.mark.req("SEC-04")


def whats():
    return {fault.what for fault in engine.verify(whole=True).faults}


@pytest.fixture
def house(actor, wednesday, db):
    """Two checkpoints, and a case sealed in each."""
    execute(transfer(), actor("sc.officer"))
    first = checkpointing.make()[-1]
    execute(transfer(), actor("sc.officer"))
    second = checkpointing.make()[-1]
    assert found() == set()
    return first, second


def take_out(checkpoint):
    """The row of a checkpoint, all seals it added, and the rows they are over: as if nothing had been."""
    owner("DELETE FROM sealing_seal WHERE id = ANY (%s)", list(checkpoint.seals))
    owner("DELETE FROM sealing_checkpoint WHERE id = %s", checkpoint.pk)


@pytest.mark.parametrize("place", [0, 1])
def test_a_checkpoint_taken_out_with_its_seals_is_told_by_its_file(house, place):
    take_out(house[place])
    assert folder.ROW_GONE in whats()


def test_every_checkpoint_and_seal_taken_out_is_told_and_in_right_words(house, database_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    path = folder.files()[-1]
    owner("DELETE FROM sealing_checkpoint")
    told = CliRunner().invoke(redress, ["verify", "--checkpoint", str(path)])
    assert told.exit_code == 1
    assert "holds no checkpoint any more" in told.output
    assert f"over {house[1].size} seals, of which {Seal.objects.count()}" in told.output
    owner("DELETE FROM sealing_seal")
    assert [each for each in found() if path.name in each]


def test_a_register_that_lost_entries_with_its_seals_is_named(house):
    owner("DELETE FROM complaints_journalentry")
    owner("DELETE FROM sealing_checkpoint")
    assert "complaints.journalentry: " + folder.FEWER in found()


def test_a_checkpoint_of_the_same_number_with_another_content_is_told(house):
    said = house[1].statement.replace('"size": ', '"size":  ')
    owner("UPDATE sealing_checkpoint SET statement = %s WHERE id = %s", said, house[1].pk)
    assert folder.OTHER in whats()


def test_a_file_that_is_missing_or_is_none_of_ours_is_told_and_can_be_written_again(house):
    first, second = folder.files()
    first.unlink()
    second.write_text(second.read_text().replace('\\"size\\": ', '\\"size\\": 1'))
    assert {folder.FILE_GONE, folder.NOT_OURS} <= whats()
    second.unlink()
    assert checkpointing.keep_missing() == 2
    assert found() == set()


def test_a_file_is_never_written_over_by_a_checkpoint_that_takes_its_number(house, actor):
    _first, second = house
    before = folder.files()[-1].read_text()
    owner("DELETE FROM sealing_checkpoint WHERE id = %s", second.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('sealing_checkpoint', 'id'), %s, false)", [second.pk]
        )
    execute(transfer(), actor("sc.officer"))
    (again,) = checkpointing.make()
    assert again.pk == second.pk
    assert before in [path.read_text() for path in folder.files()]
    assert folder.OTHER in whats()


def test_a_house_without_any_checkpoint_is_told(db):
    assert folder.NONE in whats()


def test_a_seal_taken_out_from_between_is_found_before_any_checkpoint_knew_of_it(house, actor):
    execute(transfer(), actor("sc.officer"))
    lost = Seal.objects.order_by("-pk").first()
    execute(transfer(), actor("sc.officer"))
    owner("DELETE FROM sealing_seal WHERE id = %s", lost.pk)
    assert tree.BEFORE_GONE in whats()
    owner("UPDATE sealing_seal SET follows = NULL WHERE follows = %s", lost.pk)
    assert tree.SEAL_CHANGED in whats()


def test_what_is_rolled_back_breaks_no_chain_of_seals(house, actor):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        execute(transfer(), actor("sc.officer"))
        raise ZeroDivisionError
    execute(transfer(), actor("sc.officer"))
    assert found() == set()


def test_what_migrations_seal_needs_no_column_of_a_later_migration(house, actor):
    before = Seal.objects.order_by("-pk").first().pk
    with doors.door(MIGRATING):
        owner("ALTER TABLE sealing_seal RENAME COLUMN follows TO comes_later")
        execute(transfer(), actor("sc.officer"))
        connection.seal_now()
        execute(transfer(), actor("sc.officer"))
        connection.seal_now()
        owner("ALTER TABLE sealing_seal RENAME COLUMN comes_later TO follows")
    made = Seal.objects.filter(pk__gt=before)
    assert made.count() >= 2
    assert not made.filter(follows__isnull=False).exists()


def test_a_proof_over_a_seal_of_before_holds_and_its_statement_tells_the_number(house):
    said = json.loads(checkpoints.document(Checkpoint.objects.order_by("-pk").first()))
    assert said["number"] == house[1].pk
