"""`redress verify FILE` and `redress keys public`: dossiers on the command line (COM-11)."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from redress.letters.dossier import seal
from redress.letters.dossier.sealing import dossier, public_key
from redress.operations.console import redress
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


@pytest.mark.req("COM-11")
def test_the_public_key_is_told():
    result = CliRunner().invoke(redress, ["keys", "public"])
    assert result.exit_code == 0
    assert "BEGIN PUBLIC KEY" in result.output
    assert seal.fingerprint(public_key()) in result.output
