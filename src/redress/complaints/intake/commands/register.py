"""Register a complaint: all channels, one register."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import PrivateAttr

from redress.casework import blank
from redress.casework.command import Facts
from redress.casework.refusals import KeyReused
from redress.casework.stated import OLDEST, Span
from redress.casework.writes import Writes
from redress.complaints import numbers
from redress.complaints.case import Case
from redress.complaints.commands.base import Accompanying
from redress.complaints.commands.families import Family
from redress.complaints.intake import held
from redress.complaints.intake.commands import by_department, filing_owner, intake, matters
from redress.complaints.intake.commands.new_complaint import NewComplaint
from redress.complaints.intake.commands.people import party
from redress.complaints.intake.matters import further_flow
from redress.complaints.kinds import LinkKind, Source
from redress.complaints.linking.commands import filing
from redress.complaints.linking.commands.filing import LinkRequest
from redress.complaints.models import CaseText, Paper, Party
from redress.complaints.search import of_case
from redress.messages.models import Alert, AlertKind, Message
from redress.organisation.actor import Actor
from redress.organisation.kinds import TAKING_DUTIES
from redress.rulebook import State


class Register(NewComplaint):
    """Enter a complaint in the register (INT-01..07, INT-12, INT-14, CLS-01, CLS-04, CLS-05).

    `unit` is the code of the unit that underwrote the policy and therefore handles the case (ORG-07); empty: the one
    that the policy system names, else the receiver's own. What the insurer holds of the policy is filled in where it
    was not given: product, line, unit, and of people of the policy their identity and contacts. Refuses codes the
    rulebook does not know, what the channel needs and was not given, a receipt in a closed period, and a checklist of
    the complainant's kind that is not met.
    """

    name = "register"
    act = None
    label = _("Register")
    icon = "file-plus"
    cite = ("INT-01", "INT-03")
    family = Family.INTAKE
    duties = TAKING_DUTIES
    enters = frozenset({State.REGISTERED, State.MERGED})

    times = {"received_at": Span(OLDEST, "INT-02")}
    writes = Writes(
        add=(
            "complaints_casetext",
            "complaints_link",
            "complaints_matter",
            "complaints_paper",
            "complaints_party",
        )
    )

    _setting: intake.Setting = PrivateAttr()
    _link: LinkRequest | None = PrivateAttr(default=None)
    _held: held.Held | None = PrivateAttr(default=None)
    _asked: bool = PrivateAttr(default=False)
    _filing: NewComplaint = PrivateAttr()
    """As it was given, with what the insurer holds."""
    _compared: held.Compared = PrivateAttr()

    example = {
        "channel": "phone_in",
        "received_at": "2026-03-02T09:30:00+08:00",
        "unit": "cd",
        "people": [{"name": "刘建国", "phone": "13800001234", "id_number": "510101196501011234"}],
        "policy_number": "P510001",
        "class_code": "payments",
        "reason_code": "payment_slow",
        "facts": "客户反映退保款逾期未到账，致电柜面两次未获答复。",
        "demand": "三日内到账并说明原因",
        "amount": "12800.00",
        "emotion": "dissatisfied",
        "facts_repeated": True,
    }

    @property
    def also_locks(self) -> tuple[str, ...]:
        """The case that this filing is merged into at once."""
        return (numbers.written(self.link_to),) if self.link_kind == LinkKind.MERGE else ()

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Anybody with a duty of customer service may take a complaint, whichever unit it belongs to.

        A coordinator may take what customers bring to the own department (INT-21).
        """
        cls.admit_taker(actor)

    @classmethod
    def admit_taker(cls, actor: Actor) -> None:
        """The same, asked before there is a case."""
        if not actor.system and not actor.over(cls.duties):
            raise cls.forbidden()

    def beforehand(self, actor: Actor, number: str) -> None:
        """Ask what the insurer holds of the policy: once, however often it is sent on."""
        if not self._asked:
            self._asked = True
            self._held = held.ask(actor, self.policy_number, timezone.localdate(self.received_at))

    def check(self, case: Case, actor: Actor) -> None:
        given, self._compared = held.fill(self, self._held)
        self._filing = given
        self._setting = setting = intake.setting(given.unit, actor, case.now)
        intake.check_codes(given, setting)
        by_department.check(given, actor, setting.rulebook)
        intake.check_channel(given, setting.rulebook)
        intake.check_counted(given, setting.rulebook)
        intake.check_period(given.received_at, setting.lineage)
        intake.check_complainant(given, setting.rulebook)
        matters.check(given, setting)
        self._link = filing.wanted(given, setting, actor)

    def do(self, case: Case, actor: Actor) -> Facts:
        setting, link, row, given = self._setting, self._link, case.row, self._filing
        beside = {Party: len(self.people), Message: 1}
        if (drawn := numbers.take_first(actor.id, case.key, beside)) is None:
            raise KeyReused
        row.id, case.keys = drawn
        row.unit = setting.lineage.unit
        row.number = numbers.number(row.unit.line, self.received_at, row.id)
        row.rulebook = setting.version
        row.received_unit = setting.received_unit
        row.registered_by_id = actor.id
        self._fill(case, setting, actor)
        if link:
            case.to_be_linked.append((link.kind, link.to))
        row.owner_id = filing_owner.of(case, self.owner, setting, actor)
        by_department.share(case, actor)
        for person in given.people:
            case.add(party(row, person))
        for code in dict.fromkeys(filter(None, self.papers)):
            case.add(Paper(complaint=row, code=code, received_at=self.received_at, by_id=actor.id))
        for matter in matters.rows(self, row):
            case.add(matter)
        document, parts = of_case(row)
        case.add(blank.new(CaseText, complaint_id=row.id, document=document, parts=parts))
        if row.owner_id != actor.id:
            to, kind = row.owner_id, AlertKind.ASSIGNED
            case.add(blank.new(Alert, file_id=row.id, user_id=to, kind=kind, at=case.now))
        if self.signed:
            case.row.received_place = self.received_place or row.received_unit.reception
        further = further_flow(case, [each.class_code for each in self.matters])
        case.event("received", at=self.received_at, subject={**case.subject, "further_flow": further})
        case.event("registered")
        told: Facts = {
            "owner": row.owner_id,
            "unit": row.unit.code,
            "flow": row.flow,
            "channel": row.channel,
            "counted": row.counted,
            "level": row.level,
            "level_rule": row.level_rule,
        }
        told |= held.facts(self._held, self._compared)
        return told | filing.link(case, link, self.link_reason, actor) if link else told

    def companions(self, case: Case) -> list[tuple[Accompanying, str]]:
        return filing.companions(case, self._link, self.link_new_facts)

    def leads_to(self, case: Case) -> State:
        return State.MERGED if self.link_kind == LinkKind.MERGE else State.REGISTERED

    def _fill(self, case: Case, setting: intake.Setting, actor: Actor) -> None:
        row = case.row
        for name in _COPIED:
            setattr(row, name, getattr(self._filing, name))
        row.soothing = " ".join(self.soothing)
        row.channel, row.counted = intake.entered(self, setting.rulebook)
        row.source = (
            Source.DEPARTMENT if by_department.takes(actor) else intake.source(self, setting.rulebook)
        )
        row.level, row.level_rule = intake.level(self, setting.rulebook)
        row.class_at_intake, row.level_at_intake = self.class_code, row.level
        row.other_classes = intake.other_classes(setting.rulebook, row)
        row.flow = setting.rulebook.flow_for(case.subject)
        row.registered_at = case.now


_COPIED = (
    "channel", "source", "source_reference", "received_at", "received_place", "facts_repeated",
    "counted", "class_code", "reason_code", "complexity", "complainant_kind", "complainants", "policy_number",
    "claim_number", "product_line", "product", "sale_stage", "about", "about_whom", "facts", "demand", "amount",
    "emotion", "temperament", "callback_finding",
)  # fmt: skip
