"""Publishing a version from its text: checked, compared with what is in force, kept, and entered (CLK-09, SYS-03)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.administration import rulebooks as administration
from redress.administration.rulebooks import rulebook_published
from redress.casework import rulebooks
from redress.casework.models import RulebookVersion
from redress.organisation.actor import Actor
from redress.rulebook import Change, Rulebook, diff, loads
from redress.sealing.doors import atomic


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


@atomic("rulebook")
def publish(actor: Actor, text: str, file: str) -> RulebookVersion:
    """Keep it. Raises RulebookError, NotYourDuty, and Refusal when that version says something else already."""
    rulebook = propose(text, file).rulebook
    administration.need_publishing(actor, rulebook.name, extended=_is_extended(rulebook.name))
    kept = rulebooks.keep(rulebook)
    rulebook_published(
        actor,
        rulebook.name,
        rulebook.version,
        rulebook.digest,
        looser=[str(child.version) for child in rulebooks.children(rulebook.name) if child.problems],
    )
    return kept


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
