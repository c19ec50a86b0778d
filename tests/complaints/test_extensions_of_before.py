"""A case whose extension held from its approval moves to words by which it holds from the telling (CLK-09, AUT-05)."""

from __future__ import annotations

from datetime import datetime

import pytest

from redress.casework import moment
from redress.casework.models import RulebookVersion
from redress.casework.rulebooks import opened
from redress.clocks.models import Clock
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.journal import JOURNAL
from redress.complaints.law import extension
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.telling import RecordAttempt
from redress.complaints.models import Complaint
from redress.complaints.rulebooks import rulebook_migration
from tests.complaints.inputs import transfer
from tests.complaints.test_rulebook_migration import move, newer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLK-09", "AUT-05")]

OLD, NEW = local("2026-12-19 00:00"), local("2027-01-18 00:00")
"""18 November and 30 days, inclusive; and 30 more."""
GIVEN = {"source": "direct", "channel": "letter", "class_code": "payments", "complexity": "complex"}


@pytest.fixture
def number(actor, monkeypatch) -> str:
    """A complex case of 18 November under words of before; the province allowed more time on the 25th."""
    monkeypatch.setattr(extension, "told", _told_as_before)
    with moment.at(local("2026-11-18 09:30")):
        first = Complaint.objects.get(number=execute(transfer(**GIVEN), actor("cd.officer")).number)
    of_before(first.rulebook)
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(**GIVEN), actor("cd.officer")).number
        execute(Confirm(means="call", words="已受理"), actor("cd.officer"), number)
    with moment.at(local("2026-11-25 10:00")):
        execute(AskExtension(reason="病历在外省"), actor("cd.officer"), number)
        execute(Approve(approval=1), actor("sc.cshead"), number)
    assert law(number) == NEW, "allowed is enough"
    return number


def _told_as_before(case, at: datetime) -> None:
    """All that telling the customer did while no journal named it."""
    case.row.notice_owed = False


def of_before(shipped: RulebookVersion) -> RulebookVersion:
    """The same method on words of the law's limit by which an extension holds from its approval."""
    wanted = "holds_from: telling"
    texts = {name: text.replace(wanted, "holds_from: approval") for name, text in shipped.texts.items()}
    assert texts != shipped.texts
    return RulebookVersion.objects.create(
        name=shipped.name, version="2026.1", effective=shipped.effective, digest="before", texts=texts
    )


def law(number: str) -> datetime:
    clock = Clock.objects.filter(file__number=number, key="resolution_law").order_by("id").last()
    return clock.due_at


def names(number: str) -> list[tuple[str, datetime]]:
    row = Complaint.objects.get(number=number)
    found = JOURNAL.events_of([row.pk])[row.pk]
    return [(each.name, each.at) for each in found if each.name == "extension_told"]


def tell(actor, number: str, at: str) -> None:
    with moment.at(local(at)):
        told = TellExtension(means="call", words="延长三十日", reference="录音 2")
        execute(told, actor("cd.officer"), number)


def moved(actor, number: str, tmp_path, at: str) -> rulebook_migration.Preview:
    """Move it; what the preview said before."""
    row = Complaint.objects.get(number=number)
    with moment.at(local(at)):
        version = newer(tmp_path, opened(row.rulebook))
        assert opened(version).method.clocks["resolution_law"].extends.holds_from == "telling"
        seen = rulebook_migration.preview(actor("sc.cshead"), rulebook_migration.Plan(row.rulebook, version))
        execute(move(version), actor("sc.cshead"), number)
    return seen


def test_what_the_customer_was_told_of_goes_on_holding(actor, number, tmp_path):
    tell(actor, number, "2026-11-26 10:00")
    assert names(number) == []
    seen = moved(actor, number, tmp_path, "2026-12-24 10:00")
    assert law(number) == NEW
    assert names(number) == [("extension_told", local("2026-11-26 10:00"))]
    assert "resolution_law" not in {each.clock for each in seen.sample}


def test_who_could_not_be_reached_counts_as_told_by_the_last_attempt(actor, number, tmp_path):
    for day in ("26", "27", "30"):
        with moment.at(local(f"2026-11-{day} 10:00")):
            execute(
                RecordAttempt(what="extension", means="call", words="无人接听"), actor("cd.officer"), number
            )
    assert not Complaint.objects.get(number=number).notice_owed
    moved(actor, number, tmp_path, "2026-12-24 10:00")
    assert law(number) == NEW
    assert [name for name, _at in names(number)] == ["extension_told"]


def test_what_nobody_told_holds_only_when_it_is_told(actor, number, tmp_path, monkeypatch):
    with moment.at(local("2026-11-26 10:00")):
        execute(RecordAttempt(what="extension", means="call", words="无人接听"), actor("cd.officer"), number)
    seen = moved(actor, number, tmp_path, "2026-11-27 10:00")
    assert (law(number), names(number)) == (OLD, [])
    assert ("resolution_law", "earlier") in seen.by_clock
    monkeypatch.undo()
    tell(actor, number, "2026-11-30 10:00")
    assert law(number) == NEW


def test_what_its_journal_tells_of_is_not_told_twice(actor, number, tmp_path, monkeypatch):
    monkeypatch.undo()
    tell(actor, number, "2026-11-26 10:00")
    moved(actor, number, tmp_path, "2026-12-24 10:00")
    assert law(number) == NEW
    assert len(names(number)) == 1
