"""Writing a letter: draft, revise, drop, issue again (COM-04, COM-07)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Option, Prompt
from redress.casework.command import Command, Facts
from redress.casework.inputs import Address, Code, PersonName, RequiredText
from redress.casework.refusals import refuse
from redress.letters import law, numbers, texts
from redress.letters.commands.common import OnLetter, PartTexts, as_mapping, expect, latest, standing
from redress.letters.issuing import text_hash
from redress.letters.kinds import LetterState
from redress.letters.models import Letter
from redress.letters.writing import WRITING
from redress.organisation.actor import Actor
from redress.rulebook.sections.letters.schema import LetterRule


def kinds(file: Any, actor: Actor) -> list[Option]:
    """Forms and letters that such a file may need (COM-07)."""
    language = get_language() or "zh"
    offered = file.rulebook.letters(file.subject)
    return [Option(code, rule.title.get(language)) for code, rule in offered.items()]


class Draft(Command):
    """Begin a form or letter of the rulebook. It gets its number; its text may still be incomplete (COM-07)."""

    name = "draft_letter"
    label = gettext_lazy("Write a letter")
    icon = "pencil-plus"
    cite = ("COM-07",)
    prompts = {"kind": Prompt(choices=kinds)}

    kind: Code = Field(title=gettext_noop("Form or letter"))
    parts: PartTexts = Field(default=[], title=gettext_noop("Text"))
    addressee: PersonName = Field(default="", title=gettext_noop("Addressee"))
    address: Address = Field(default="", title=gettext_noop("Address of the addressee"))

    example = {
        "kind": "processing_opinion",
        "parts": [{"part": "decision", "text": "公司于2026年3月10日前支付医疗保险金12800元。"}],
    }

    def check(self, file: Any, actor: Actor) -> None:
        rule = texts.rule_of(file, self.kind)
        texts.check_known(rule, as_mapping(self.parts))
        self._check_file(file, rule)

    def _check_file(self, file: Any, rule: LetterRule) -> None:
        """Refuse what the file is not ready for, before a number is used up."""

    def _about(self) -> str:
        """Which part of the file it is about, where it is not about the whole."""
        return ""

    def _address(self, file: Any, name: str, address: str) -> str:
        """Where the letter goes when nothing else is said; `name` and `address` are those of the file's customer."""
        return address

    def do(self, file: Any, actor: Actor) -> Facts:
        rule = texts.rule_of(file, self.kind)
        name, address = WRITING.of(file.row).addressee(file) if rule.to == "customer" else ("", "")
        letter = new(
            file,
            actor,
            self.kind,
            rule,
            parts=texts.beginning(file, rule) | law.chosen(file, rule, as_mapping(self.parts)),
            addressee=self.addressee or name,
            address=self.address or self._address(file, name, address),
            order=self._about(),
        )
        return said(letter)


class Revise(OnLetter):
    """Change a draft, or answer a returned letter with its next version. What legal passed never changes (COM-04)."""

    name = "revise_letter"
    label = gettext_lazy("Revise a letter")
    icon = "pencil"
    cite = ("COM-04", "COM-07")
    stands = (LetterState.DRAFT, LetterState.RETURNED)
    prompts = {"letter": Prompt(choices=standing(*stands))}

    parts: PartTexts = Field(default=[], title=gettext_noop("Text"))
    addressee: PersonName | None = Field(default=None, title=gettext_noop("Addressee"))
    address: Address | None = Field(default=None, title=gettext_noop("Address of the addressee"))

    example = {
        "letter": "处意〔2026〕SC-00012",
        "parts": [{"part": "reasons", "text": "付款确有延迟，您的诉求合理。"}],
    }

    def check(self, file: Any, actor: Actor) -> None:
        letter = latest(file, self.letter)
        expect(letter, "COM-04", *self.stands)
        texts.check_known(texts.rule_of(file, letter.kind), as_mapping(self.parts))

    def do(self, file: Any, actor: Actor) -> Facts:
        letter = latest(file, self.letter)
        if letter.state == LetterState.RETURNED:
            letter = _next(file, actor, letter)
        else:
            letter.author_id, letter.written_at = actor.id, file.now
            file.change(letter)
        rule = texts.rule_of(file, letter.kind)
        given = {each.part: each.text for each in self.parts}
        letter.parts = letter.parts | law.fixed(file, rule) | law.chosen(file, rule, given)
        letter.addressee = letter.addressee if self.addressee is None else self.addressee
        letter.address = letter.address if self.address is None else self.address
        return said(letter)


