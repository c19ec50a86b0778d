"""Take over a claim with its history from another system: one command a claim, however many events it had (INT-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Self

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.command import Facts
from redress.casework.inputs import Code, Codes, Line, PersonName, PhoneOfBefore, ShortLine, Text, Yuan
from redress.casework.refusals import check_code, refuse
from redress.claims import histories, standard
from redress.claims.commands.base import Automatic
from redress.claims.file import OpenClaim, worst
from redress.claims.histories import Happened
from redress.claims.kinds import HANDLES, ClaimOutcome, Complexity, Injury, PaymentKind, Role, Way
from redress.claims.models import ClaimPaper, ClaimParty, Decision, Payment
from redress.claims.numbers import NUMBERS
from redress.claims.rules.one_time import needed
from redress.claims.states import FINAL, ClaimState
from redress.importing import runs
from redress.organisation.actor import Actor
from redress.organisation.chain import chain
from redress.organisation.models import Unit
from redress.rulebook import Rulebook


class ImportClaim(Automatic):
    """Enter a claim of another system with what happened to it (INT-17).

    The clocks are told all of it: what was missed there is missed, and stands in the claim. Of steps that had passed
    before it came here nobody is warned, urged or told. `fingerprint` is a hash of the source's rows: a later import
    compares it and reports a claim that has changed there.
    """

    name = "import_claim"
    label = gettext_lazy("Import")
    icon = "file-import"
    cite = ("INT-17", "CLM-09")
    creates = True
    draws = False

    external_source: Annotated[
        str, Field(min_length=1, max_length=40, title=gettext_noop("Earlier register"))
    ]
    external_number: Annotated[str, Field(min_length=1, max_length=60, title=gettext_noop("Number there"))]
    fingerprint: str = ""
    unit: Code = Field(title=gettext_noop("Handling unit"))
    line: Code = Field(title=gettext_noop("Line of insurance"))
    loss_cause: Code = Field(title=gettext_noop("Cause of the loss"))
    losses: Codes = Field(min_length=1, max_length=10, title=gettext_noop("Kinds of loss"))
    complexity: Complexity = Field(default=Complexity.SIMPLE, title=gettext_noop("Complexity"))
    way: Way = Field(default=Way.PHONE, title=gettext_noop("How it was reported"))
    policy_number: ShortLine = Field(default="", title=gettext_noop("Policy number"))
    name_of_insured: PersonName = Field(default="", title=gettext_noop("Name"))
    phone: PhoneOfBefore = Field(default="", title=gettext_noop("Telephone"))
    place: Line = Field(default="", title=gettext_noop("Where it happened"))
    course: Text = Field(default="", title=gettext_noop("What happened"))
    estimate: Yuan | None = Field(default=None, title=gettext_noop("Estimated loss"))
    outcome: ClaimOutcome | None = Field(default=None, title=gettext_noop("Decision"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    happened: tuple[Happened, ...] = Field(min_length=1, title=gettext_noop("Done in the earlier register"))
    run: int | None = Field(default=None, title=gettext_noop("Import"))

    _place: Place = PrivateAttr()
    _key: int = PrivateAttr()

    @classmethod
    def prepare(cls, work: Sequence[tuple[Self, OpenClaim]]) -> None:
        """One look at each unit and one statement for all numbers of the batch, if all of it can be taken."""
        places: dict[str, Place] = {}
        for command, file in work:
            if command.unit not in places:
                places[command.unit] = Place.of(command.unit, file.now)
            command._fits(places[command.unit])
        runs.hold({command.run for command, _file in work if command.run is not None})
        for (command, _file), key in zip(work, NUMBERS.take(len(work)), strict=True):
            command._place, command._key = places[command.unit], key

    def check(self, file: OpenClaim, actor: Actor) -> None:
        """`prepare` asked before it took a number: a refusal must leave no hole."""

    def _fits(self, place: Place) -> None:
        place.check(self.line, self.loss_cause, self.losses)
        events = histories.in_order(self.happened)
        if histories.first(events, "claim_reported") is None:
            refuse("CLM-02", _("No event says when it was reported. Add that row."), field="happened")
        if histories.stands(events)[0] in histories.BEYOND and self._amount is None:
            refuse(
                "CLM-08",
                _("It was decided and is still open, and nothing says for how much. Correct the mapping: name the "
                  "column with the amount."),
                field="amount",
            )  # fmt: skip

    @property
    def _amount(self) -> Decimal | None:
        """What was decided; a refusal is about nothing."""
        return Decimal(0) if self.outcome is ClaimOutcome.REFUSE else self.amount

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        row, place, events = file.row, self._place, histories.in_order(self.happened)
        reported = histories.first(events, "claim_reported")
        assert reported is not None
        row.id, row.number = self._key, NUMBERS.number(reported, self._key)
        row.rulebook_id, row.unit, row.owner_id = place.version, place.unit, place.owner(row.pk)
        row.reported_at, row.told_by, row.rough_days = reported, self.way, 0
        for name in ("external_source", "external_number", "way", "policy_number", "line", "loss_cause", "losses",
                     "complexity", "place", "course", "estimate"):  # fmt: skip
            setattr(row, name, getattr(self, name))
        row.injury = worst(Injury.NONE, *(place.rulebook.method.losses[loss].hurts for loss in self.losses))
        known = histories.first(events, "loss_known") or reported
        row.occurred_at = row.known_at = known
        row.requested_at = histories.first(events, "claim_requested")
        row.import_run_id = self.run
        state, file.since = histories.stands(events)
        row.closed_at = file.since if state in FINAL else None
        if self.name_of_insured or self.phone:
            file.add(ClaimParty(claim=row, role=Role.INSURED, name=self.name_of_insured, phone=self.phone))
        self._papers(file, events, state)
        self._decision(file, events)
        file.taken_over = True
        self._tell(file, events, known)
        return {"fingerprint": self.fingerprint, "events": len(self.happened)}

    def _tell(self, file: OpenClaim, events: Sequence[tuple[str, datetime]], known: datetime) -> None:
        """All that happened, to the clocks."""
        file.event("loss_known", known, subject=dict(file.facts))
        decided = {"outcome": self.outcome.value} if self.outcome else {}
        for what, at in events:
            if what != "loss_known":
                file.event(what, at, subject=decided if what == "claim_decided" else {})

    def _papers(self, file: OpenClaim, events: Sequence[tuple[str, datetime]], state: ClaimState) -> None:
        """Of an open claim that waits for papers, the list that was to be told; who works on it ticks what came."""
        if state in FINAL or histories.first(events, "papers_complete") is not None:
            return
        for code in needed(self._place.rulebook.method.papers, self.losses, file.facts):
            file.add(ClaimPaper(claim=file.row, code=code, asked_at=file.row.reported_at))

    def _decision(self, file: OpenClaim, events: Sequence[tuple[str, datetime]]) -> None:
        """What was decided and paid, where the history says for how much."""
        decided, amount = histories.first(events, "claim_decided"), self._amount
        if decided is None or amount is None or self.outcome is None:
            return
        told, paid = (histories.first(events, what) for what in ("claim_decision_told", "claim_paid"))
        said = {"outcome": self.outcome, "amount": amount, "decided_at": decided, "told_at": told}
        file.add(Decision(claim=file.row, ordinal=1, **said))
        if histories.first(events, "claim_agreed") is not None:
            file.row.agreed_amount = amount
        if paid is not None:
            file.add(Payment(claim=file.row, kind=PaymentKind.FULL, amount=amount, at=paid))

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return histories.stands(histories.in_order(self.happened))[0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the claims of a batch go: unit, standard in force, who handles them."""

    unit: Unit
    version: int
    rulebook: Rulebook
    people: tuple[int, ...]

    @classmethod
    def of(cls, code: str, now: datetime) -> Place:
        """Raises Refusal for a unit that is not there, or where nobody handles claims."""
        found = standard.followed(code, timezone.localdate(now))
        if found is None:
            refuse(
                "ORG-07", _("There is no unit %(unit)s. Give the code of one.") % {"unit": code}, field="unit"
            )
        levels = (level.people(HANDLES) for level in chain(found.unit.pk).levels)
        people = next(filter(None, levels), ())
        if not people:
            refuse(
                "CLM-02",
                _("Nobody handles claims in %(unit)s or above. Have somebody appointed as claims handler, or choose "
                  "another unit.") % {"unit": found.unit},
                field="unit",
            )  # fmt: skip
        return cls(found.unit, found.version.pk, found.rulebook, tuple(people))

    def owner(self, key: int) -> int:
        """Whoever handles claims there takes them in turn."""
        return self.people[key % len(self.people)]

    def check(self, line: str, loss_cause: str, losses: Sequence[str]) -> None:
        """Refuse codes that the standard does not know."""
        method = self.rulebook.method
        check_code("CLM-02", "line", line, method.lines)
        check_code("CLM-02", "loss_cause", loss_cause, method.loss_causes)
        for loss in losses:
            check_code("CLM-02", "losses", loss, method.losses)
