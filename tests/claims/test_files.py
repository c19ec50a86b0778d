"""Photos and scans of a claim: whose they are, with which paper they stand, who is given them (CLM-02, CLM-04)."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.casework.refusals import Refusal
from redress.claims.commands.evidence import AttachToClaim
from redress.claims.commands.papers import ReceiveMaterials
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.evidence import uploads
from redress.evidence.models import Attachment
from tests.api.conftest import caller  # noqa: F401 - a fixture
from tests.claims.conftest import report
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"scratch" * 40


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def uploaded(by, content=JPEG, name="a.jpg"):
    return uploads.take(by, io.BytesIO(content), name).handle


def refused(run, *given, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*given, **more)
    return caught.value


@pytest.mark.req("CLM-02", "CLM-04", "SEC-05")
def test_files_come_with_the_report_and_with_the_papers_they_are(handler, monday):
    scene = {"upload": uploaded(handler), "file_name": "现场.jpg"}
    done = execute(report(files=[scene]), handler)
    (kept,) = Attachment.objects.filter(file__number=done.number)
    assert (str(kept.name), kept.kind, kept.about, kept.by_id) == ("现场.jpg", "customer", "", handler.id)
    assert done.facts["files"] == [kept.blob_id]
    licence = {"upload": uploaded(handler, JPEG + b"1"), "file_name": "行驶证.jpg"}
    execute(ReceiveMaterials(papers=["driving_licence"], files=[licence]), handler, done.number)
    invoice = {"upload": uploaded(handler, JPEG + b"2"), "file_name": "发票.jpg", "paper": "repair_invoice"}
    both = ["identity", "repair_invoice"]
    execute(ReceiveMaterials(papers=both, files=[invoice]), handler, done.number)
    abouts = (
        Attachment.objects.filter(file__number=done.number).order_by("id").values_list("about", flat=True)
    )
    assert list(abouts) == ["", "driving_licence", "repair_invoice"]


@pytest.mark.req("SEC-05", "SEC-06")
def test_anothers_upload_is_attached_by_nobody_and_not_told_of(reported, handler, second):
    theirs = uploaded(second)
    attempt = AttachToClaim(upload=theirs, file_name="a.jpg")
    unknown = AttachToClaim(upload="x" * 32, file_name="a.jpg")
    found = [refused(reported, each) for each in (attempt, unknown)]
    assert [(each.rule, each.field) for each in found] == [("SEC-05", "upload")] * 2
    assert str(found[0]) == str(found[1])
    with_papers = ReceiveMaterials(papers=["identity"], files=[{"upload": theirs, "file_name": "a.jpg"}])
    assert refused(reported, with_papers).rule == "SEC-05"
    assert Claim.objects.get(number=reported.number).requested_at is None, "nothing of it was done"
    assert not Attachment.objects.exists()


@pytest.mark.req("SEC-05")
def test_a_file_serves_once_and_is_attached_once(reported, handler):
    handle = uploaded(handler)
    reported(AttachToClaim(upload=handle, file_name="a.jpg"))
    assert refused(reported, AttachToClaim(upload=handle, file_name="a.jpg")).rule == "SEC-05"
    again = AttachToClaim(upload=uploaded(handler), file_name="b.jpg")
    assert "already attached" in str(refused(reported, again))
    twice = [{"upload": uploaded(handler, JPEG + b"3"), "file_name": f"{n}.jpg"} for n in range(2)]
    assert refused(reported, ReceiveMaterials(papers=["identity"], files=twice)).field == "files"


@pytest.mark.req("CLM-04")
def test_a_file_is_none_of_the_papers_that_were_not_asked_for(reported, handler):
    strange = AttachToClaim(upload=uploaded(handler), file_name="a.jpg", paper="medical_record")
    assert refused(reported, strange).field == "paper"


@pytest.mark.req("SEC-03", "CLM-04")
def test_the_page_shows_files_beside_their_paper_and_a_download_is_on_record(desk, reported, handler):
    reported(AttachToClaim(upload=uploaded(handler), file_name="驾驶证.jpg", paper="driving_licence"))
    kept = Attachment.objects.get()
    client = desk("psc.claims", "en")
    words = client.get(f"/claims/{reported.number}").content.decode()
    assert words.count("驾驶证.jpg") >= 2, "in the checklist and among the files"
    answer = client.get(f"/case/{reported.number}/evidence/{kept.pk}")
    assert b"".join(answer.streaming_content) == JPEG
    with the_house():
        assert AccessEntry.objects.filter(action="download", file_id=kept.file_id).count() == 1
    assert desk("gx.officer").get(f"/case/{reported.number}/evidence/{kept.pk}").status_code == 404


@pytest.mark.req("CLM-04", "SEC-05")
def test_on_the_desk_several_files_come_with_the_papers(desk, reported):
    client = desk("psc.claims", "en")
    files = [SimpleUploadedFile(f"{n}.jpg", JPEG + bytes([n])) for n in range(2)]
    with moment.at(local("2026-03-03 10:00")):
        version = Claim.objects.get(number=reported.number).version
        given = {"papers": ["driving_licence"], "version": version, "key": "k-9", "file": files}
        answer = client.post(f"/claims/{reported.number}/do/receive_materials", given)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert {each.about for each in Attachment.objects.all()} == {"driving_licence"}
    assert Attachment.objects.count() == 2


@pytest.mark.req("SYS-01", "SEC-03", "CLM-04")
def test_programs_attach_list_and_fetch_files(caller, reported, handler):  # noqa: F811
    program = caller("psc.claims")
    answer = program.client.post(
        "/api/v1/evidence", {"file": SimpleUploadedFile("a.jpg", JPEG)}, headers=program._headers(None)
    )
    given = {"upload": answer.json()["upload"], "file_name": "a.jpg", "paper": "identity"}
    done = program.post(f"/claims/{reported.number}/commands/attach_to_claim", given)
    assert done.status_code == 200, done.content.decode()
    (listed,) = program.get(f"/claims/{reported.number}/files").json()["items"]
    assert (listed["about"], listed["name"], listed["size"]) == ("identity", "a.jpg", len(JPEG))
    content = program.get(f"/claims/{reported.number}/files/{listed['id']}")
    assert b"".join(content.streaming_content) == JPEG
    assert caller("gx.officer").get(f"/claims/{reported.number}/files").status_code == 404
    stolen = {"sha256": listed["sha256"], "file_name": "b.jpg", "kind": "internal"}
    thief = caller("psc.officer").post(f"/claims/{reported.number}/commands/attach_to_claim", stolen)
    assert (thief.status_code, thief.json()["rule"]) == (422, "SEC-05")
    with the_house():
        tried = AccessEntry.objects.filter(action="refused", number=reported.number).order_by("id")
        assert "attach_to_claim" in tried.last().fields
