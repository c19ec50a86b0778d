"""The auditor's morning, what was sealed: a printed checkpoint is compared, a change of the night is found (SEC-04)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile

from redress.complaints.executor import execute
from redress.evidence import storing
from redress.operations import checkpointing
from redress.operations.verifying import engine
from redress.sealing import checkpoints
from tests.complaints.inputs import transfer
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.req("SEC-04")]


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], each["nodes"][0]["html"][:120])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def test_a_printed_code_is_compared_and_a_file_changed_overnight_is_named(open_desk, actor):
    execute(transfer(), actor("sc.officer"))
    paper = ContentFile(b"%PDF-1.4\n% a paper of the customer\n%%EOF\n")
    blob = storing.store(paper, "paper.pdf").blob
    made = checkpointing.make()[-1]
    engine.verify(whole=True)
    page = open_desk("ho.auditor", "/checkpoints")
    page.get_by_label("编号").fill(str(made.pk))
    page.get_by_label("纸面校验码").fill(checkpoints.code(made.statement))
    page.locator("form.inline-form button").click()
    page.get_by_text("就是纸面所载的检查点").wait_for()
    picture(page, "checkpoint-compared")
    assert serious(page) == []
    kept = storing.path_of(blob.sha256)
    kept.chmod(0o640)
    content = bytearray(kept.read_bytes())
    content[-1] ^= 1
    kept.write_bytes(bytes(content))  # overnight, beside the house
    engine.verify(whole=True)
    page.goto(page.url.partition("?")[0])
    page.get_by_text(blob.sha256).wait_for()
    page.get_by_text("与入库时不符").wait_for()
    picture(page, "file-changed-overnight")
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
