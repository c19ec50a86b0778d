"""Amending what was registered, and classing anew."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Line, RequiredText, ShortLine, Text, Yuan
from redress.casework.refusals import check_code, refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case, subject_change
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.intake import levels
from redress.complaints.intake.commands import intake
from redress.complaints.models import CaseText
from redress.complaints.queries import offers, options
from redress.complaints.search import of_case
from redress.complaints.writes import GOES_BACK
from redress.organisation.actor import Actor
from redress.rulebook.kinds import SALE_STAGES
from redress.rulebook.subject import FIXED

_AMENDABLE = (
    "facts",
    "demand",
    "amount",
    "policy_number",
    "claim_number",
    "product_line",
    "product",
    "about_whom",
    "complainants",
)


class Amend(Command):
    """Correct or complete what was registered, with the reason; what stood there stays in the journal (FLW-18)."""

    name = "amend"
    act = "work"
    label = gettext_lazy("Amend")
    icon = "edit"
    cite = ("INT-03", "FLW-18")
    family = Family.INTAKE
    duties = common.INTAKE_TOO
    writes = GOES_BACK | Writes(change=("complaints_casetext",), columns=("amount",))

    reason: RequiredText = Field(title=gettext_noop("Reason"))
    facts: RequiredText | None = Field(default=None, title=gettext_noop("Facts"))
    demand: Text | None = Field(default=None, title=gettext_noop("Demand"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    policy_number: ShortLine | None = Field(default=None, title=gettext_noop("Policy number"))
    claim_number: ShortLine | None = Field(default=None, title=gettext_noop("Claim number"))
    product_line: ShortLine | None = Field(default=None, title=gettext_noop("Product line"))
    product: Line | None = Field(default=None, title=gettext_noop("Product"))
    about_whom: Line | None = Field(default=None, title=gettext_noop("Complained of"))
    complainants: int | None = Field(
        default=None, ge=1, le=100_000, title=gettext_noop("Number of complainants")
    )

    example = {"reason": "客户补充保单号", "policy_number": "P510001"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """As it is registered."""
        names = ("facts", "demand", "policy_number", "claim_number", "product_line", "product", "about_whom")
        return {name: getattr(case.row, name) for name in (*names, "amount", "complainants")}

    def check(self, case: Case, actor: Actor) -> None:
        if not self._changes(case):
            refuse("INT-03", _("Nothing differs from what is registered; change at least one field."))

    def _changes(self, case: Case) -> dict[str, object]:
        given = {name: getattr(self, name) for name in _AMENDABLE}
        return {n: value for n, value in given.items() if value is not None and value != getattr(case.row, n)}

    def do(self, case: Case, actor: Actor) -> Facts:
        changes = self._changes(case)
        before: Facts = {name: str(getattr(case.row, name) or "") for name in changes}
        for name, value in changes.items():
            setattr(case.row, name, value)
        row = case.row
        document, parts = of_case(row)
        text = CaseText(complaint=row, document=document, parts=parts)
        text._state.adding = False
        case.change(text)
        before_level = dict(case.subject)
        levels.raise_by_rule(case)
        if "complainants" in changes:
            levels.head_count_corrected(case)
        case.event("amended", subject=subject_change(before_level, case.subject))
        return {"before": before}


class Reclass(Command):
    """Class, level or complexity anew; who, when and why stay on record (CLS-04, CLS-06, CLK-04)."""

    name = "reclass"
    act = "work"
    label = gettext_lazy("Reclass")
    icon = "tags"
    cite = ("CLS-04", "CLS-06")
    family = Family.INTAKE
    duties = common.HANDLING
    writes = GOES_BACK | Writes(columns=("class_code", "complexity"))
    prompts = {
        "class_code": Prompt(choices=offers.classes),
        "reason_code": Prompt(choices=offers.reasons, narrowed_by="class_code"),
        "level": Prompt(choices=lambda case, _actor: options.titled(case.rulebook.method.levels)),
        "complexity": Prompt(choices=lambda _case, _actor: options.complexities()),
        "sale_stage": Prompt(choices=lambda _case, _actor: options.texts(SALE_STAGES)),
    }

    class_code: Code = Field(default="", title=gettext_noop("Class"))
    reason_code: Code = Field(default="", title=gettext_noop("Sub-reason"))
    level: Code = Field(default="", title=gettext_noop("Level"))
    complexity: Code = Field(default="", title=gettext_noop("Complexity"))
    sale_stage: Code = Field(default="", title=gettext_noop("Stage of the bank's sale"))
    designated: bool = Field(default=False, title=gettext_noop("Designated as major by the regulator"))
    event: Code = Field(default="", title=gettext_noop("Caused by"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"class_code": "policy_service", "reason_code": "service_slow", "reason": "实为保全时效问题"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """As it is classed."""
        names = ("class_code", "reason_code", "level", "complexity")
        return {name: getattr(case.row, name) for name in names}

    def check(self, case: Case, actor: Actor) -> None:
        check_code("CLS-05", "event", self.event, levels.events(case))
        classes = case.rulebook.classes(timezone.localdate(case.row.received_at))
        check_code("CLS-01", "class_code", self.class_code, classes)
        reasons = classes[self.class_code or case.row.class_code].reasons
        check_code("CLS-01", "reason_code", self.reason_code, reasons)
        check_code("CLS-04", "level", self.level, case.rulebook.method.levels)
        check_code("CLK-04", "complexity", self.complexity, ("simple", "complex"))
        check_code("FLW-12", "sale_stage", self.sale_stage, FIXED["sale_stage"])
        if case.row.level_rule and self.level and self.level != case.row.level:
            refuse(
                case.row.level_rule,
                _(
                    "The level was set by rule and cannot be lowered by hand. Correct what the "
                    "rule goes by, such as the number of complainants."
                ),
                field="level",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        row, before = case.row, dict(case.subject)
        was: Facts = {"class": row.class_code, "reason": row.reason_code, "level": row.level}
        if self.class_code and self.class_code != row.class_code:
            row.class_code, row.reason_code = self.class_code, ""
        row.reason_code = self.reason_code or row.reason_code
        row.level = self.level or row.level
        levels.raise_by_rule(case, designated=self.designated, event=self.event)
        row.complexity = self.complexity or row.complexity
        if self.sale_stage:
            row.sale_stage = "" if self.sale_stage == "none" else self.sale_stage
        intake.follow_bridges(case.rulebook, case)
        case.event("reclassed", subject=subject_change(before, case.subject))
        return {
            "was": was,
            "class": row.class_code,
            "level": row.level,
            "complexity": row.complexity,
            "flow": row.flow,
        }
