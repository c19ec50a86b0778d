"""Writing a letter: draft, revise, drop, issue again (COM-04, COM-07)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Option, Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Address, Code, PersonName, RequiredText, ShortLine
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints import findings
from redress.complaints.case import Case
from redress.complaints.queries import options
from redress.complaints.writes import Writes
from redress.letters import law, numbers, texts
from redress.letters.commands.common import (
    LetterCommand,
    OnOneLetter,
    PartTexts,
    as_mapping,
    expect,
    latest,
    standing,
)
from redress.letters.content import addressee
from redress.letters.issuing import text_hash
from redress.letters.kinds import LetterState
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.rulebook.schema.letters import LetterRule


def _kinds(case: Case, actor: Actor) -> list[Option]:
    """Forms and letters that such a case may need (COM-07)."""
    return options.titled(case.rulebook.letters(case.subject))


def _every_order(case: Case, actor: Actor) -> list[Option]:
    """Orders that a form may be about."""
    return [Option(order.number, f"{order.number} · {order.department}") for order in case.row.orders.all()]


class DraftLetter(LetterCommand):
    """Begin a form or letter of the rulebook. It gets its number; its text may still be incomplete (COM-07)."""

    name = "draft_letter"
    act = "work"
    label = gettext_lazy("Write a letter")
    icon = "pencil-plus"
    writes = Writes(add=("letters_letter",))
    prompts = {"kind": Prompt(choices=_kinds), "order": Prompt(choices=_every_order)}

    kind: Code = Field(title=gettext_noop("Form or letter"))
    parts: PartTexts = Field(default=[], title=gettext_noop("Text"))
    addressee: PersonName = Field(default="", title=gettext_noop("Addressee"))
    address: Address = Field(default="", title=gettext_noop("Address of the addressee"))
    order: ShortLine = Field(default="", title=gettext_noop("Order"))

    example = {
        "kind": "processing_opinion",
        "parts": [{"part": "decision", "text": "公司于2026年3月10日前支付医疗保险金12800元。"}],
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The letter by which an extension is told, while the customer is to be told of one (AUT-05)."""
        if not case.row.notice_owed:
            return {}
        for code, rule in case.rulebook.letters(case.subject).items():
            if rule.tells == "extension":
                return {"kind": code}
        return {}

    def check(self, case: Case, actor: Actor) -> None:
        rule = texts.rule_of(case, self.kind)
        texts.check_known(rule, as_mapping(self.parts))
        _check_result(case, rule)
        if self.order and not case.row.orders.filter(number=self.order).exists():
            refuse(
                "FLW-03",
                _("This case has no order %(number)s. Check the number.") % {"number": self.order},
                field="order",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        rule = texts.rule_of(case, self.kind)
        name, address = addressee(case.row.parties.all()) if rule.to == "customer" else ("", "")
        letter = new(
            case,
            actor,
            self.kind,
            rule,
            parts=texts.beginning(case, rule) | law.chosen(case, rule, as_mapping(self.parts)),
            addressee=self.addressee or name,
            address=self.address or address,
            order=self.order,
        )
        return said(letter)


def _check_result(case: Case, rule: LetterRule) -> None:
    """Refuse to begin a letter that tells a result while there is none: before it has used up a number (FLW-06)."""
    if rule.telling != "result" or case.row.result_told_at or case.row.decided_at:
        return
    if owed := findings.missing(case):
        refuse(
            "FLW-06",
            _(
                "'%(letter)s' tells the customer a result, and these findings are not on record yet: %(missing)s. "
                "Record them first; no number was used."
            )
            % {
                "letter": rule.title.get(get_language() or "zh"),
                "missing": listed(kind.label for kind in owed),
            },
            field="kind",
        )


class ReviseLetter(OnOneLetter):
    """Change a draft, or answer a returned letter with its next version. What legal passed never changes (COM-04)."""

    name = "revise_letter"
    act = "work"
    label = gettext_lazy("Revise a letter")
    icon = "pencil"
    cite = ("COM-04", "COM-07")
    stands = (LetterState.DRAFT, LetterState.RETURNED)
    writes = Writes(add=("letters_letter",))
    prompts = {"letter": Prompt(choices=standing(*stands))}

    parts: PartTexts = Field(default=[], title=gettext_noop("Text"))
    addressee: PersonName | None = Field(default=None, title=gettext_noop("Addressee"))
    address: Address | None = Field(default=None, title=gettext_noop("Address of the addressee"))

    example = {
        "letter": "处意〔2026〕SC-00012",
        "parts": [{"part": "reasons", "text": "付款确有延迟，您的诉求合理。"}],
    }

    def check(self, case: Case, actor: Actor) -> None:
        letter = latest(case, self.letter)
        expect(letter, "COM-04", *self.stands)
        texts.check_known(texts.rule_of(case, letter.kind), as_mapping(self.parts))

    def do(self, case: Case, actor: Actor) -> Facts:
        letter = latest(case, self.letter)
        if letter.state == LetterState.RETURNED:
            letter = _next(case, actor, letter)
        else:
            letter.author_id, letter.written_at = actor.id, case.now
            case.change(letter)
        rule = texts.rule_of(case, letter.kind)
        given = {each.part: each.text for each in self.parts}
        letter.parts = letter.parts | law.chosen(case, rule, given)
        letter.addressee = letter.addressee if self.addressee is None else self.addressee
        letter.address = letter.address if self.address is None else self.address
        return said(letter)


class ReissueLetter(OnOneLetter):
    """Write a letter anew that was sent: under a number of its own, naming the one it replaces (COM-04)."""

    name = "reissue_letter"
    act = "work"
    label = gettext_lazy("Issue a letter again")
    icon = "refresh"
    cite = ("COM-04",)
    stands = (LetterState.SENT, LetterState.REVIEWED)
    writes = Writes(add=("letters_letter",))
    prompts = {"letter": Prompt(choices=standing(*stands))}

    because: RequiredText = Field(title=gettext_noop("Why"))
    parts: PartTexts = Field(default=[], title=gettext_noop("Text"))

    example = {"letter": "处意〔2026〕SC-00012", "because": "金额有误"}

    @classmethod
    def _fits(cls, case: Case, actor: Actor, letter: Letter, rule: LetterRule) -> bool:
        return not _issued_again(letter)

    def check(self, case: Case, actor: Actor) -> None:
        letter = latest(case, self.letter)
        expect(letter, "COM-04", *self.stands)
        texts.check_known(texts.rule_of(case, letter.kind), as_mapping(self.parts))
        if _issued_again(letter):
            refuse(
                "COM-04",
                _("This letter is already being issued again. Go on with the new one."),
                field="letter",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        old = latest(case, self.letter)
        letter = new(
            case,
            actor,
            old.kind,
            texts.rule_of(case, old.kind),
            parts=old.parts | law.chosen(case, texts.rule_of(case, old.kind), as_mapping(self.parts)),
            addressee=old.addressee,
            address=old.address,
            order=old.order,
            supersedes=old,
            because=self.because,
        )
        return said(letter) | {"replaces": old.number}


class DropLetter(OnOneLetter):
    """Give up a letter that was not sent. Its number stays taken (COM-07)."""

    name = "drop_letter"
    act = "work"
    label = gettext_lazy("Drop a letter")
    icon = "trash"
    stands = (LetterState.DRAFT, LetterState.RETURNED)
    prompts = {"letter": Prompt(choices=standing(*stands))}

    because: RequiredText = Field(title=gettext_noop("Why"))

    example = {"letter": "处意〔2026〕SC-00012", "because": "重复"}

    @classmethod
    def takes(cls, case: Case, actor: Actor, thing: Letter) -> bool:
        """Also a letter of a kind that the case, classed anew, does not know any more."""
        return thing.state in cls.stands

    def check(self, case: Case, actor: Actor) -> None:
        expect(latest(case, self.letter), "COM-07", *self.stands)

    def do(self, case: Case, actor: Actor) -> Facts:
        letter = latest(case, self.letter)
        letter.state, letter.because = LetterState.DROPPED, self.because
        case.change(letter, "state", "because")
        return {"letter": letter.number}


def _issued_again(letter: Letter) -> bool:
    return any(each.state != LetterState.DROPPED for each in letter.followers.all())


def new(case: Case, actor: Actor, kind: str, rule: LetterRule, **more: Any) -> Letter:
    """A draft with the next number of its series."""
    letter = Letter(
        complaint=case.row,
        kind=kind,
        number=numbers.take(rule.prefix, case.row.unit, timezone.localdate(case.now)),
        code=numbers.new_code(),
        author_id=actor.id,
        written_at=case.now,
        **more,
    )
    case.add(letter)
    return letter


def _next(case: Case, actor: Actor, old: Letter) -> Letter:
    """The next revision of a returned letter; legal's marks stay with the version they are about."""
    old.state = LetterState.REPLACED
    case.change(old, "state")
    letter = Letter(
        complaint=case.row,
        kind=old.kind,
        number=old.number,
        revision=old.revision + 1,
        code=numbers.new_code(),
        supersedes=old,
        parts=old.parts,
        addressee=old.addressee,
        address=old.address,
        order=old.order,
        author_id=actor.id,
        written_at=case.now,
    )
    case.add(letter)
    return letter


def said(letter: Letter) -> Facts:
    """What the journal says of a version: which, and the hash of its text."""
    return {
        "letter": letter.number,
        "kind": letter.kind,
        "revision": letter.revision,
        "text": text_hash(letter.parts),
    }
