"""A backup is one command and so is putting it back: whole, empty, under the same keys, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.req("SEC-07", "SYS-04")]


def redress(data: Path, *words: str) -> tuple[int, str]:
    away = ("REDRESS_", "DJANGO_", "DATABASE_URL")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    done = subprocess.run(
        [sys.executable, "-m", "redress", "--lang", "en", *words],
        env=inherited | {"REDRESS_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A data folder with a database and a file of evidence."""
    data = tmp_path_factory.mktemp("house") / "data"
    status, said = redress(data, "migrate")
    assert status == 0, said
    file = data / "evidence" / "ab" / "cd" / "abcd"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"a content that nothing names yet")
    return data


@pytest.fixture(scope="module")
def made(house, tmp_path_factory):
    target = tmp_path_factory.mktemp("backup") / "monday"
    status, said = redress(house, "backup", str(target))
    assert status == 0, said
    assert "REDRESS_FIELD_KEYS dev1" in said
    return target


def new_house(house: Path, tmp_path: Path) -> Path:
    """An empty folder with the keys of the house."""
    data = tmp_path / "new"
    data.mkdir()
    shutil.copy(house / "secrets.json", data)
    return data


def test_no_key_stands_in_a_backup(house, made):
    import json

    secrets = json.loads((house / "secrets.json").read_text())
    whole = b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file())
    assert secrets and whole
    for value in secrets.values():
        assert value.rpartition(":")[2].encode() not in whole


def test_it_is_put_back_and_verified(house, made, tmp_path):
    data = new_house(house, tmp_path)
    status, said = redress(data, "restore", "--no-verify", str(made))
    assert "Restored as of" in said, said
    assert status == 0, said
    file = data / "evidence" / "ab" / "cd" / "abcd"
    assert file.read_bytes() == b"a content that nothing names yet"
    file.unlink()
    status, said = redress(data, "verify")
    assert status == 0, said


def test_one_file_does_as_well(house, tmp_path):
    target = tmp_path / "monday.tar"
    assert redress(house, "backup", str(target))[0] == 0
    status, said = redress(new_house(house, tmp_path), "restore", "--no-verify", str(target))
    assert status == 0, said


@pytest.mark.parametrize("kind", ["out", "link"])
def test_a_file_that_leads_elsewhere_is_no_backup(tmp_path, kind):
    import tarfile

    from redress.operations.backup import restoring

    packed = tmp_path / "monday.tar"
    with tarfile.open(packed, "w") as archive:
        member = tarfile.TarInfo("../outside" if kind == "out" else "database.dump")
        if kind == "link":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    with pytest.raises(restoring.NotRestored):
        restoring.restore(packed)
    assert not (tmp_path.parent / "outside").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["monday.tar"]


def test_nothing_is_put_over_what_is_there(house, made):
    status, said = redress(house, "restore", str(made))
    assert status == 2
    assert "something here already" in said


def test_without_the_keys_nothing_is_restored_and_it_is_said_which(made, tmp_path):
    status, said = redress(tmp_path / "stranger", "restore", str(made))
    assert status == 2
    assert "REDRESS_FIELD_KEYS dev1" in said


def test_a_changed_backup_is_not_restored(house, made, tmp_path):
    changed = tmp_path / "changed"
    shutil.copytree(made, changed)
    with (changed / "database.dump").open("ab") as file:
        file.write(b"x")
    status, said = redress(new_house(house, tmp_path), "restore", str(changed))
    assert status == 2, said
    assert "database.dump: changed" in said
