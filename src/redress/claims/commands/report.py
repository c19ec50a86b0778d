"""Take the report of a claim (报案): its number at once, people first, one list of papers, a rough time."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import PrivateAttr

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, check_code, refuse
from redress.casework.stated import AGES, Span
from redress.claims import choices, duplicates, insured, one_policy, standard
from redress.claims.catastrophes import hearing, queries
from redress.claims.commands import evidence, joining
from redress.claims.commands.new_claim import NewClaim
from redress.claims.file import OpenClaim, worst
from redress.claims.insured import Filled
from redress.claims.kinds import HANDLES, TAKES, Injury, Role, Verdict
from redress.claims.models import Catastrophe, ClaimPaper, ClaimParty
from redress.claims.rules.one_time import needed
from redress.claims.stated import LOSS
from redress.evidence.models import Upload
from redress.organisation.actor import Actor
from redress.organisation.chain import chain
from redress.organisation.companies import takes_for
from redress.organisation.models import Unit
from redress.organisation.statements import together
from redress.policies.held import Held
from redress.rulebook import Rulebook


class ReportClaim(NewClaim):
    """Take a report (CLM-02, CLM-03).

    What the insurer holds of the policy is filled in where it was not given: line, unit, people with their contacts,
    account. Whether the policy covers the loss is no reason to refuse a report; what is doubtful is stated. Refuses
    codes that the standard does not know, a loss that lies after its being known, somebody hurt to whom nobody spoke
    first, and what may be the same loss as one that was reported before; and a unit of a company for which who reports
    takes nothing. A report that is entered later than it came counts from when it came.
    """

    name = "report_claim"
    label = gettext_lazy("Report a claim")
    icon = "file-plus"
    cite = ("CLM-02", "CLM-03")
    duties = TAKES
    creates = True
    times = {"occurred_at": Span(AGES), "known_at": Span(LOSS), "reported_at": Span(LOSS)}
    prompts = {
        "unit": Prompt(choices=choices.units),
        "line": Prompt(choices=choices.of_standard("lines")),
        "loss_cause": Prompt(choices=choices.of_standard("loss_causes")),
        "losses": Prompt(choices=choices.of_standard("losses")),
        "soothing": Prompt(choices=choices.soothing),
        "people": Prompt(rows=1),
        "known_at": Prompt(unknown=True),
        "reported_at": Prompt(unknown=True),
        "catastrophe": Prompt(choices=joining.open_ones, if_any=True),
    }

    _uploads: list[Upload] = PrivateAttr(default_factory=list)
    _held: Held | None = PrivateAttr(default=None)
    _asked: bool = PrivateAttr(default=False)
    _filled: Filled = PrivateAttr()
    _unit: Unit = PrivateAttr()
    _rulebook: Rulebook = PrivateAttr()
    _version: int = PrivateAttr()
    _catastrophe: Catastrophe | None = PrivateAttr(default=None)

    example = {
        "policy_number": "P510001",
        "people": [{"role": "insured", "name": "刘建国", "phone": "13800001234"}],
        "line": "motor",
        "loss_cause": "traffic",
        "losses": ["vehicle"],
        "occurred_at": "2026-03-02T08:40:00+08:00",
        "place": "成都市人民南路四段",
        "course": "追尾，前保险杠受损，无人受伤。",
        "estimate": "6800.00",
    }

    @classmethod
    def presets(cls, file: OpenClaim | None, actor: Actor) -> Presets:
        """A first person: the insured."""
        return {"people": [{"role": Role.INSURED.value}]}

    def beforehand(self, actor: Actor, number: str) -> None:
        """Ask what the insurer holds of the policy: once, however often it is sent on."""
        if not self._asked:
            self._asked = True
            self._held = insured.ask(actor, self.policy_number, self.occurred_at, "CLM-02")

    def check(self, file: OpenClaim, actor: Actor) -> None:
        self._fill(file, actor)
        method = self._rulebook.method
        self._know_who_and_what()
        check_code("CLM-02", "loss_cause", self.loss_cause, method.loss_causes)
        for loss in self.losses:
            check_code("CLM-02", "losses", loss, method.losses)
        for said in self.soothing:
            check_code("CLM-03", "soothing", said, method.soothing)
        if self._injury is not Injury.NONE and not self.soothing:
            refuse(
                "CLM-03",
                _("Somebody was hurt. Turn to them first, and tick the words that you used."),
                field="soothing",
            )
        if self._filled.report.account and not self._filled.report.account_holder:
            refuse("CLM-11", _("Say who holds the account."), field="account_holder")
        if self.catastrophe:
            found = self._catastrophe = joining.of_report(self.catastrophe, actor)
            joining.check_fits(
                found,
                queries.against(
                    found, self._unit, self._filled.report.line, self.loss_cause, self.occurred_at
                ),
            )
        for each in self.files:
            if each.paper:
                check_code("CLM-04", "files", each.paper, method.papers)
        if not self.another_event:
            self._refuse_twice(actor)
        self._uploads = evidence.check(file, actor, self, self.files)

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        row, given = file.row, self._filled.report
        row.rulebook_id, row.unit = self._version, self._unit
        row.owner_id, row.reported_by_id = self._owner(actor), actor.id
        at = row.reported_at = self.reported_at or file.now
        for name in ("way", "told_by", "policy_number", "line", "loss_cause", "losses", "occurred_at", "place",
                     "course", "estimate", "complexity", "rough_days", "account", "account_holder"):  # fmt: skip
            setattr(row, name, getattr(given, name))
        row.known_at = self.known_at or self.occurred_at
        row.injury, row.soothing = self._injury, " ".join(self.soothing)
        row.requested_at = at if self.requested else None
        for person in given.people:
            file.add(ClaimParty(claim=row, **dict(person)))
        file.papers = {}
        papers = needed(self._rulebook.method.papers, self.losses, file.facts)
        for code in papers:
            file.papers[code] = ClaimPaper(claim=row, code=code, asked_at=file.now)
            file.add(file.papers[code])
        checked = insured.note(file, self._held, given.people)
        file.event("loss_known", row.known_at, subject=dict(file.facts))
        file.event("claim_reported", at)
        if self.requested:
            file.event("claim_requested", at)
        facts: Facts = {"number": row.number, "unit": self._unit.code, **checked}
        if self._filled.fields:
            facts["filled"] = list(self._filled.fields)
        if self._catastrophe is not None:
            heard = hearing.heard(self._catastrophe, [file])[row.pk]
            facts |= joining.follow(file, self._catastrophe, heard)
        if kept := evidence.attach(file, actor, self.files, self._uploads):
            facts["files"] = [*kept]
        return facts | {"asked": [code for code in papers if file.papers[code].verdict != Verdict.SPARED]}

    @property
    def _injury(self) -> Injury:
        """What was said of people, or what the kinds of loss say of them."""
        return worst(self.injury, *(self._rulebook.method.losses[loss].hurts for loss in self.losses))

    def _fill(self, file: OpenClaim, actor: Actor) -> None:
        """Find the unit (given, the policy's, or where it is taken), its standard, and what the insurer holds."""
        taker = None if actor.system else actor.stands_at(TAKES)
        unit = self.unit or insured.unit_of(self._held)
        found = standard.followed(unit or taker, timezone.localdate(file.now))
        if found is None:
            refuse("ORG-07", _("Say which unit handles the claim. Choose one of the list."), field="unit")
        if not takes_for(actor, TAKES, found.unit):
            raise Forbidden(
                "ORG-09",
                _(
                    "Claims of another company are reported to that company, or to the customer service of the group. "
                    "Put the customer through, or choose a unit of your company."
                ),
                "unit",
            )
        self._unit, self._version, self._rulebook = found.unit, found.version.pk, found.rulebook
        self._filled = insured.fill(self, self._held, self._rulebook, self._unit, actor)

    def _know_who_and_what(self) -> None:
        """Refuse what neither was given nor is held by the insurer."""
        given = self._filled.report
        check_code("CLM-02", "line", given.line, self._rulebook.method.lines)
        if not given.line:
            refuse(
                "CLM-02",
                _("The insurer does not say which line of insurance it is. Choose one of the list."),
                field="line",
            )
        if not given.people:
            refuse(
                "CLM-02",
                _("The insurer does not say whom the claim is about. Give the name of who is insured."),
                field="people",
            )

    def _owner(self, actor: Actor) -> int:
        """Who takes it where that one handles claims of the unit; else who does, in the unit or above it."""
        if actor.id is not None and actor.has_over(HANDLES, self._unit.pk):
            return actor.id
        people = [each for level in chain(self._unit.pk).levels for each in level.people(HANDLES)]
        if not people:
            refuse(
                "CLM-02",
                _("Nobody handles claims in %(unit)s or above. Have somebody appointed as claims handler, or choose "
                  "another unit.") % {"unit": self._unit},
                field="unit",
            )  # fmt: skip
        return people[0]

    def _refuse_twice(self, actor: Actor) -> None:
        """Another report of the policy with a loss of that time is shown instead of being made twice."""
        with together():
            turn = one_policy.ask_in_turn(self.policy_number)
            asked = duplicates.of_policy(actor, self.policy_number, self.occurred_at)
        turn.all()
        given = self._filled.report
        if found := [number for (number,) in asked.all()]:
            refuse(
                "CLM-02",
                _("A loss of that time was reported on this policy: %(numbers)s. Open it and go on there, or tick that "
                  "this is another event.") % {"numbers": listed(found)},
                field="another_event",
            )  # fmt: skip
        # Of a catastrophe many report at once, on lists that others wrote: a policy number is soon mistaken.
        of_it = self.catastrophe and duplicates.of_people(
            actor, given.people, given.line, self.occurred_at, self.place
        )
        if of_it:
            refuse(
                "CLM-03",
                _("The same person's loss of that day and place was reported: %(numbers)s. Open it and go on there, or "
                  "tick that this is another event.") % {"numbers": listed(of_it)},
                field="another_event",
            )  # fmt: skip
