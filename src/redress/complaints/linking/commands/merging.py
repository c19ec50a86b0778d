"""Merging a further filing into the case it repeats, inside the legal period (CLO-08, Order 2020-3 art. 18(3))."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.command import Facts
from redress.casework.inputs import Code, Codes, Line, Moment, ShortLine, Text
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints import numbers
from redress.complaints.case import Case, subject_change
from redress.complaints.closing import closers
from redress.complaints.commands import common
from redress.complaints.commands.base import Accompanying, Command
from redress.complaints.commands.families import Family
from redress.complaints.intake import levels
from redress.complaints.kinds import LinkKind, Source
from redress.complaints.law import new_facts as facts
from redress.complaints.law.commands import earlier_limit
from redress.complaints.linking import filings, links, taking_over
from redress.complaints.linking.commands.linking import earlier
from redress.complaints.models import Complaint, EarlierLimit, Party
from redress.complaints.recusing import recusal
from redress.complaints.stated import RECEIPT
from redress.complaints.writes import ENDS
from redress.messages.models import Alert, AlertKind
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.rulebook import OPEN_STATES, State
from redress.rulebook.linking import Verdict


class Merge(Command):
    """Merge the case into an earlier one of the same complainant about the same matter (CLO-08).

    Only inside the legal period of the earlier case, and never across customers. The case ends under its own number;
    its matters, people and evidence are seen from the case it was merged into. With new facts and reasons the legal
    limit of that case starts anew from the receipt of this one (CLK-05); the same again leaves it running.
    """

    name = "merge"
    act = "work"
    label = gettext_lazy("Merge into an earlier case")
    icon = "git-merge"
    cite = ("CLO-08", "CLK-05")
    duties = common.HANDLING
    moves = dict.fromkeys(OPEN_STATES, State.MERGED)
    family = Family.LINKS
    writes = ENDS | Writes(add=("complaints_link",))

    into: ShortLine = Field(min_length=1, title=gettext_noop("Earlier case"))
    new_facts: Text = Field(default="", title=gettext_noop("New facts and reasons it brings, if any"))
    remark: Text = Field(default="", title=gettext_noop("Remark"))

    _to: Complaint = PrivateAttr()
    _ruled: Verdict = PrivateAttr()

    example = {"into": "L2026-0000101", "remark": "客户在期限内再次提出同一投诉。"}

    @property
    def also_locks(self) -> tuple[str, ...]:
        return (numbers.written(self.into),)

    def check(self, case: Case, actor: Actor) -> None:
        links.check_not_escalated(case.row, "into")
        self._to, self._ruled = earlier(case, self.into, LinkKind.MERGE, "", "into", actor)

    def do(self, case: Case, actor: Actor) -> Facts:
        return end_into(case, self._to, self._ruled, self.remark, actor)

    def companions(self, case: Case) -> list[tuple[Accompanying, str]]:
        return [(absorbing(case, self._to, self.new_facts), self._to.number)]


def absorbing(case: Case, to: Complaint, new_facts: str) -> Absorb:
    """What is given to the case that this one was merged into."""
    row = case.row
    return Absorb(
        number=row.number,
        complainants=row.complainants,
        joining=filings.joining(row, [each for each in case.inserts if isinstance(each, Party)], to),
        new_facts=new_facts,
        received_at=row.received_at,
        source=Source(row.source),
        source_reference=row.source_reference,
        received_unit=row.received_unit_id,
        unconfirmed=row.confirmed_at is None
        and "confirmed_written" in case.rulebook.before_closing(case.subject),
        limits=[] if row._state.adding else earlier_limits(case),
        level=row.level,
        level_rule=row.level_rule,
        sale_stage=row.sale_stage,
        callback_finding=row.callback_finding,
        classes=taking_over.matters(case),
        counted=row.counted,
        about_whom=taking_over.about_whom(case),
        conflicts=taking_over.declared(case),
        handled_before=recusal.handled_before(case),
        holds=taking_over.holds(case),
    )


def earlier_limits(case: Case) -> list[int]:
    """Limits of regulators' offices that hold for the merged case, by their ids."""
    return list(case.row.earlier_limits.filter(replaced_by=None).values_list("pk", flat=True))


def end_into(case: Case, to: Complaint, ruled: Verdict, remark: str, actor: Actor) -> Facts:
    """The link, the end of the case's orders and clocks, and the alert to the other case's owner."""
    link = links.make(case, to, LinkKind.MERGE, ruled, remark, actor)
    ended = [] if case.row._state.adding else common.end_orders(case)
    case.event("merged", about=to.number)
    case.share("merged", user=to.owner_id)  # who sees the other case sees what came with this one
    for share in to.shares.all():
        case.share("merged", department=share.department_id, user=share.user_id)
    case.add(
        Alert(file_id=to.pk, user_id=to.owner_id, kind=AlertKind.ASSIGNED, at=case.now, words=case.row.number)
    )
    return links.facts(link) | {"ended_orders": [*ended]}


BETWEEN = "; "
"""Between the numbers under which several offices passed a case on."""


