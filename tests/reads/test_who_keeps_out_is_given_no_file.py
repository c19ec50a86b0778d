"""A file has no copy with masks: whoever must keep out of a case is given none, by whatever door (ORG-13, SEC-01)."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint
from redress.complaints.recusing.commands.recuse import OverrideRecusal
from redress.evidence.models import Attachment
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from tests.complaints.inputs import transfer
from tests.desk.test_commands import PNG
from tests.organisation import acts as administration
from tests.reads.test_who_keeps_out_unmasks_nothing import declared, named

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-13", "SEC-01", "SEC-02", "SEC-03")]
NAME = "投诉人身份证.png"


@pytest.fixture
def file(number, desk) -> Attachment:
    case = Complaint.objects.get(number=number)
    sent = {"file": SimpleUploadedFile(NAME, PNG), "kind": "customer", "version": case.version}
    assert desk("sc.handler").post(f"/case/{number}/do/attach_evidence", sent).status_code == 302
    return case.attachments.get()


def address(file: Attachment) -> str:
    return f"/case/{file.file.number}/evidence/{file.pk}"


@pytest.mark.parametrize("why", [named, declared])
def test_page_download_preview_api_and_dossier_give_none_and_the_attempt_is_on_record(
    why, number, file, officer, desk, caller
):
    client, api = desk("sc.officer", language="en"), caller("sc.officer")
    assert client.get(address(file)).status_code == 200
    assert address(file) in client.get(f"/case/{number}").content.decode()
    execute(why(), officer, number)
    for query in ("", "?show"):
        for method in (client.get, client.head):
            assert method(address(file) + query).status_code == 403, query
    entry = AccessEntry.objects.latest("id")
    assert (entry.action, entry.user_id, entry.number) == ("refused", officer.id, number)
    page = client.get(f"/case/{number}").content.decode()
    assert "its files are not given to you" in page
    assert address(file) not in page
    assert api.get(f"/complaints/{number}").json()["attachments"] == []
    sealed = b"".join(client.post(f"/case/{number}/dossier", {"purpose": "authority"}).streaming_content)
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("evidence/")]
        assert PNG not in [archive.read(name) for name in archive.namelist()]


def test_who_handles_it_and_whose_conflict_was_set_aside_are_given_it_and_that_is_on_record(
    number, file, officer, actor, desk
):
    execute(declared(), officer, number)
    answer = desk("sc.handler").get(address(file))
    assert b"".join(answer.streaming_content) == PNG
    assert AccessEntry.objects.latest("id").action == "download"
    execute(OverrideRecusal(person="sc.officer", reason="仅转达"), actor("sc.manager"), number)
    assert desk("sc.officer").get(address(file)).status_code == 200


def test_nor_is_who_acts_for_such_a_person(number, file, officer, desk):
    execute(declared(), officer, number)
    absent, deputy = (User.objects.get(username=each) for each in ("sc.officer", "sc.handler"))
    today = timezone.localdate()
    administration.name_deputy(SYSTEM, absent, deputy, today, today + timedelta(days=3), "年假")
    assert desk("sc.handler").get(address(file)).status_code == 403


def test_whatever_sql_is_run_a_conflict_on_record_shows_no_row(number, file, officer, actor):
    with acting_as(officer):
        assert Attachment.objects.filter(file=file.file).exists()
    execute(declared(), officer, number)
    with acting_as(officer):
        assert not Attachment.objects.filter(file=file.file).exists()
    for other in ("sc.handler", "sc.manager"):
        with acting_as(actor(other)):
            assert Attachment.objects.filter(file=file.file).exists()
    execute(OverrideRecusal(person="sc.officer", reason="仅转达"), actor("sc.manager"), number)
    with acting_as(officer):
        assert Attachment.objects.filter(file=file.file).exists()


@pytest.mark.req("CLO-08")
def test_what_came_with_a_filing_is_not_opened_by_its_old_number(number, officer, desk):
    """The filing was merged before the conflict came out: the case that goes on has it, and so the files of both."""
    again = execute(transfer(), officer).number
    case = Complaint.objects.get(number=again)
    sent = {"file": SimpleUploadedFile(NAME, PNG), "kind": "customer", "version": case.version}
    assert desk("sc.handler").post(f"/case/{again}/do/attach_evidence", sent).status_code == 302
    execute(Merge(into=number), officer, again)
    file, client = case.attachments.get(), desk("sc.officer")
    assert client.get(address(file)).status_code == 200
    assert NAME in client.get(f"/case/{number}/more/links").content.decode()
    execute(declared(), officer, number)
    assert client.get(address(file)).status_code == 403
    assert NAME not in client.get(f"/case/{number}/more/links").content.decode()
