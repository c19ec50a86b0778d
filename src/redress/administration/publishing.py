"""Publishing a version from its text: checked, compared with what is in force, kept, and entered (CLK-09, SYS-03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import Field

from redress.administration import rulebooks as administration
from redress.administration.authority import ADMINISTRATORS
from redress.administration.door import RULEBOOKS, AdministrationCommand
from redress.administration.file import Dossier
from redress.administration.years import WITHOUT_NUL
from redress.casework import rulebooks
from redress.casework.command import Facts
from redress.casework.inputs import Line
from redress.casework.models import RulebookVersion
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change as Changed
from redress.rulebook import Change, Rulebook, RulebookError, diff, loads


@dataclass(frozen=True, slots=True)
class Proposed:
    """A rulebook that holds, and what it changes in the version in force today; None when there is none."""

    rulebook: Rulebook
    in_force: RulebookVersion | None
    changes: list[Change]
    before: Rulebook | None = None
    """What is in force, opened."""


def propose(text: str, file: str) -> Proposed:
    """Check a text. What it extends is the newest published version of that name, or the shipped one.

    Raises RulebookError with all that is wrong: file, line, rule. Keeps nothing.
    """
    rulebook = loads(text, resolve=rulebooks.newest, file=file)
    today = timezone.localdate()
    same = RulebookVersion.objects.filter(name=rulebook.name, effective__lte=today)
    current = same.order_by("-effective", "-id").first()
    before = rulebooks.opened(current) if current else None
    return Proposed(rulebook, current, diff(before, rulebook) if before else [], before)


class PublishRulebook(AdministrationCommand):
    """Publish a version of a rulebook: cases registered from its first day on follow it (CLK-09, ORG-14)."""

    name = "publish_rulebook"
    label = gettext_lazy("Publish a version")
    cite = ("ORG-14",)
    duties = ADMINISTRATORS

    text: Annotated[str, Field(min_length=1, max_length=500_000, pattern=WITHOUT_NUL)]
    """The rulebook, YAML."""
    file: Line = "rulebook"
    """How the file is called."""

    example = {"text": "rulebook: life-method\nversion: '2026.2'\n...", "file": "life-method.yaml"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        administration.need_publishing(actor, file.name, extended=_is_extended(file.name))

    def check(self, file: Dossier, actor: Actor) -> None:
        try:
            rulebook = propose(self.text, self.file).rulebook
        except RulebookError as error:
            refuse("ORG-14", error.problems[0].get(get_language() or "zh"), "text")
        if rulebook.name != file.name:
            because = _("This is a text of the rulebook %(name)s. Publish it under that name.")
            refuse("ORG-14", because % {"name": rulebook.name}, "text")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        rulebook = propose(self.text, self.file).rulebook
        kept = rulebooks.keep(rulebook)
        after = {"rulebook": rulebook.name, "version": rulebook.version, "digest": rulebook.digest}
        # Which rulebooks that extend it are now looser.
        if looser := [str(child.version) for child in rulebooks.children(rulebook.name) if child.problems]:
            after["looser"] = ", ".join(looser)
        file.note(Changed.RULEBOOK_PUBLISHED, after=after)
        return {"rulebook": kept.name, "version": kept.version}


def publish(actor: Actor, text: str, file: str, version: int | None = None, key: str = "") -> RulebookVersion:
    """Keep it. Raises RulebookError with all that is wrong; Refusal when that version says something else already."""
    rulebook = propose(text, file).rulebook
    given = PublishRulebook(text=text, file=file)
    RULEBOOKS.execute(given, actor, RULEBOOKS.number_of(rulebook.name), version, key)
    return RulebookVersion.objects.get(name=rulebook.name, version=rulebook.version)


def said_of_children(name: str) -> list[str]:
    """What whoever publishes is told of the rulebooks that extend this one; each goes on with the words it had."""
    return [
        _("%(version)s extends it and is now looser: %(problem)s Its unit must publish a version that holds.")
        % {"version": child.version, "problem": child.problems[0].get(get_language() or "zh")}
        if child.problems
        else _("%(version)s extends it, holds, and rests on the older version until it is published anew.")
        % {"version": child.version}
        for child in rulebooks.children(name)
    ]


def may_publish(actor: Actor, rulebook: Rulebook) -> bool:
    """Whether the actor may publish a version of it."""
    return administration.may_publish(actor, rulebook.name, extended=_is_extended(rulebook.name))


def _is_extended(name: str) -> bool:
    """Whether a published rulebook of another name rests on this one: it keeps the texts of all that it extends."""
    return RulebookVersion.objects.filter(texts__has_key=name).exclude(name=name).exists()
