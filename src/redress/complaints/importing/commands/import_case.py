"""Take over a case from another register: one command a case, however many rows the source gave it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Any, Literal, Self

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    SerializationInfo,
)

from redress.casework import blank, retention
from redress.casework.command import Facts
from redress.casework.inputs import (  # fmt: skip
    Code,
    Line,
    PastMoment,
    RequiredLine,
    ShortLine,
    Yuan,
    _clean,
    _one_line,
)
from redress.casework.refusals import check_code, refuse
from redress.casework.stated import AGES, FURTHEST, Span
from redress.casework.writes import Writes
from redress.complaints import numbers
from redress.complaints.case import Case
from redress.complaints.commands.base import Automatic, Creating
from redress.complaints.importing import elsewhere
from redress.complaints.intake.commands import intake
from redress.complaints.intake.commands.people import ImportedPerson, party
from redress.complaints.kinds import Source, Validity
from redress.complaints.models import CaseText, Complaint, Matter
from redress.complaints.search import of_case
from redress.complaints.stated import IMPORTED
from redress.importing import runs
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State

PLAINLY = PlainSerializer(attrgetter("_value_"), return_type=str, when_used="json")
"""For a value of an enumeration: to be asked for its value takes it ten times as long."""

SourceWords = Annotated[str, BeforeValidator(_clean), AfterValidator(_one_line), Field(max_length=120)]
"""A code of the source, in its own words."""


Narrative = Annotated[str, BeforeValidator(_clean), Field(max_length=100_000)]
"""What another register tells of a complaint: as long as it is there."""


class ImportedMatter(BaseModel):
    """One matter as the source tells it. `recovered`: what the source's row says, in its currency; None if nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    class_code: Code
    reason_code: Code = ""
    coverage: SourceWords = ""
    reason: SourceWords = ""
    disposition: SourceWords = ""
    company: Line = ""
    recovered: Yuan | None = None


def _matters(given: tuple[ImportedMatter, ...], info: SerializationInfo) -> list[dict[str, Any]]:
    """As each says itself, in a fifth of the time where defaults are left out: as the journal has them."""
    if not info.exclude_defaults:
        return [each.model_dump(mode="json") for each in given]
    told = []
    for each in given:
        said = {name: value for name, value in each.__dict__.items() if value or name == "class_code"}
        if each.recovered is not None:
            said["recovered"] = str(each.recovered)
        told.append(said)
    return told


