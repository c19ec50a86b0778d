"""All of a claim in one sealed archive that anybody can verify offline (COM-11)."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from redress.casework.models import AccessEntry
from redress.casework.refusals import Refusal
from redress.claims.commands.evidence import AttachToClaim
from redress.claims.commands.questions import AskQuestion
from redress.claims.commands.recuse import DeclareClaimConflict
from redress.evidence import uploads
from redress.letters.dossier import checking
from redress.letters.dossier.making import dossier
from tests.claims.conftest import Claims
from tests.claims.on_the_way import decided
from tests.claims.test_letters import drafted, sent

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-11")]
PHOTO = b"\xff\xd8\xff\xe0" + b"scratch" * 40


@pytest.fixture
def told(reported: Claims, settings, tmp_path) -> Claims:
    """A claim with a photograph, a question and the notice of its decision."""
    settings.MEDIA_ROOT = tmp_path / "files"
    handle = uploads.take(reported.by, io.BytesIO(PHOTO), "现场.jpg").handle
    reported(AttachToClaim(upload=handle, file_name="现场.jpg"))
    reported(AskQuestion(question="误工费怎么算？"))
    decided(reported)
    sent(reported, drafted(reported))
    return reported


def test_it_holds_letters_photographs_and_journal_and_verifies(told, handler, tmp_path):
    path = tmp_path / "claim.zip"
    with dossier(handler, told.number, "authority") as archive:
        path.write_bytes(archive.read())
    report = checking.verify(path)
    assert (report.number, report.faults) == (told.number, ())
    with zipfile.ZipFile(path) as files:
        names = files.namelist()
        assert files.read("evidence/001-现场.jpg") == PHOTO
        assert any(name.startswith("letters/01-赔决") for name in names)
        journal = json.loads(files.read("journal.json"))
        assert [entry["command"] for entry in journal][:2] == ["report_claim", "attach_to_claim"]
        assert "误工费怎么算" in str(journal)
        assert files.read("dossier.pdf").startswith(b"%PDF")
        assert "赔案案卷" in files.read("README.txt").decode()
    entry = AccessEntry.objects.get(fields="dossier, whole")
    assert (entry.action, entry.purpose, entry.user_id) == ("unmask", "authority", handler.id)


def test_a_changed_byte_of_its_journal_is_found(told, handler, tmp_path):
    with dossier(handler, told.number, "authority") as archive:
        changed = archive.read().replace("误工费".encode(), "护理费".encode())
    path = tmp_path / "claim.zip"
    path.write_bytes(changed)
    assert checking.verify(path).faults


@pytest.mark.req("SEC-02", "ORG-13")
def test_it_is_masked_for_who_does_not_speak_with_the_customer_and_for_who_must_keep_out(
    told, handler, second, actor
):
    told(DeclareClaimConflict(person="psc.claims", ground="kin", reason="客户的妹妹"))
    for who in (handler, actor("psc.manager")):
        with dossier(who, told.number, "authority") as archive, zipfile.ZipFile(archive) as files:
            assert json.loads(files.read("manifest.json"))["personal_data"] == "masked"
            assert not any(name.startswith("evidence/") for name in files.namelist())
            assert "刘建国" not in files.read("journal.json").decode()


def test_without_a_purpose_or_out_of_sight_there_is_none(told, handler, actor):
    with pytest.raises(Refusal) as refused:
        dossier(handler, told.number, "")
    assert refused.value.field == "purpose"
    with pytest.raises(Refusal) as refused:
        dossier(actor("gx.officer"), told.number, "authority")
    assert refused.value.status == 404


def test_the_desk_hands_it_out_beside_the_letters(told, desk):
    clerk = desk("psc.claims", "en")
    page = clerk.get(f"/case/{told.number}/more/letters")
    words = page.content.decode() if page.status_code == 200 else ""
    assert "Sealed dossier" in words
    answer = clerk.post(f"/case/{told.number}/dossier", {"purpose": "authority"})
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")