class Absorb(Accompanying):
    """Another case was merged into this one: it takes over what is stricter there, and new facts restart the limits.

    Stricter: who passed it on and therefore who closes it, the head count, the level, that it counts, that a bank sold
    it and therefore the flow, what a callback found, the earlier limits of regulators' offices, who must keep out,
    legal holds, and that its customer has yet to be told that a transferred filing is accepted, within the limit from
    when that was received (CLO-08, CLO-10, CLS-05, FLW-12, INT-07, INT-08, ORG-13, CLK-05). `taking_over.CARRIED`
    lists the columns.
    """

    name = "absorb"
    act = None
    label = gettext_lazy("Take up a merged case")
    icon = "git-merge"
    cite = ("CLO-08", "CLK-05")
    family = Family.LINKS
    branches = {before: (after, before) for before, after in facts.BACK.items()}

    times = {"received_at": Span(RECEIPT, "CLO-08")}

    number: ShortLine = Field(min_length=1, title=gettext_noop("Merged case"))

    complainants: int = Field(default=1, ge=1, title=gettext_noop("Number of complainants"))
    joining: int = Field(default=0, ge=0, title=gettext_noop("Complainants who join"))
    new_facts: Text = Field(default="", title=gettext_noop("What is new"))
    received_at: Moment | None = Field(default=None, title=gettext_noop("Received at"))
    source: Source = Field(default=Source.DIRECT, title=gettext_noop("Passed on by"))
    source_reference: ShortLine = Field(default="", title=gettext_noop("Their reference"))
    received_unit: int | None = Field(default=None, title=gettext_noop("Received by"))
    unconfirmed: bool = Field(default=False, title=gettext_noop("Acceptance not yet told"))
    limits: list[int] = Field(default=[], max_length=50, title=gettext_noop("Earlier limits"))
    level: Code = Field(default="", title=gettext_noop("Level"))
    level_rule: Line = Field(default="", title=gettext_noop("Rule of the level"))
    sale_stage: Code = Field(default="", title=gettext_noop("Stage of the bank's sale"))
    callback_finding: Code = Field(default="", title=gettext_noop("What the callback found"))
    classes: Codes = Field(default=[], max_length=12, title=gettext_noop("Classes of its matters"))
    counted: bool = Field(default=False, title=gettext_noop("Counted in appraisal"))
    about_whom: Line = Field(default="", title=gettext_noop("Complained of"))
    conflicts: list[int] = Field(default=[], max_length=200, title=gettext_noop("Conflicts of interest"))
    handled_before: list[int] = Field(default=[], max_length=200, title=gettext_noop("Conflicts of interest"))
    holds: list[int] = Field(default=[], max_length=50, title=gettext_noop("Legal holds"))

    def check(self, case: Case, actor: Actor) -> None:
        taking_over.check(case, self.about_whom)
        if self.new_facts:
            facts.check(case, self.new_facts, self.received_at or case.now, fields=("into", "new_facts"))

    def leads_to(self, case: Case) -> State:
        return facts.BACK.get(case.state, case.state) if self.new_facts else case.state

    def do(self, case: Case, actor: Actor) -> Facts:
        row, before = case.row, dict(case.subject)
        # What is stricter holds from when it came, which may lie before its entry, never before this case was received.
        at = self.received_at or case.now
        since = max(at, row.received_at)
        row.complainants = max(row.complainants + self.joining, self.complainants)
        self._take_over_source(case)
        levels.take_over(case, self.level, self.level_rule)
        levels.raise_by_rule(case)
        row.counted = row.counted or self.counted
        taking_over.take_sale_stage(case, self.sale_stage)
        taking_over.take_finding(case, self.callback_finding)
        changed = subject_change(before, case.subject) | taking_over.further_flow(case, self.classes)
        case.event("absorbed", at=since, about=self.number, subject=changed)
        if self.unconfirmed and self.source != Source.DIRECT:
            row.confirmed_at = None
            case.event("transfer_absorbed", at=since, about=self.number)
        self._take_over_limits(case)
        taking_over.take_conflicts(case, self.conflicts, self.handled_before, self.about_whom)
        taking_over.take_holds(case, self.holds)
        said: Facts = {"number": self.number, "source": row.source, "source_before": before["source"]}
        said |= {"level": row.level, "counted": row.counted, "flow": row.flow}
        if not self.new_facts:
            return said
        facts.take(case, actor, self.new_facts, at)
        return said | {"received_at": at.isoformat()}

    def _take_over_limits(self, case: Case) -> None:
        """What an office set for the merged case holds for the one that takes it up (CLK-12)."""
        taken = case.row.earlier_limits.count() if self.limits else 0
        for place, known in enumerate(EarlierLimit.objects.filter(pk__in=self.limits), start=taken + 1):
            earlier_limit.enter(
                case,
                EarlierLimit(
                    complaint=case.row,
                    number=place,
                    office=known.office,
                    reference=known.reference,
                    last_day=known.last_day,
                    received_at=known.received_at,
                    evidence=known.evidence,
                    by_id=known.by_id,
                    at=case.now,
                ),
            )

    def _take_over_source(self, case: Case) -> None:
        """The stricter source, the numbers of all who passed it on, and the unit that closes where the merged filing
        would be closed further up (CLO-01)."""
        row = case.row
        row.source = closers.stricter(row.source, self.source)
        if self.source_reference not in ("", *row.source_reference.split(BETWEEN)):
            row.source_reference = BETWEEN.join(filter(None, (row.source_reference, self.source_reference)))
        if self.received_unit is None:
            return
        received = Unit.objects.get(pk=self.received_unit)
        ours, theirs = closers.place(case), closers.of_filing(case, self.source, received)
        if ours and theirs and theirs.step > ours.step:
            row.closing_unit_id = theirs.level.unit