class OwnOfImported(BaseModel):
    """What an imported complaint has alone. All else are codes, which many have alike."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=100_000)

    external_number: Annotated[str, Field(min_length=1, max_length=60, title=gettext_noop("Number there"))]
    fingerprint: str = ""
    received_at: PastMoment
    closed_at: PastMoment | None = None
    facts: Narrative
    demand: Narrative = ""
    people: tuple[ImportedPerson, ...] = Field(default=(), title=gettext_noop("People"))
    policy_number: ShortLine = Field(default="", title=gettext_noop("Policy number"))
    claim_number: ShortLine = Field(default="", title=gettext_noop("Claim number"))
    product: Line = Field(default="", title=gettext_noop("Product"))
    about_whom: Line = Field(default="", title=gettext_noop("Complained of"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    recovered: Yuan = Field(default=Decimal(0), title=gettext_noop("Recovered for the customer"))
    companies: tuple[RequiredLine, ...] = Field(default=(), title=gettext_noop("Companies concerned"))
    matters: Annotated[tuple[ImportedMatter, ...], PlainSerializer(_matters, when_used="json")] = Field(
        min_length=1
    )
    happened: tuple[elsewhere.Happened, ...] = Field(
        default=(), title=gettext_noop("Done in the earlier register")
    )
    limits: tuple[elsewhere.Limit, ...] = Field(
        default=(), title=gettext_noop("Limits of the earlier register")
    )


class ImportCase(OwnOfImported, Automatic, Creating):
    """Enter a historic case with its matters (INT-17).

    `fingerprint` is a hash of the source's rows: a later import compares it and reports a case that has changed there.
    With `clocks` an open case has its limits from the day it was received: what is due by law is due still. Of what
    passed before it came here nobody is warned, urged or told. Without, no event is told, because the limits that ran
    in the other register are not those of our rulebook. What that register says was done is kept
    (`elsewhere`). The journal says when it was imported, the case when it happened.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=100_000)

    name = "import_case"
    act = None
    whole_numbers = True
    label = gettext_lazy("Import")
    icon = "file-import"
    cite = ("INT-17",)
    enters = frozenset({State.REGISTERED, State.CLOSED, State.ARCHIVED, State.WITHDRAWN, State.TRANSFERRED})

    times = {
        "received_at": Span(AGES, "INT-17"),
        "closed_at": Span(IMPORTED, "INT-17"),
        "happened.at": Span(IMPORTED, "INT-17"),
        "limits.last_day": Span(IMPORTED, "INT-17", FURTHEST),
    }
    writes = Writes(add=("complaints_casetext", "complaints_link", "complaints_matter", "complaints_party"))

    external_source: Annotated[
        str, Field(min_length=1, max_length=40, title=gettext_noop("Earlier register"))
    ]
    unit: Code
    channel: Code
    source: Annotated[Source, PLAINLY] = Source.DIRECT
    state: Annotated[
        Literal[State.REGISTERED, State.CLOSED, State.ARCHIVED, State.WITHDRAWN, State.TRANSFERRED], PLAINLY
    ] = State.ARCHIVED
    keep: bool = False
    level: Code = "general"
    class_code: Code
    reason_code: Code = ""
    product_line: Annotated[str, Field(max_length=60)] = ""
    validity: Annotated[Validity, PLAINLY] | None = None
    clocks: bool = False
    run: int | None = Field(default=None, title=gettext_noop("Import"))

    _ready: tuple[Place, int] = PrivateAttr()
    """Where it goes, and its id."""

    @classmethod
    def prepare(cls, work: Sequence[tuple[Self, Case]]) -> None:
        """One look at each unit and one statement for all numbers of the batch, if all of it can be taken."""
        places: dict[str, Place] = {}
        for command, case in work:
            if command.unit not in places:
                places[command.unit] = Place.of(command.unit, case.now)
            command._fits(places[command.unit])
        runs.hold({command.run for command, _case in work if command.run is not None})
        for (command, _case), case_id in zip(work, numbers.take(len(work)), strict=True):
            command._ready = places[command.unit], case_id

    def check(self, case: Case, actor: Actor) -> None:
        """`prepare` asked before it took a number: a refusal must leave no hole."""

    def _fits(self, place: Place) -> None:
        codes = {(m.class_code, m.reason_code) for m in self.matters}
        place.check(self.channel, {self.level}, {(self.class_code, self.reason_code), *codes})
        if self.closed_at and self.closed_at < self.received_at:
            refuse("INT-17", _("It was closed before it was received. Check both days."), field="closed_at")
        if self.state in (State.CLOSED, State.ARCHIVED) and self.closed_at is None:
            refuse("INT-17", _("A closed case needs the day it was closed. Give the day."), field="closed_at")

    def do(self, case: Case, actor: Actor) -> Facts:
        place, case_id = self._ready
        setting, row = place.setting, case.row
        unit, row.id = setting.lineage.unit, case_id
        blank.refer(row, unit=unit, received_unit=unit, rulebook=setting.version)
        row.number = numbers.number(unit.line, self.received_at, row.id, place.zone)
        row.owner_id = place.owner
        self._fill(case, place)
        for position, matter in enumerate(self.matters, start=1):
            case.add(matter_row(case, position, matter))
        for person in self.people:
            case.add(party(row, person))
        document, parts = of_case(row)
        case.add(blank.new(CaseText, complaint_id=row.id, document=document, parts=parts))
        if self.clocks and self.state in OPEN_STATES:
            case.taken_over = True
            case.event("received", at=self.received_at, subject=dict(case.subject))
            case.event("registered", at=self.received_at)
            for each in self.happened:
                if each.what in elsewhere.MEETS:
                    case.event(each.what, at=each.at)
        return {"fingerprint": self.fingerprint, "matters": len(self.matters)}

    def _fill(self, case: Case, place: Place) -> None:
        row = case.row
        given = self.__dict__
        blank.fill(row, {name: given[name] for name in _AS_GIVEN})
        row.registered_at = self.received_at
        # As the database has them: what is written as JSON is looked at long when it is one of an enumeration.
        row.source = self.source._value_
        row.state, row.state_since = self.state._value_, self.closed_at or self.received_at
        row.class_at_intake, row.level_at_intake = self.class_code, self.level
        row.other_classes = place.other_classes(row)
        if self.clocks and self.state in OPEN_STATES:
            # What is worked on here takes the flow of its class, as if it had been registered here (FLW-11..13).
            row.flow = case.rulebook.flow_for(case.subject)
        row.validity = self.validity._value_ if self.validity else ""
        row.external_parties = [*self.companies]
        if self.happened or self.limits:
            row.external_dates = elsewhere.kept(self.happened, self.limits)
            told = [each.at for each in self.happened if each.what == "confirmed"]
            row.confirmed_at = min(told, default=None)
        row.import_run_id = self.run
        if self.state == State.ARCHIVED:
            row.archived_at = case.now
            row.retain_until = (
                None if self.keep else retention.until(case.rulebook, row.closed_at or case.now, place.zone)
            )


