"""The register form: one form that adapts to channel, kind of complainant, class and unit (INT-01..07, INT-12)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from redress.casework import drafts, moment
from redress.complaints.intake import checklist
from redress.complaints.intake.commands import by_department
from redress.complaints.intake.queries.preview import Preview, preview
from redress.complaints.queries import options
from redress.desk.form_fields import Choice, Field
from redress.desk.forms import matter_rows, named, people, reading
from redress.desk.forms import topics as folded
from redress.desk.forms.choices import EMPTY
from redress.desk.forms.register_fields import DECLARED, RegisterFields
from redress.desk.forms.unfinished import DRAFT, unfinished
from redress.organisation.actor import Actor

_TICKED = frozenset(
    {
        "facts",
        "respondent",
        "name",
        "principal_name",
        "organisation_name",
        "unified_code",
        "legal_representative",
        "contact",
        "address",
    }
)
"""Checklist items that are typed into fields; the others are papers, to be ticked when they were handed in."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was uploaded and waits for the case."""

    handle: str
    name: str


@dataclass(frozen=True)
class RegisterForm(RegisterFields):
    """The parts of the form, each a list of fields, and what stands beside them."""

    @property
    def channel(self) -> Field:
        return self.field("channel")

    @property
    def kind(self) -> Field:
        return self.field("complainant_kind")

    @property
    def policy(self) -> Field:
        return self.field("policy_number")

    @property
    def origin(self) -> list[Field]:
        return [self.field(name) for name in ("received_at", "source", "source_reference")]

    @property
    def topics(self) -> list[folded.Topic]:
        """What is folded beneath."""
        return folded.topics(self, by_department=self.by_department)

    @property
    def beside_person(self) -> folded.Topic:
        """What is folded beneath the first person: open where the kind of complainant needs it."""
        needed = sum(row.needed for row in self.people) > 1 or self.joint
        return folded.shown(self, folded.PERSON, always=needed)

    @property
    def unit(self) -> Field:
        """By name and code; beneath it, who will handle the case."""
        if not self.unit_code:
            hint = _("Empty: your own unit, %(unit)s") % {"unit": self.where.received_unit}
            return self.field("unit", hint=hint, lists="units")
        if self.where.unit.code != self.unit_code:
            return self.field("unit", hint=_("Choose a unit from the list, or type its code."), lists="units")
        known = named.unit_shown(self.where.unit)
        hint = _("Handled by %(unit)s") % {"unit": known}
        return self.field("unit", value=known, hint=hint, lists="units")

    @property
    def needs(self) -> frozenset[str]:
        """What the channel asks for (INT-04, INT-05)."""
        channel = self.where.rulebook.method.channels.get(self.one("channel"))
        return frozenset(channel.needs) if channel else frozenset()

    @property
    def facts_repeated(self) -> Field:
        return self.field("facts_repeated", required=True)

    @property
    def signed(self) -> Field:
        return self.field("signed", label=_("Signed on paper; the scan will be attached"), error="")

    @property
    def signature(self) -> str:
        return reading.one(self.typed, "signature")

    @property
    def signature_error(self) -> str:
        return self.faults.of("signature") or self.faults.of("signed")

    @property
    def callback_finding(self) -> Field:
        """Decides whether the case came in and counts (INT-08)."""
        return self.field("callback_finding", required=True)

    @property
    def received_place(self) -> Field:
        given = self.one("received_place") or self.where.received_unit.reception
        return self.field("received_place", value=given)

    @property
    def complainants(self) -> Field:
        return self.field("complainants")

    @property
    def joint(self) -> bool:
        return self.one("complainant_kind") == "group"

    @property
    def most_representatives(self) -> int | None:
        """How many may speak for a joint complaint; None where nobody represents (INT-12)."""
        kind = self.where.rulebook.method.complainants.get(self.one("complainant_kind"))
        return kind.max_representatives if kind else None

    @property
    def article(self) -> str:
        """Where it is said how many may represent."""
        return checklist.article(self.where.rulebook, self.one("complainant_kind"))

    @property
    def people(self) -> list[people.Row]:
        name = self.one("complainant_kind")
        kind = self.where.rulebook.method.complainants.get(name)
        asked = [
            item.code
            for item in (kind.checklist if kind else ())
            if item.required and item.by == "registration"
        ]
        return people.rows(name, self.typed, self.faults, self.most_representatives, asked)

    @property
    def papers(self) -> list[tuple[str, str, bool, bool]]:
        """Code, title, whether required, whether ticked."""
        kind = self.where.rulebook.method.complainants.get(self.one("complainant_kind"))
        language, ticked = get_language() or "zh", self.typed.get("papers", ())
        return [
            (item.code, item.title.get(language), item.required, item.code in ticked)
            for item in (kind.checklist if kind else ())
            if item.code not in _TICKED
        ]

    @property
    def contract(self) -> list[Field]:
        names = ["claim_number", "product", "product_line", "about", "about_whom"]
        if (
            len(self.where.rulebook.method.flows) > 1
        ):  # who sold it decides which flow the case takes (FLW-12)
            names.insert(3, "sale_stage")
        return [self.field(name) for name in names]

    @property
    def matter(self) -> list[Field]:
        return [
            self.field("facts", rows=5, wide=False),
            self.field("demand", rows=5, wide=False, required=self.by_department),
        ]

    @property
    def by_department(self) -> bool:
        """Whether a coordinator takes it, who must write down the demand and what was said (INT-21)."""
        return by_department.takes(self.actor)

    @property
    def class_code(self) -> Field:
        return self.field("class_code")

    @property
    def reason_code(self) -> Field:
        reasons = self._choices("reason_code") or [EMPTY]
        return self.field("reason_code", kind="select", choices=reasons)

    @property
    def level(self) -> Field:
        return self.field("level")

    @property
    def weight(self) -> list[Field]:
        return [self.field(name) for name in ("amount", "complexity")]

    @property
    def matters(self) -> list[list[Field]]:
        """The further matters, each with its reasons grouped by class (INT-09)."""
        day = timezone.localdate(self.received_at or moment.now())
        kinds = options.titled(self.where.rulebook.classes(day))
        reasons = [
            Choice(reason.value, reason.label, kind.label)
            for kind in kinds
            for reason in options.reasons(self.where.rulebook, kind.value, day)
        ]
        classes = [EMPTY, *(Choice(kind.value, kind.label) for kind in kinds)]
        return matter_rows.rows(self.typed, self.faults, classes, [EMPTY, *reasons], gettext)

    @property
    def matters_error(self) -> str:
        return self.faults.of("matters")

    @property
    def link(self) -> list[Field]:
        words = [self.field(name, rows=2) for name in ("link_reason", "link_new_facts")]
        return [self.field("link_to"), self.field("link_kind"), *words]

    @property
    def linked_by_hand(self) -> bool:
        names = ("link_to", "link_kind", "link_reason", "link_new_facts")
        return any(self.one(name) or self.faults.of(name) for name in names)

    @property
    def files(self) -> list[Kept]:
        """What was uploaded for it."""
        return [
            Kept(row.get("upload", ""), row.get("file_name", "")) for row in reading.rows(self.typed, "files")
        ]

    @property
    def files_error(self) -> str:
        return self.faults.of("files")

    @property
    def mood(self) -> list[Field]:
        return [self.field(name) for name in ("emotion", "temperament")]

    @property
    def advice(self) -> str:
        """How to meet a customer of that temperament (INT-14)."""
        trait = self.where.rulebook.method.temperaments.get(self.one("temperament"))
        return trait.advice.get(get_language() or "zh") if trait and trait.advice else ""

    @property
    def soothing(self) -> list[tuple[str, str, str, bool]]:
        """Code, title, the words to say, whether they were said (INT-10)."""
        language, said = get_language() or "zh", self.typed.get("soothing", ())
        return [
            (code, entry.title.get(language), entry.text.get(language), code in said)
            for code, entry in self.where.rulebook.method.soothing.items()
        ]

    @cached_property
    def preview(self) -> Preview | None:
        given = {name: self.one(name) for name in DECLARED}
        count = given["complainants"]
        return preview(
            self.where,
            given,
            self.received_at,
            int(count) if count.isdecimal() and len(count) < 7 else 1,
            given["designated"] == "true",
        )

    @property
    def papers_error(self) -> str:
        return self.faults.of("papers")

    @property
    def people_error(self) -> str:
        """Said at the first person's name when nobody was named; here only what is about several."""
        return "" if any(row.fields_wrong for row in self.people) else self.faults.of("people")

    @property
    def soothing_error(self) -> str:
        return self.faults.of("soothing")


def blank(actor: Actor, begins: Mapping[str, str] = MappingProxyType({})) -> RegisterForm:
    """The form as it opens, received now: a new one in each tab, with the drafts that could be gone on with.

    `begins`: what is known before anybody types - the channel that was last used, the number that calls.
    """
    typed = {"received_at": [f"{timezone.localtime(moment.now()):%Y-%m-%dT%H:%M}"]}
    typed |= {name: [value] for name, value in begins.items() if value}
    begun = tuple(unfinished(each) for each in drafts.listed(actor, DRAFT))
    form = RegisterForm(actor, typed, str(uuid.uuid4()), unfinished=begun)
    if "channel" not in typed or form.one("channel") in form.where.rulebook.method.channels:
        return form
    return replace(form, typed={name: values for name, values in typed.items() if name != "channel"})


def resumed(actor: Actor, key: str, begins: Mapping[str, str] = MappingProxyType({})) -> RegisterForm:
    """The form with what was typed into it under that key; a new one when there is no such draft."""
    kept = drafts.kept(actor, drafts.of_tab(DRAFT, key))
    if kept is None:
        return blank(actor, begins)
    return RegisterForm(actor, kept.typed, key or str(uuid.uuid4()), restored=kept)
