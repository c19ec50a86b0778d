"""Publishing, replaying, moving: pages of whoever keeps the method."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from redress.casework.models import RulebookVersion
from redress.casework.rulebooks import opened
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.models import OrganisationEntry
from tests.complaints.inputs import transfer
from tests.complaints.test_rulebook_migration import changed, confirm_in_hours, newer


@pytest.fixture
def case(actor, wednesday):
    return Complaint.objects.get(number=execute(transfer(), actor("sc.officer")).number)


def file_of(case, **sections):
    text = changed(opened(case.rulebook), **sections)
    return SimpleUploadedFile("next.yaml", yaml.safe_dump(text, allow_unicode=True).encode())


@pytest.mark.req("CLK-10")
def test_the_page_tells_what_would_have_been_late(desk, case, tmp_path):
    version = newer(tmp_path, opened(case.rulebook), **confirm_in_hours())
    client = desk("sc.cshead", language="en")
    assert client.get("/rulebook/simulate").status_code == 200
    asked = {"rulebook": f"{version.name} {version.version}", "first": "2026-11-16", "last": "2026-11-20"}
    page = client.get("/rulebook/simulate", asked).content.decode()
    assert "1 case replayed" in page
    assert "Newly late" in page
    wrong = client.get("/rulebook/simulate", asked | {"last": "2026-11-01"})
    assert wrong.status_code == 422


@pytest.mark.req("CLK-09")
def test_moving_is_previewed_and_needs_a_reason(desk, case, tmp_path):
    version = newer(tmp_path, opened(case.rulebook), **confirm_in_hours())
    client = desk("sc.cshead", language="en")
    asked = {"source": str(case.rulebook), "target": str(version), "unit": "sc"}
    page = client.get("/rulebook/migrate", asked).content.decode()
    assert "1 open case" in page
    assert "due earlier" in page
    assert case.number in page
    assert "Say why" in client.post("/rulebook/migrate", asked).content.decode()
    case.refresh_from_db()
    assert case.rulebook != version


@pytest.mark.req("CLK-09", "SEC-01")
def test_a_handler_moves_nothing(desk, case):
    assert desk("sc.officer").get("/rulebook/migrate").status_code == 403


@pytest.mark.req("CLK-09", "SYS-03")
def test_a_file_is_compared_with_what_is_in_force_before_it_is_published(desk, case):
    client = desk("admin", language="en")
    page = client.post("/rulebook/publish", {"file": file_of(case, **confirm_in_hours())})
    words = page.content.decode()
    assert "clocks.confirm.limit" in words
    assert not RulebookVersion.objects.filter(version="2027.1").exists()
    sent = {
        "text": file_of(case, **confirm_in_hours()).read().decode(),
        "name": "next.yaml",
        "confirmed": "yes",
    }
    assert client.post("/rulebook/publish", sent).status_code == 302
    assert RulebookVersion.objects.filter(version="2027.1").exists()
    entry = OrganisationEntry.objects.filter(what="rulebook_published").latest("id")
    assert entry.after["version"] == "2027.1"


@pytest.mark.req("CLK-09", "SYS-03")
def test_a_file_that_does_not_hold_names_line_and_rule(desk, case):
    page = desk("admin", language="en").post(
        "/rulebook/publish", {"file": file_of(case, clocks={"confirm": {"limit": "9 moons"}})}
    )
    assert page.status_code == 422
    assert "next.yaml:" in page.content.decode()
    assert "clocks.confirm" in page.content.decode()
    assert "9 moons" in page.content.decode()
    binary = SimpleUploadedFile("next.yaml", b"\xff\xfe\x00")
    assert desk("admin").post("/rulebook/publish", {"file": binary}).status_code == 422


@pytest.mark.req("CLK-09", "SEC-01")
def test_publishing_is_the_administrators(desk, case):
    text = file_of(case, **confirm_in_hours()).read().decode()
    sent = {"text": text, "name": "next.yaml", "confirmed": "yes"}
    assert desk("sc.cshead").post("/rulebook/publish", sent).status_code == 403
    assert not RulebookVersion.objects.filter(version="2027.1").exists()