_AS_GIVEN = (
    "channel", "received_at", "closed_at", "class_code", "reason_code", "level", "product_line", "facts", "recovered",
    "external_source", "external_number", "demand", "policy_number", "claim_number", "product", "about_whom", "amount",
)  # fmt: skip
"""Fields of the command that are columns of the case."""


def matter_row(case: Case, position: int, given: ImportedMatter) -> Matter:
    """The row of a matter."""
    return blank.new(
        Matter,
        complaint_id=case.row.id,
        position=position,
        class_code=given.class_code,
        reason_code=given.reason_code,
        source_reason=given.reason,
        source_coverage=given.coverage,
        source_disposition=given.disposition,
        company=given.company,
        recovered=given.recovered,
    )


@dataclass(slots=True)
class Place:
    """Where the cases of a batch go: unit, rulebook, owner; and what was already looked up there."""

    setting: intake.Setting
    owner: int
    zone: tzinfo
    _classes: dict[tuple[str, str, str], dict[str, str]]
    _checked: set[tuple[str, str]]

    @classmethod
    def of(cls, unit: str, now: datetime) -> Place:
        setting = intake.setting(unit, _NOBODY, now)
        return cls(setting, intake.owner("", setting, _NOBODY), timezone.get_current_timezone(), {}, set())

    def check(self, channel: str, levels: Set[str], codes: Set[tuple[str, str]]) -> None:
        """Refuse codes the rulebook does not list. Retired classes are welcome: the cases are old (CLS-07)."""
        method = self.setting.rulebook.method
        classes = method.class_sets["method"].codes
        for class_code, reason in codes - self._checked:
            check_code("CLS-01", "class_code", class_code, classes)
            intake.check_reason(classes[class_code].reasons, reason)
            self._checked.add((class_code, reason))
        check_code("INT-01", "channel", channel, method.channels)
        for level in levels:
            check_code("CLS-04", "level", level, method.levels)

    def other_classes(self, row: Complaint) -> dict[str, str]:
        """By the rulebook's bridges, worked out once a class, reason and channel."""
        key = (row.class_code, row.reason_code, row.channel)
        found = self._classes.get(key)
        if found is None:
            found = self._classes[key] = intake.other_classes(self.setting.rulebook, row)
        return found


_NOBODY = Actor()
