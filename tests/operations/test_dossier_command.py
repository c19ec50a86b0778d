"""`redress dossier`, `redress verify FILE` and `redress keys public`: dossiers on the command line (COM-11)."""

from __future__ import annotations

import zipfile

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.letters.dossier import checking, packing, seal
from redress.letters.dossier.making import dossier
from redress.letters.dossier.sealed import public_key
from redress.operations.console import redress
from tests.complaints.inputs import transfer
from tests.letters.inputs import proposed


@pytest.fixture
def sealed(db, actor, wednesday, tmp_path):
    number = proposed(actor("sc.officer"), actor("sc.claims"))
    path = tmp_path / "dossier.zip"
    with dossier(actor("sc.officer"), number, "authority") as archive:
        path.write_bytes(archive.read())
    return path


@pytest.mark.req("COM-11")
def test_a_whole_dossier_holds_and_names_the_key_of_this_house(sealed):
    result = CliRunner().invoke(redress, ["verify", str(sealed)])
    assert result.exit_code == 0, result.output
    assert "holds" in result.output
    assert f"{seal.fingerprint(public_key())} (this house's key)" in result.output


@pytest.mark.req("COM-11")
def test_a_changed_dossier_ends_with_status_one_and_says_what(sealed):
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(bytes(content))
    result = CliRunner().invoke(redress, ["verify", str(sealed)])
    assert result.exit_code == 1
    assert "dossier.zip: " in result.output


def test_a_dossier_that_is_not_there_is_bad_input(tmp_path):
    result = CliRunner().invoke(redress, ["verify", str(tmp_path / "lost.zip")])
    assert result.exit_code == 2
    assert "There is no file" in result.output


@pytest.fixture
def run(monkeypatch, database_url):
    """run("dossier", number): the test's own database serves, so no other server is started."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(redress, [str(word) for word in words])


@pytest.mark.req("COM-11", "SEC-03")
@pytest.mark.parametrize("masked", [False, True])
def test_a_dossier_is_written_logged_and_holds(run, actor, wednesday, db, tmp_path, masked):
    number, path = proposed(actor("sc.officer"), actor("sc.claims")), tmp_path / "out.zip"
    told = run("dossier", number, "-o", path, *(["--masked"] if masked else []))
    assert told.exit_code == 0, told.output
    assert f"{path} is written ({path.stat().st_size:,} bytes)" in told.output
    entry = AccessEntry.objects.latest("id")
    assert (entry.action, entry.purpose) == ("download" if masked else "unmask", "authority")
    assert entry.fields == f"dossier, {'masked' if masked else 'whole'}"
    checked = run("--lang", "zh", "verify", path)
    assert checked.exit_code == 0, checked.output
    assert f"out.zip：{number}，" in checked.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("L2026-9999999",), "There is no case L2026-9999999"),
        (("--purpose", "curiosity"), "Say for what purpose the dossier is needed."),
    ],
)
def test_a_dossier_that_cannot_be_made_leaves_no_file(run, actor, wednesday, db, tmp_path, words, said):
    number = () if words[0].startswith("L") else (execute(transfer(), actor("sc.officer")).number,)
    path = tmp_path / "out.zip"
    told = run("dossier", *number, *words, "-o", path)
    assert told.exit_code == 2
    assert said in told.output
    assert not path.exists()


@pytest.mark.req("COM-11")
def test_the_public_key_is_told():
    result = CliRunner().invoke(redress, ["keys", "public"])
    assert result.exit_code == 0
    assert "BEGIN PUBLIC KEY" in result.output
    assert seal.fingerprint(public_key()) in result.output


def stranger():
    return Ed25519PrivateKey.from_private_bytes(b"a stranger's key, 32 bytes long.")


@pytest.fixture
def resealed(sealed, tmp_path):
    """The dossier as whoever has changed it would hand it on: signed anew, with another key in it."""
    path = tmp_path / "resealed.zip"
    with zipfile.ZipFile(sealed) as archive, path.open("wb") as out:
        contents = {name: packing.Content(archive.read(name)) for name in archive.namelist()}
        contents[checking.SIGNATURE] = packing.Content(seal.sign(stranger(), archive.read(checking.MANIFEST)))
        contents[checking.PUBLIC_KEY] = packing.Content(seal.public_pem(stranger().public_key()))
        packing.write(out, contents)
    return path


@pytest.mark.req("COM-11", "SEC-04")
def test_a_dossier_sealed_again_by_a_stranger_does_not_hold(resealed):
    result = CliRunner().invoke(redress, ["verify", str(resealed)])
    assert result.exit_code == 1
    assert "a key that is not this house's" in result.output
    assert "a stranger's key" in result.output
    assert "holds" not in result.output


@pytest.mark.req("COM-11", "SEC-04")
def test_a_dossier_of_another_house_holds_with_the_key_one_trusts(resealed, tmp_path):
    pem = tmp_path / "theirs.pem"
    pem.write_bytes(seal.public_pem(stranger().public_key()))
    result = CliRunner().invoke(redress, ["verify", "--key", str(pem), str(resealed)])
    assert result.exit_code == 0, result.output
    assert "(the key you gave)" in result.output


@pytest.mark.req("COM-11", "SEC-04")
@pytest.mark.parametrize("lost", [checking.SIGNATURE, checking.PUBLIC_KEY])
def test_a_dossier_without_its_seal_does_not_hold(sealed, tmp_path, lost):
    path = tmp_path / "bare.zip"
    with zipfile.ZipFile(sealed) as archive, path.open("wb") as out:
        packing.write(
            out,
            {name: packing.Content(archive.read(name)) for name in archive.namelist() if name != lost},
        )
    assert CliRunner().invoke(redress, ["verify", str(path)]).exit_code == 1
