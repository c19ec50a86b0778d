"""Sealed dossiers: complete, masked by duty, and verified offline to the last byte (COM-11)."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils.translation import override

from redress.casework.models import AccessEntry
from redress.casework.refusals import Refusal
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import execute
from redress.complaints.letters.send import SendLetter
from redress.evidence import uploads
from redress.letters.dossier import checking, packing
from redress.letters.dossier.making import dossier
from redress.letters.dossier.sealed import public_key
from tests.letters.inputs import proposed, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer, actor, wednesday):
    """A case with a letter that was sent and a file of evidence."""
    number = proposed(officer, actor("sc.claims"))
    letter = reviewed(number, officer, actor("sc.legal"))
    execute(SendLetter(letter=letter, means="post", proof="挂号 XA1"), officer, number)
    stored = uploads.take(officer, io.BytesIO("通话记录：客户来电催问".encode()), "通话记录.txt")
    attach = AttachEvidence(upload=stored.handle, kind="internal", file_name=str(stored.name))
    execute(attach, officer, number)
    return number


@pytest.fixture
def sealed(number, officer, tmp_path):
    """A dossier on disk."""
    path = tmp_path / "dossier.zip"
    with dossier(officer, number, "authority") as archive:
        path.write_bytes(archive.read())
    return path


@pytest.mark.req("COM-11")
def test_a_dossier_holds_letters_evidence_journal_and_the_limits_explained(sealed, number):
    report = checking.verify(sealed)
    assert (report.number, report.faults) == (number, ())
    with zipfile.ZipFile(sealed) as archive:
        names = archive.namelist()
        assert {"dossier.pdf", "journal.json", "manifest.json", "manifest.sig", "public_key.pem"} <= set(
            names
        )
        assert any(name.startswith("letters/01-处意") for name in names)
        assert archive.read("evidence/001-通话记录.txt").decode() == "通话记录：客户来电催问"
        commands = [entry["command"] for entry in json.loads(archive.read("journal.json"))]
        assert commands[0] == "register"
        assert commands[-1] == "attach_evidence"
        assert archive.read("dossier.pdf").startswith(b"%PDF")
        assert archive.read("public_key.pem") == public_key()


@pytest.mark.req("COM-11")
def test_any_changed_byte_is_found(sealed, tmp_path):
    whole = sealed.read_bytes()
    spread, last = range(0, len(whole), max(1, len(whole) // 40)), len(whole)
    places = sorted({*spread, *range(20), *range(last - 25, last)})
    broken = tmp_path / "broken.zip"
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 0x01
        broken.write_bytes(bytes(changed))
        assert checking.verify(broken).faults, f"a change of byte {place} went unnoticed"


@pytest.mark.req("COM-11")
@pytest.mark.parametrize("change", ["appended", "prepended", "cut"])
def test_bytes_added_or_cut_are_found(sealed, tmp_path, change):
    whole = sealed.read_bytes()
    made = {"appended": whole + b"x", "prepended": b"x" + whole, "cut": whole[:-1]}[change]
    other = tmp_path / "other.zip"
    other.write_bytes(made)
    assert checking.verify(other).faults


@pytest.mark.req("COM-11", "SEC-04")
@pytest.mark.parametrize(
    ("name", "change", "wrong"),
    [
        ("journal.json", (b"registered", b"registared"), "journal.json: entry 1 was changed"),
        ("dossier.pdf", (b"1", b"2"), "dossier.pdf: was changed"),
        ("manifest.json", (b"1", b"2"), "the signature does not hold"),
    ],
)
def test_a_repacked_dossier_with_another_content_is_found(sealed, tmp_path, name, change, wrong):
    with zipfile.ZipFile(sealed) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    files[name] = files[name].replace(*change, 1)
    other = tmp_path / "other.zip"
    with other.open("wb") as out:
        packing.write(out, {each: packing.Content(data) for each, data in files.items()})
    assert any(wrong in fault for fault in checking.verify(other).faults)


@pytest.mark.req("COM-11", "SEC-04")
def test_an_entry_taken_out_of_the_journal_is_found_even_under_a_new_manifest(sealed, tmp_path):
    with zipfile.ZipFile(sealed) as archive:
        entries = json.loads(archive.read("journal.json"))
    manifest = {"case": checking.verify(sealed).number, "journal_head": entries[-1]["hash"], "files": []}
    shorter = tmp_path / "shorter.zip"
    with zipfile.ZipFile(shorter, "w") as out:
        out.writestr("journal.json", json.dumps(entries[:2] + entries[3:]))
    with zipfile.ZipFile(shorter) as archive:
        faults = list(checking._journal(archive, manifest))
    assert any("does not follow" in fault for fault in faults)


@pytest.mark.req("COM-11")
@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_dossier_is_told_so(tmp_path, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert "not a whole dossier" in checking.verify(path).faults[0]


@pytest.mark.req("COM-11", "SEC-02")
def test_personal_data_are_whole_for_the_handler_and_masked_for_others(number, officer, actor):
    for who, shown in (("sc.officer", "whole"), ("sc.manager", "masked")):
        with dossier(actor(who), number, "authority") as archive, zipfile.ZipFile(archive) as files:
            assert json.loads(files.read("manifest.json"))["personal_data"] == shown
    entry = AccessEntry.objects.filter(fields="dossier, whole").latest("id")
    assert (entry.action, entry.purpose, entry.user_id) == ("unmask", "authority", officer.id)


@pytest.mark.req("COM-11")
def test_a_dossier_without_a_purpose_or_out_of_scope_is_refused(number, officer, actor):
    with pytest.raises(Refusal) as caught:
        dossier(officer, number, "")
    assert caught.value.field == "purpose"
    with pytest.raises(Refusal):
        dossier(officer, number, "other", " ")
    with pytest.raises(Refusal) as caught:
        dossier(actor("gx.officer"), number, "authority")
    assert caught.value.status == 404


@pytest.mark.req("COM-11")
def test_without_a_seal_no_dossier_is_made(number, officer, settings):
    settings.REDRESS_SEAL_KEY = ""
    with pytest.raises(Refusal, match="COM-11"):
        dossier(officer, number, "authority")


@pytest.mark.req("COM-11")
def test_the_desk_hands_a_dossier_out_for_a_purpose(number, desk, tmp_path):
    client = desk("sc.officer", "en")
    address = reverse("desk:dossier", args=[number])
    assert client.post(address).status_code == 422
    response = client.post(address, {"purpose": "authority"})
    path = tmp_path / "d.zip"
    path.write_bytes(b"".join(response.streaming_content))
    assert checking.verify(path).faults == ()
    assert client.get(address).status_code == 405
