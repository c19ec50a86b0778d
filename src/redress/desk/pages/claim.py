"""The page of one claim, with what is to be done next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from redress.casework import access, moment
from redress.casework.command import Command
from redress.casework.listing import listed
from redress.casework.next_step import NextStep
from redress.casework.purposes import Purpose
from redress.claims.commands.after import RecordDispute
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.evidence import AttachToClaim
from redress.claims.commands.policy import CheckPolicy
from redress.claims.commands.registry import ALL, COMMANDS
from redress.claims.file import OpenClaim
from redress.claims.kind_of_file import CLAIM
from redress.claims.kinds import Doubt, Injury
from redress.claims.next_step import next_step
from redress.claims.queries.claim import ClaimFile
from redress.claims.queries.clocks import Timed
from redress.claims.queries.clocks import of as clocks_of
from redress.claims.queries.complaints import About
from redress.claims.queries.lists import Row
from redress.claims.queries.sums import Shown, shown
from redress.claims.recusal import kept_out_of
from redress.complaints.queries.timeline import Show
from redress.desk.pages import claim_first, claim_papers, clocks
from redress.desk.pages.claim_history import said
from redress.desk.pages.claim_papers import PaperLine
from redress.desk.pages.claim_people import ClaimPeople, Somebody
from redress.desk.pages.claim_words import reason
from redress.desk.pages.entries import FILTERS
from redress.desk.pages.first import First
from redress.disposal import queries as keeping
from redress.letters.commands.common import OnLetter
from redress.organisation.actor import Actor
from redress.policies.kinds import LOOKS_UP
from redress.rulebook.sections.papers.labels import INJURIES


@dataclass(frozen=True, slots=True)
class Button:
    """Something the reader may do with the claim now."""

    name: str
    label: object
    url: str
    icon: str
    often: bool = True


_ALL: tuple[type[Command], ...] = ALL


@dataclass(frozen=True, slots=True)
class Journalled:
    """One entry of the journal."""

    at: Any
    by: Any
    label: object
    icon: str
    said: Sequence[str] = ()


@dataclass(frozen=True)
class ClaimPage:
    """One claim in the order of its page."""

    whole: ClaimFile
    actor: Actor

    @property
    def file(self) -> OpenClaim:
        return self.whole.file

    @property
    def claim(self) -> Row:
        return self.file.row

    @cached_property
    def timed(self) -> Timed:
        return clocks_of(self.claim, self.whole.events)

    @cached_property
    def clocks(self) -> clocks.Panel:
        found = self.timed.clocks
        return clocks.panel(found, moment.now(), self.file.calendar, self.claim.number, "desk:claim")

    @cached_property
    def kept(self) -> keeping.Kept | None:
        """How long it is kept, holds, and its disposal; None while it is neither held nor over."""
        return keeping.kept(self.claim)

    @cached_property
    def buttons(self) -> list[Button]:
        """What can be done now, the next step apart."""
        found = []
        for command in ALL:
            if command.creates or command.automatic or command.possible(self.file, self.actor) is not None:
                continue
            view = "desk:claim_dispute" if command is RecordDispute else "desk:claim_do"
            args = [self.claim.number] + ([] if command is RecordDispute else [command.name])
            found.append(
                Button(command.name, command.label, reverse(view, args=args), command.icon, command.often)
            )
        return found

    @cached_property
    def following(self) -> NextStep[ClaimCommand]:
        """What comes next, or whom the claim waits for."""
        return next_step(self.file, self.actor)

    @cached_property
    def next(self) -> Button | None:
        """The next step, where the reader may take it."""
        command = self.following.command
        return next((each for each in self.buttons if command and each.name == command.name), None)

    @cached_property
    def first(self) -> First:
        """What the head of the page says."""
        button = (self.next.label, self.next.url) if self.next else ("", "")
        return claim_first.first(
            self.whole, self.timed.clocks, self.following, button, self._people, self.actor
        )

    @cached_property
    def others(self) -> list[Button]:
        """Steps of one letter stand beside it."""
        beside = {each.name for each in _ALL if issubclass(each, OnLetter)}
        return [each for each in self.buttons if each != self.next and each.name not in beside]

    @property
    def often(self) -> list[Button]:
        return [each for each in self.others if each.often]

    @property
    def seldom(self) -> list[Button]:
        return [each for each in self.others if not each.often]

    @property
    def doubts(self) -> list[str]:
        """What the policy system leaves doubtful; how cover stood, where that is it."""
        said = [str(Doubt(code).label) for code in self.claim.doubts if code != Doubt.NOT_COVERED]
        return said + (
            [str(self.claim.get_cover_display())] if Doubt.NOT_COVERED in self.claim.doubts else []
        )

    @property
    def check(self) -> Button | None:
        """Asking the policy system again, where something is doubtful."""
        return next((each for each in self.buttons if each.name == CheckPolicy.name), None)

    @property
    def may_attach(self) -> bool:
        """Whether files are dropped here."""
        return any(each.name == AttachToClaim.name for each in self.buttons)

    @property
    def may_look_up(self) -> bool:
        return bool(self.actor.over(LOOKS_UP))

    @cached_property
    def facts(self) -> dict[str, str]:
        method, language = self.file.rulebook.method, get_language() or ""
        return {
            "line": method.lines[self.claim.line].title.get(language),
            "cause": method.loss_causes[self.claim.loss_cause].title.get(language),
            "losses": listed(method.losses[each].title.get(language) for each in self.claim.losses),
            "injury": "" if self.claim.injury == Injury.NONE else INJURIES[self.claim.injury].get(language),
        }

    @cached_property
    def papers(self) -> list[PaperLine]:
        """What waits first."""
        return claim_papers.lines(self.file, [] if self.no_files else self.attachments)

    @property
    def open_papers(self) -> int:
        """How many papers are waited for, or to be checked."""
        return sum(not each.fine for each in self.papers)

    @property
    def not_sent(self) -> int:
        """Messages to the customer that did not go and that nobody has sent anew: what was to be told is not."""
        return self.whole.not_sent

    @cached_property
    def notices(self) -> list[tuple[Any, str]]:
        language = get_language() or ""
        return [
            (each, listed(self.file.paper(code).title.get(language) for code in each.papers))
            for each in self.file.notices
        ]

    @cached_property
    def shown(self) -> list[Shown]:
        """The items of the last decision with their sums."""
        return shown(self.file.decision)

    @cached_property
    def appointments(self) -> list[Any]:
        return list(self.claim.appointments.all())

    @cached_property
    def plain(self) -> bool:
        """Whether personal data are shown as they are; that they were is on record (SEC-02)."""
        whole = CLAIM.has_business(self.claim, self.actor) and not self.keeps_out
        if whole:
            purpose = Purpose.CONTACT.value
            access.log(
                self.actor, access.Action.UNMASK, self.claim.pk, purpose=purpose, fields="name,phone,account"
            )
        return whole

    @cached_property
    def _people(self) -> ClaimPeople:
        return ClaimPeople(self.file, self.plain)

    @property
    def people(self) -> Iterator[Somebody]:
        return self._people.lines

    @property
    def account(self) -> str:
        return self._people.account

    @property
    def new_account(self) -> str:
        """The one that a change waits for."""
        return self._people.new_account

    @cached_property
    def keeps_out(self) -> list[str]:
        """Why who looks at the claim must keep out of it (ORG-13)."""
        return kept_out_of(self.file, self.actor)

    @property
    def recusals(self) -> list[Any]:
        return self.file.recusals

    @property
    def complaints(self) -> list[About]:
        """Complaints about the claim."""
        return self.whole.about

    @cached_property
    def attachments(self) -> list[Any]:
        return list(self.claim.attachments.all())

    @property
    def no_files(self) -> Sequence[str]:
        """Why who looks at the claim is given no file of it (ORG-13)."""
        return self.keeps_out

    @property
    def proposed(self) -> list[Any]:
        """Catastrophes that the loss may be of."""
        return self.whole.proposed

    @cached_property
    def risk(self) -> list[str]:
        weighed, language = self.timed.weighed, get_language() or ""
        if weighed is None or not weighed.listed:
            return []
        return [reason(each.title.get(language), each.found) for each in weighed.reasons]

    @property
    def filters(self) -> object:
        """What can be looked for in the time line."""
        return FILTERS

    @property
    def entries(self) -> Iterator[Journalled]:
        return self.shown_as(Show.ALL)

    def shown_as(self, show: Show) -> Iterator[Journalled]:
        """The newest hundred entries of that sort."""
        found = [entry for entry in self.whole.entries if claim_first.is_of(entry, show)]
        for entry in found[:-101:-1]:
            command = COMMANDS.get(entry.command)
            yield Journalled(
                entry.at,
                entry.by_name,  # type: ignore[attr-defined]  # of the statement
                command.label if command else entry.command,
                command.icon if command else "point",
                said(self.file, entry.at, entry.payload, entry.facts),
            )
