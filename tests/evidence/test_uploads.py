"""Files on their way to a case: whose they are, how long they wait, what they may be called (SEC-05, SEC-06)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from redress.casework.models import AccessEntry
from redress.casework.refusals import TooMany
from redress.complaints.models import Complaint
from redress.evidence import names, uploads
from redress.evidence.models import Attachment, Blob, Upload
from redress.evidence.storing import path_of
from redress.organisation.actor import SYSTEM
from tests.api.conftest import caller  # noqa: F401 - a fixture
from tests.complaints.inputs import TRANSFER
from tests.fixtures.desk import the_house

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 40


@pytest.fixture
def number(caller, wednesday) -> str:  # noqa: F811
    return caller("sc.officer").post("/complaints", TRANSFER).json()["number"]


def upload(caller, content: bytes = JPEG, name: str = "a.jpg") -> dict[str, str]:  # noqa: F811
    """What the API answers to an upload."""
    answer = caller.client.post(
        "/api/v1/evidence", {"file": SimpleUploadedFile(name, content)}, headers=caller._headers(None)
    )
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def attach(caller, number: str, name: str = "a.jpg", **what: str):  # noqa: F811
    return caller.give(number, "attach_evidence", {"kind": "customer", "file_name": name, **what})


@pytest.mark.req("SEC-05", "SEC-06")
def test_a_handle_serves_once_and_only_whom_it_was_given_to(caller, number):  # noqa: F811
    officer, other = caller("sc.officer"), caller("sc.cshead")
    made = upload(officer)
    assert attach(other, number, upload=made["upload"]).status_code == 422
    assert attach(officer, number, upload=made["upload"]).status_code == 200
    again = attach(officer, number, upload=made["upload"])
    assert (again.status_code, again.json()["rule"]) == (422, "SEC-05")


@pytest.mark.req("SEC-05", "SEC-06")
def test_the_hash_of_anothers_file_opens_nothing_and_tells_nothing(caller, number):  # noqa: F811
    foreign = upload(caller("gx.officer"), JPEG + b"secret")["sha256"]
    thief = caller("sc.officer")
    known, unknown = (attach(thief, number, sha256=digest) for digest in (foreign, "0" * 64))
    assert known.status_code == unknown.status_code == 422
    assert known.json() == unknown.json()
    with the_house():
        assert not Attachment.objects.filter(file__number=number).exists()
        tried = AccessEntry.objects.filter(action="refused", number=number)
        assert tried.count() == 2
        assert tried[0].file_id == Complaint.objects.get(number=number).pk


@pytest.mark.req("SYS-01", "SEC-05")
def test_ones_own_upload_is_attached_by_its_hash_as_well(caller, number):  # noqa: F811
    officer = caller("sc.officer")
    done = attach(officer, number, sha256=upload(officer)["sha256"])
    assert done.status_code == 200
    assert done.json()["facts"]["name"] == "a.jpg"


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(
    "name",
    [
        "invoice.exe",
        "../../paid.hta",
        "保单\u200e照片.jpg",
        "发票\u202egpj.exe",
        "a\x00.jpg",
        "con.jpg",
        "a.pdf",
        "长" * 201 + ".jpg",
    ],
)
def test_a_picture_is_not_attached_under_a_name_that_lies(caller, number, name):  # noqa: F811
    officer = caller("sc.officer")
    answer = attach(officer, number, name, upload=upload(officer)["upload"])
    assert answer.status_code == 422, answer.json()


@pytest.mark.req("SEC-05")
def test_of_a_path_only_the_name_is_kept(caller, number):  # noqa: F811
    officer = caller("sc.officer")
    done = attach(officer, number, "../../etc/passwd.jpg", upload=upload(officer)["upload"])
    assert done.json()["facts"]["name"] == "passwd.jpg"


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("住院 病历.jpg", "住院 病历.jpg"),
        ("../../paid.hta", "paid_hta.jpg"),
        ("保单\u200e.jpg", "保单_.jpg"),
        ("发票\u202egpj.exe", "发票_gpj_exe.jpg"),
        ("12:30\r\n录音.jpg", "12_30__录音.jpg"),
        ("NUL.jpg", "_NUL.jpg"),
        ("...", "file.jpg"),
        ("", "file.jpg"),
        ("a.pdf", "a.jpg"),
        ("长" * 300 + ".jpg", "长" * 66 + ".jpg"),
    ],
)
def test_whatever_a_file_was_called_it_is_given_out_under_a_name_that_can_be_saved(name, given):
    assert names.safe(name, "image/jpeg") == given


@pytest.mark.req("COM-11", "SEC-05")
def test_a_bad_name_of_long_ago_stops_neither_download_nor_dossier(number, desk, actor):
    made = uploads.take(actor("sc.officer"), io.BytesIO(JPEG), "a.jpg")
    case = Complaint.objects.get(number=number)
    old = Attachment.objects.create(
        file_id=case.pk, blob=made.blob, kind="other", name="x\r\n\u202e../paid.hta", at=timezone.now()
    )
    client = desk("sc.officer")
    answer = client.get(f"/case/{number}/evidence/{old.pk}")
    assert answer.status_code == 200
    assert "paid_hta.jpg" in answer["Content-Disposition"]
    assert client.post(f"/case/{number}/dossier", {"purpose": "authority"}).status_code == 200


@pytest.mark.req("SEC-05")
def test_what_is_attached_to_nothing_is_gone_after_a_day(actor):
    mine = uploads.take(actor("sc.officer"), io.BytesIO(JPEG), "a.jpg")
    theirs = uploads.take(actor("gx.officer"), io.BytesIO(JPEG), "b.jpg")
    file = path_of(mine.blob_id)
    Upload.objects.filter(pk=mine.pk).update(at=timezone.now() - timedelta(hours=25))
    assert uploads.sweep() == 0
    assert file.exists()  # somebody else's upload of the same content
    assert uploads.own(actor("sc.officer"), 0, handle=mine.handle) is None
    Upload.objects.filter(pk=theirs.pk).update(at=timezone.now() - timedelta(hours=25))
    assert uploads.sweep() == 1
    assert not file.exists()
    assert not Blob.objects.filter(pk=mine.blob_id).exists()
    again = uploads.take(SYSTEM, io.BytesIO(JPEG), "a.jpg")
    assert path_of(again.blob_id).exists()


def sent(caller, content: bytes):  # noqa: F811
    return caller.client.post(
        "/api/v1/evidence", {"file": SimpleUploadedFile("a.jpg", content)}, headers=caller._headers(None)
    )


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("bound", ["files", "bytes"])
def test_one_person_leaves_so_much_lying_and_no_more(caller, number, settings, bound):  # noqa: F811
    if bound == "files":
        settings.EVIDENCE_WAITING_FILES = 3
    else:
        settings.EVIDENCE_WAITING_BYTES = 2 * len(JPEG) + 10
    officer = caller("sc.officer")
    made = [upload(officer, JPEG + bytes([n])) for n in range(3)]
    refused = sent(officer, JPEG + b"one more")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 24 * 60 * 60
    assert not Blob.objects.filter(size=len(JPEG + b"one more")).exists(), "nothing of it is kept"
    assert AccessEntry.objects.latest("id").action == "refused"
    assert sent(caller("gx.officer"), JPEG).status_code == 201, "it is counted by person"
    for each in made:
        attach(officer, number, upload=each["upload"])
    assert sent(officer, JPEG + b"one more").status_code == 201, "what is attached no longer waits"


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("bound", ["files", "bytes"])
def test_one_person_hands_in_so_much_a_day_attached_or_not(caller, number, settings, bound):  # noqa: F811
    if bound == "files":
        settings.EVIDENCE_DAY_FILES = 2
    else:
        settings.EVIDENCE_DAY_BYTES = len(JPEG) + 10
    officer = caller("sc.officer")
    for n in range(2):
        attach(officer, number, upload=upload(officer, JPEG + bytes([n]))["upload"])
    refused = sent(officer, JPEG + b"one more")
    assert refused.status_code == 429
    assert "tomorrow" in refused.json()["detail"] or "明天" in refused.json()["detail"]
    assert 0 < int(refused["Retry-After"]) <= 24 * 60 * 60
    assert sent(caller("gx.officer"), JPEG).status_code == 201, "it is counted by person"


@pytest.mark.req("SEC-05")
def test_the_desk_is_bound_as_the_api_is(actor, settings):
    settings.EVIDENCE_WAITING_FILES = 1
    uploads.take(actor("sc.officer"), io.BytesIO(JPEG), "a.jpg")
    with pytest.raises(TooMany):
        uploads.take(actor("sc.officer"), io.BytesIO(JPEG), "a.jpg", 1)


@pytest.mark.req("SEC-05")
def test_an_attached_file_stays(caller, number):  # noqa: F811
    officer = caller("sc.officer")
    made = upload(officer)
    attach(officer, number, upload=made["upload"])
    with the_house():
        assert uploads.sweep() == 0
        assert path_of(made["sha256"]).exists()


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(
    ("who", "status"), [("admin", 403), ("ho.auditor", 403), ("sc.legal", 201), ("cd.intake", 201)]
)
def test_nobodys_file_is_stored_who_may_attach_none(caller, who, status):  # noqa: F811
    asked = caller(who)
    answer = asked.client.post(
        "/api/v1/evidence",
        {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 " + who.encode())},
        headers={"Authorization": f"Bearer {asked.token}"},
    )
    assert answer.status_code == status
    assert Upload.objects.exists() is (status == 201)
