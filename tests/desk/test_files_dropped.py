"""Files are dropped, pasted and chosen several at once; each that is refused is named with why (FLW-05, SEC-05)."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.evidence.models import Attachment, Upload
from tests.complaints.inputs import visit
from tests.desk.test_register import typed

pytestmark = [pytest.mark.req("FLW-05", "SEC-05"), pytest.mark.django_db]

PDF = b"%PDF-1.4\n% one\n%%EOF\n"
PASTE = """([target, names]) => {
    const given = new DataTransfer();
    for (const name of names) given.items.add(new File([`%PDF-1.4\\n% ${name}\\n%%EOF\\n`], name));
    const event = new ClipboardEvent("paste", {clipboardData: given, bubbles: true, cancelable: true});
    document.querySelector(target).dispatchEvent(event);
}"""
DROP = """([target, names]) => {
    const given = new DataTransfer();
    for (const name of names) {
        const content = name.endsWith("pdf") ? `%PDF-1.4\\n% ${name}\\n%%EOF\\n` : "MZ";
        given.items.add(new File([content], name));
    }
    const event = new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true});
    document.querySelector(target).dispatchEvent(event);
}"""


def handed_in(client, name="合同.pdf", content=PDF, **more):
    return client.post("/upload", {"file": SimpleUploadedFile(name, content), **more})


def handle_of(answer):
    return re.search(r'name="files\.\d+\.upload" value="([^"]+)"', answer.content.decode())[1]


def test_what_was_handed_in_with_a_registration_is_attached_to_it(desk, wednesday):
    client = desk("cd.officer")
    files = {}
    for place, name in enumerate(("合同.pdf", "截图.pdf")):
        answer = handed_in(client, name, PDF + name.encode(), place=place)
        files |= {f"files.{place}.upload": handle_of(answer), f"files.{place}.file_name": name}
    assert client.post("/register", typed(**files)).status_code == 302
    case = Complaint.objects.get()
    names = {str(each.name) for each in Attachment.objects.filter(file_id=case.pk)}
    assert names >= {"合同.pdf", "截图.pdf"}
    assert not Upload.objects.exists()


def test_what_somebody_else_handed_in_is_attached_by_nobody_and_nothing_is_registered(desk, wednesday):
    handle = handle_of(handed_in(desk("sc.officer")))
    stolen = {"files.0.upload": handle, "files.0.file_name": "合同.pdf"}
    answer = desk("cd.officer").post("/register", typed(**stolen))
    assert answer.status_code == 422
    assert "合同.pdf" in answer.content.decode()
    assert not Complaint.objects.exists()
    assert Upload.objects.filter(handle=handle).exists()


def test_a_refused_file_is_named_with_why_and_who_may_attach_nothing_keeps_nothing(desk):
    answer = handed_in(desk("cd.officer", language="en"), "virus.exe", b"MZ")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "virus.exe" in page
    assert "upload-refused" in page
    assert handed_in(desk("admin")).status_code == 403
    assert not Upload.objects.exists()


def test_a_file_is_attached_where_the_case_is_seen_and_handled_alone(desk, actor, wednesday):
    number = execute(visit(), actor("cd.officer")).number

    def attached(who):
        file = SimpleUploadedFile("合同.pdf", PDF)
        return desk(who).post(f"/file/{number}/attach", {"file": file, "kind": "contract"}).status_code

    assert attached("nn.officer") in (403, 404)
    assert not Upload.objects.exists()
    assert attached("cd.officer") == 200
    assert str(Attachment.objects.get(kind="contract").name) == "合同.pdf"
    assert attached("cd.officer") == 422, "once is enough"


@pytest.mark.browser
def test_several_are_dropped_and_pasted_while_registering_and_stay_when_something_is_wrong(open_desk):
    page = open_desk("cd.officer", "/register")
    page.evaluate(DROP, ["#id_facts", ["一.pdf", "坏.exe", "二.pdf"]])
    lines = page.locator("#register .uploads > li")
    expect(lines).to_have_count(3)
    expect(page.locator(".upload-refused")).to_contain_text("坏.exe")
    expect(page.locator("#register input[name^='files.'][name$='.upload']")).to_have_count(2)
    page.evaluate(PASTE, ["#id_facts", ["image.png.pdf"]])
    expect(page.locator("#register input[name^='files.'][name$='.upload']")).to_have_count(3)
    page.click("#register .send")
    expect(page.locator("#register .fault-summary")).to_be_visible()
    expect(page.locator("#register input[name^='files.'][name$='.upload']")).to_have_count(3)
    page.locator("[data-drop-remove]").first.click()
    expect(page.locator("#register input[name^='files.'][name$='.upload']")).to_have_count(2)


@pytest.mark.browser
def test_files_dropped_on_the_evidence_of_a_case_stand_in_it(open_desk, actor):
    number = execute(visit(received_at="2026-11-18T09:30"), actor("cd.officer")).number
    page = open_desk("cd.officer", f"/case/{number}")
    page.evaluate(DROP, ["[data-drop]", ["一.pdf", "二.pdf"]])
    expect(page.locator("a.file").filter(has_text="一.pdf")).to_be_visible()
    expect(page.locator("a.file").filter(has_text="二.pdf")).to_be_visible()
