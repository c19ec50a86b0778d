"""How a field of the register form is made: declared by the command, choices by the rulebook, value as typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from redress.casework import drafts, moment
from redress.casework.asking import Option
from redress.casework.inputs import PastMoment
from redress.casework.refusals import Refusal
from redress.complaints.intake.commands import intake
from redress.complaints.intake.commands.register import Register
from redress.complaints.intake.queries.preview import Place, place
from redress.complaints.kinds import LinkKind
from redress.complaints.queries import options
from redress.desk.form_fields import Choice, Field
from redress.desk.forms import named, reading
from redress.desk.forms.choices import EMPTY
from redress.desk.forms.command import KINDS
from redress.desk.forms.faults import NONE, Faults
from redress.desk.forms.schema import declared
from redress.desk.forms.unfinished import DRAFT, Unfinished
from redress.organisation.actor import Actor
from redress.rulebook.kinds import SALE_STAGES

DECLARED = {each.name: each for each in declared(Register)}
_DEFAULTS = {"source": "direct", "complainant_kind": "self", "complainants": "1", "level": "general",
             "complexity": "simple", "about": "service"}  # fmt: skip
_SECTIONS = {
    "channel": "channels",
    "level": "levels",
    "complainant_kind": "complainants",
    "emotion": "emotions",
    "temperament": "temperaments",
    "callback_finding": "callback_findings",
}
"""Fields whose choices are a section of the rulebook."""
_TIME = TypeAdapter(PastMoment)


@dataclass(frozen=True)
class RegisterFields:
    """What was typed so far, what is wrong with it, and the rulebook that follows from it."""

    actor: Actor
    typed: reading.Typed
    key: str
    faults: Faults = NONE
    restored: drafts.Kept | None = None
    unfinished: tuple[Unfinished, ...] = ()
    """Drafts that could be gone on with in place of this form."""
    status: int = 200
    called: bool = False
    """Whether it opens for a call whose number is known: the caller is looked up at once."""

    @property
    def draft(self) -> str:
        """The name under which what is typed is kept."""
        return drafts.of_tab(DRAFT, self.key)

    @cached_property
    def where(self) -> Place:
        return place(self.actor, self.unit_code)

    @cached_property
    def unit_code(self) -> str:
        """Of the unit that was typed by code or name."""
        return named.unit_code(self.actor, self.one("unit"))

    @property
    def refusal(self) -> Refusal | None:
        return self.faults.refusal

    def one(self, name: str) -> str:
        return reading.one(self.typed, name) or _DEFAULTS.get(name, "")

    @staticmethod
    def default(name: str) -> str:
        """What a field says where nobody says otherwise."""
        return _DEFAULTS.get(name, "")

    @cached_property
    def received_at(self) -> datetime | None:
        """None while it is not a time in the past."""
        try:
            return _TIME.validate_python(self.one("received_at"))
        except ValidationError:
            return None

    def field(self, name: str, **more: Any) -> Field:
        """A field of the command, with its choices and what was typed."""
        each = DECLARED[name]
        choices = self._choices(name)
        kind = "select" if choices else KINDS[each.shape]
        if each.shape == "money":
            more = {"hint": _("In yuan, for example 1200.50 or 12,000")} | more
        given: dict[str, Any] = {
            "label": gettext(each.title),
            "kind": kind,
            "value": self.one(name),
            "choices": choices,
            "required": each.required,
            "error": self.faults.of(name),
            "wide": kind == "textarea",
        }
        return Field(name=name, **(given | more))

    def _choices(self, name: str) -> list[Choice]:
        words: Any = DECLARED[name].words
        if words is not None and name != "complainant_kind":
            offered = [
                Choice(str(value), label) for value, label in words.choices if value != LinkKind.REVIEW
            ]
            return [EMPTY, *offered] if DECLARED[name].optional else offered
        found = [Choice(each.value, each.label) for each in self._options(name)]
        if not found or name in _DEFAULTS:
            return found
        return [EMPTY, *found]

    def _options(self, name: str) -> list[Option]:
        rulebook = self.where.rulebook
        day = timezone.localdate(self.received_at or moment.now())
        if name in _SECTIONS:
            return options.titled(getattr(rulebook.method, _SECTIONS[name]))
        match name:
            case "class_code":
                return options.titled(rulebook.classes(day))
            case "reason_code":
                return options.reasons(rulebook, self.one("class_code"), day)
            case "complexity":
                return options.complexities()
            case "sale_stage":
                return options.texts({code: SALE_STAGES[code] for code in intake.SALE_STAGES})
        return []
