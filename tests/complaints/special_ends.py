"""What must become of a case with special things: how each is seen at the end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from redress.casework import moment
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.closing import closers
from redress.complaints.flows import gates
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.recusing import recusal
from redress.organisation.models import Unit, User
from tests.complaints.special_things import CANNOT_BE, DUE, THINGS, Story
from tests.fixtures.insurer import local


def transferred(story: Story, row: Complaint) -> None:
    place = closers.place(Case(row, moment.now()))
    assert row.source == "regulator"
    assert Unit.objects.get(pk=place.level.unit).code == "sc", "the province closes it"


def deputised(_story: Story, row: Complaint) -> None:
    entry = JournalEntry.objects.get(complaint=row, command="place_hold")
    assert entry.facts["on_behalf_of"] == User.objects.get(username="sc.cshead").pk


def merged(story: Story, row: Complaint) -> None:
    gone = Complaint.objects.get(number=story.second)
    assert (gone.state, gone.links.get().to_id) == ("merged", row.pk)
    assert not Clock.objects.filter(file_id=gone.pk, status__in=["running", "paused"]).exists()


def major(story: Story, row: Complaint) -> None:
    """With the case its emergency is over; an imported one had its time in the other register."""
    emergency = "" if story.has("import") else "ended" if story.has("withdrawal") else "running"
    assert (row.level, row.emergency) == ("major", emergency)


def kept_out(_story: Story, row: Complaint) -> None:
    keeper = User.objects.get(username="cd.officer").pk
    assert recusal.reasons(Case(row, moment.now()), keeper, "work"), "who must keep out keeps out to the end"
    assert row.owner_id not in (None, keeper), "and somebody else has the case"


def regraded(story: Story, row: Complaint) -> None:
    """Five working days from the 18th end with the 25th. From the 16th three had ended with the 19th, before it was
    found difficult: what had passed stays passed."""
    assert row.grade == "difficult"
    ends = "2026-11-20 00:00" if story.has("late entry") else "2026-11-26 00:00"
    assert Clock.objects.get(file_id=row.pk, key="banca_closing").due_at == local(ends)


def called_back(_story: Story, row: Complaint) -> None:
    assert row.callbacks.count() == 1
    assert row.proposals.get(position=1).state == "rejected"
    assert not row.sign_offs.exists()


ENDS: dict[str, Callable[[Story, Complaint], object]] = {
    "transfer": transferred,
    "group": lambda _, row: _same((row.complainant_kind, row.complainants), ("group", 5)),
    "flow": lambda story, row: _same(row.flow, "underwriting" if story.has("centralised") else "claims"),
    "second matter": lambda _, row: _same(row.matters.count(), 2),
    "centralised": lambda _, row: _same(gates.centralised(Case(row, moment.now())) is None, False),
    "major": major,
    "deputies": deputised,
    "merge": merged,
    "recusal": kept_out,
    "committee": lambda _, row: _same(row.committee, "executed"),
    "import": lambda _, row: _same((row.external_source, row.external_number), ("旧系统", "TS-0815")),
    "repeat": lambda story, row: _same(row.links.get(kind="repeat").to.number, story.earlier),
    "regrade": regraded,
    "urging": lambda _, row: _same(row.urgings.filter(order__isnull=False).count(), 1),
    "callback": called_back,
}


"""What is so in the end wherever the thing happened."""


def _same(seen: object, right: object) -> None:
    assert seen == right


def expected_end(story: Story) -> None:
    row = story.row
    for thing in story.pair:
        if thing in ENDS:
            ENDS[thing](story, row)


def limits(story: Story) -> None:
    """The legal limit by hand; after the telling it is met, and the review has a limit of its own."""
    law = Clock.objects.filter(file_id=story.row.pk, key="resolution_law").order_by("occurrence").last()
    if story.has("review"):
        assert law.status == "met"
        asked = Clock.objects.get(file_id=story.row.pk, key="review")
        assert (asked.status, asked.due_at) == ("running", local("2027-01-10 00:00"))
        return
    bearing = frozenset(story.pair) & {"late entry", "pause", "extension", "new facts", "callback"}
    assert (law.status, law.due_at) == ("running", local(f"{DUE[bearing]} 00:00"))


def ended(story: Story) -> None:
    """A withdrawal ends everything on the day it came (INT-13)."""
    row = story.row
    assert (row.state, row.state_since) == ("withdrawn", local("2026-12-11 10:00"))
    assert not row.orders.filter(state="open").exists()
    assert (row.approvals_waiting, row.under_review, row.paused) == (0, False, "")
    assert not Clock.objects.filter(file_id=row.pk, status__in=["running", "paused"]).exists()


PAIRS = [pair for pair in combinations(THINGS, 2) if frozenset(pair) not in CANNOT_BE]