class Reissue(OnLetter):
    """Write a letter anew that was sent: under a number of its own, naming the one it replaces (COM-04)."""

    name = "reissue_letter"
    label = gettext_lazy("Issue a letter again")
    icon = "refresh"
    cite = ("COM-04",)
    stands = (LetterState.SENT, LetterState.REVIEWED)
    prompts = {"letter": Prompt(choices=standing(*stands))}

    because: RequiredText = Field(title=gettext_noop("Why"))
    parts: PartTexts = Field(default=[], title=gettext_noop("Text"))

    example = {"letter": "处意〔2026〕SC-00012", "because": "金额有误"}

    @classmethod
    def _fits(cls, file: Any, actor: Actor, letter: Letter, rule: LetterRule) -> bool:
        return not _issued_again(letter)

    def check(self, file: Any, actor: Actor) -> None:
        letter = latest(file, self.letter)
        expect(letter, "COM-04", *self.stands)
        texts.check_known(texts.rule_of(file, letter.kind), as_mapping(self.parts))
        if _issued_again(letter):
            refuse(
                "COM-04",
                _("This letter is already being issued again. Go on with the new one."),
                field="letter",
            )

    def do(self, file: Any, actor: Actor) -> Facts:
        old = latest(file, self.letter)
        letter = new(
            file,
            actor,
            old.kind,
            texts.rule_of(file, old.kind),
            parts=old.parts | law.chosen(file, texts.rule_of(file, old.kind), as_mapping(self.parts)),
            addressee=old.addressee,
            address=old.address,
            order=old.order,
            supersedes=old,
            because=self.because,
        )
        return said(letter) | {"replaces": old.number}


class Drop(OnLetter):
    """Give up a letter that was not sent. Its number stays taken (COM-07)."""

    name = "drop_letter"
    label = gettext_lazy("Drop a letter")
    icon = "trash"
    cite = ("COM-07",)
    stands = (LetterState.DRAFT, LetterState.RETURNED)
    prompts = {"letter": Prompt(choices=standing(*stands))}

    because: RequiredText = Field(title=gettext_noop("Why"))

    example = {"letter": "处意〔2026〕SC-00012", "because": "重复"}

    @classmethod
    def takes(cls, file: Any, actor: Actor, thing: Letter) -> bool:
        """Also a letter of a kind that the file, classed anew, does not know any more."""
        return thing.state in cls.stands

    def check(self, file: Any, actor: Actor) -> None:
        expect(latest(file, self.letter), "COM-07", *self.stands)

    def do(self, file: Any, actor: Actor) -> Facts:
        letter = latest(file, self.letter)
        letter.state, letter.because = LetterState.DROPPED, self.because
        file.change(letter, "state", "because")
        return {"letter": letter.number}


def _issued_again(letter: Letter) -> bool:
    return any(each.state != LetterState.DROPPED for each in letter.followers.all())


def new(file: Any, actor: Actor, kind: str, rule: LetterRule, **more: Any) -> Letter:
    """A draft with the next number of its series."""
    letter = Letter(
        file_id=file.row.pk,
        kind=kind,
        number=numbers.take(rule.prefix, file.row.unit, timezone.localdate(file.now)),
        code=numbers.new_code(),
        author_id=actor.id,
        written_at=file.now,
        **more,
    )
    file.add(letter)
    return letter


def _next(file: Any, actor: Actor, old: Letter) -> Letter:
    """The next revision of a returned letter; legal's marks stay with the version they are about."""
    old.state = LetterState.REPLACED
    file.change(old, "state")
    letter = Letter(
        file_id=file.row.pk,
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
        written_at=file.now,
    )
    file.add(letter)
    return letter


def said(letter: Letter) -> Facts:
    """What the journal says of a version: which, and the hash of its text."""
    return {
        "letter": letter.number,
        "kind": letter.kind,
        "revision": letter.revision,
        "text": text_hash(letter.parts),
    }
