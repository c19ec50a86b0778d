"""Four eyes on everything that widens what somebody sees: one proposes, another confirms, nobody for oneself (SEC-01).

Whoever adds such a change registers with `carries_out` what is done once it is confirmed, and what is asked of it: when
it is proposed and again before it is carried out. The system (installation, demonstration, the command line of
whoever owns the house) needs no second person: it does not ask here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration.authority import ADMINISTRATORS, CONFIRMERS, need
from redress.administration.door import (
    PEOPLE,
    UNITS,
    AdministrationCommand,
    AdministrationDoor,
    need_over_some,
)
from redress.administration.file import Dossier, Values
from redress.administration.numbers import person_number
from redress.casework.command import Facts
from redress.casework.inputs import Line
from redress.casework.refusals import Forbidden, refuse
from redress.organisation import queries
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, Duty, Verdict, Widening
from redress.organisation.models import Deputy, Proposal, Unit, User

HOLDS: Final = timedelta(days=30)
"""So long a proposal can be confirmed; what nobody confirmed by then is proposed again."""
MOST: Final = 100

Ask = Callable[[Actor, Proposal, frozenset[Duty]], None]
Carry = Callable[[Dossier, Actor, Proposal], None]
_asked: dict[Widening, Ask] = {}
_carried: dict[Widening, Carry] = {}


def carries_out(kind: Widening, *, asks: Ask) -> Callable[[Carry], Carry]:
    """Registers what a confirmed change of that kind does. It runs in the transaction of the confirmation.

    `asks` raises what stands against the change: of who proposes, with the duties of who may propose; and again, of who
    confirms, with the duties of who may confirm. Nothing is asked in one place alone.
    """

    def registered(do: Carry) -> Carry:
        _asked[kind], _carried[kind] = asks, do
        return do

    return registered


def never_oneself(actor: Actor, person: User | None) -> None:
    """Refuse what somebody would give to themself, or to a person in whose place they act."""
    if person is not None and person.pk in behind(actor):
        refuse(
            "SEC-01",
            _(
                "Nobody gives this to themself, nor to a person for whom they stand in. Ask another administrator."
            ),
            "user",
        )


def behind(actor: Actor) -> frozenset[int]:
    """The actor and everybody whose deputy the actor is today, whatever of their duties passes: one query."""
    today = timezone.localdate()
    absent = Deputy.objects.filter(deputy=actor.id, period__contains=today).values_list(
        "absent_id", flat=True
    )
    return actor.people | frozenset(absent)


class Proposing(AdministrationCommand):
    """What is only asked for by one person, and done once a second one has confirmed it."""

    def draft(self, file: Dossier) -> Proposal:
        """What is asked for. Raises Refusal."""
        raise TypeError(f"{type(self).__name__} does not say what it asks for")

    def check(self, file: Dossier, actor: Actor) -> None:
        ask(actor, self.draft(file))

    def do(self, file: Dossier, actor: Actor) -> Facts:
        return put(file, actor, self.draft(file))


def ask(actor: Actor, draft: Proposal, duties: frozenset[Duty] = ADMINISTRATORS) -> None:
    """Refuse what stands against it, and what waits already."""
    _asked[Widening(draft.kind)](actor, draft, duties)
    same = Proposal.objects.filter(
        kind=draft.kind,
        unit=draft.unit,
        person=draft.person,
        department=draft.department,
        asked=draft.asked,
        verdict="",
    )
    if same.filter(proposed_at__gt=timezone.now() - HOLDS).exists():
        refuse(
            "SEC-01",
            _("The same is proposed already and waits for a second person. Ask for its confirmation."),
        )


def put(file: Dossier, actor: Actor, draft: Proposal) -> Facts:
    """Keep what was asked for. It waits for a second person and gives nothing."""
    draft.because = draft.because.strip()
    draft.proposed_by_id, draft.proposers = actor.id, sorted(behind(actor))
    draft.save(force_insert=True)
    _entered(file, Change.PROPOSED, draft)
    return {"proposal": draft.pk}


class Deciding(AdministrationCommand):
    """A second person decides about what waits."""

    cite = ("SEC-01",)

    proposal: int

    example = {"proposal": 12}

    def held(self, file: Dossier, actor: Actor) -> Proposal:
        """The row, held. The database holds it for nobody who could not decide it: they are told whose duty it is."""
        rows = Proposal.objects.select_related(
            "unit", "department__unit", "person__department__unit", "proposed_by"
        )
        found = rows.select_for_update(of=("self",)).filter(pk=self.proposal).first()
        if found is None and (seen := rows.filter(pk=self.proposal).first()) is not None:
            need(actor, CONFIRMERS, seen.unit)
        if found is None or not stands_in(file, found):
            refuse("SEC-01", _("There is no such proposal here. Choose one of those that wait."), "proposal")
        if found.verdict:
            because = _("This is decided already: %(verdict)s. Nothing needs to be done.")
            refuse("SEC-01", because % {"verdict": found.get_verdict_display()})
        return found


class ConfirmChange(Deciding):
    """Agree, as a second person, to what was proposed: it is done now (SEC-01)."""

    name = "confirm_change"
    label = gettext_lazy("Confirm")
    duties = CONFIRMERS
    by_page: ClassVar[frozenset[Widening]] = frozenset({Widening.PASSWORD_CODE})
    """What is confirmed where its link is shown, and nowhere else."""

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        if actor.system or actor.id is None:
            raise Forbidden(
                "SEC-01",
                _(
                    "A person confirms this: an administrator or manager of the unit or above it. Ask"
                    " one of them."
                ),
            )
        need_over_some(file, actor, CONFIRMERS)

    def check(self, file: Dossier, actor: Actor) -> None:
        found = self.held(file, actor)
        need(actor, CONFIRMERS, found.unit)
        _second_person(actor, found)
        if found.kind in self.by_page:
            refuse(
                "SEC-05",
                _("A link is handed over by who confirms it. Confirm it on its page, which shows it."),
            )
        if found.proposed_at <= timezone.now() - HOLDS:
            refuse(
                "SEC-01",
                _("This was proposed more than %(days)d days ago. Propose it again.") % {"days": HOLDS.days},
            )
        _proposer_still_may(found)
        _asked[Widening(found.kind)](actor, found, CONFIRMERS)

    def do(self, file: Dossier, actor: Actor) -> Facts:
        found = self.held(file, actor)
        _decide(actor, found, Verdict.CONFIRMED, "")
        _carried[Widening(found.kind)](file, actor, found)
        _entered(file, Change.CONFIRMED, found)
        return {"proposal": found.pk, "widening": found.kind}


class ConfirmUnitChange(ConfirmChange):
    """Agree, as a second person, to what was proposed of a unit: a seat, the address of a department (SEC-01)."""

    name = "confirm_unit_change"


class HandOverLink(ConfirmChange):
    """Agree, as a second person, to hand a link for a new password to somebody whom no mail reaches (SEC-05)."""

    name = "hand_over_link"
    by_page = frozenset(Widening) - {Widening.PASSWORD_CODE}


class RejectChange(Deciding):
    """Reject what was proposed: by who could confirm it, or by who proposed it (SEC-01)."""

    name = "reject_change"
    label = gettext_lazy("Reject")

    reason: Line = ""

    example = {"proposal": 12, "reason": "岗位已另有人选。"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        own = (
            Proposal.objects.filter(proposed_by=actor.id, verdict="") if actor.id else Proposal.objects.none()
        )
        if not any(stands_in(file, each) for each in own[:MOST]):
            need_over_some(file, actor, CONFIRMERS)

    def check(self, file: Dossier, actor: Actor) -> None:
        found = self.held(file, actor)
        if found.proposed_by_id != actor.id or actor.id is None:
            need(actor, CONFIRMERS, found.unit)
        if not self.reason:
            refuse("SEC-01", _("Say why it is rejected."), "reason")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        found = self.held(file, actor)
        _decide(actor, found, Verdict.REJECTED, self.reason)
        _entered(file, Change.REJECTED, found)
        return {"proposal": found.pk, "widening": found.kind}


class RejectUnitChange(RejectChange):
    """Reject what was proposed of a unit: by who could confirm it, or by who proposed it (SEC-01)."""

    name = "reject_unit_change"


OF_UNITS: Final = frozenset({Widening.SEAT, Widening.DEPARTMENT_EMAIL})
"""What is asked for on the file of a unit; all else on that of the person it is about."""


def stands_in(file: Dossier, proposal: Proposal) -> bool:
    """Whether it was asked for on that file."""
    if proposal.kind in OF_UNITS:
        return file.row.unit_id == proposal.unit_id
    return file.row.person_id is not None and file.row.person_id == proposal.person_id


def decider(proposal: Proposal) -> tuple[AdministrationDoor, str]:
    """The door and the number of the file on which it is decided."""
    if proposal.kind in OF_UNITS:
        return UNITS, proposal.unit.code
    assert proposal.person_id is not None
    return PEOPLE, person_number(proposal.person_id)


def confirming(proposal: Proposal) -> ConfirmChange:
    """The command that confirms it, where its page is."""
    if proposal.kind == Widening.PASSWORD_CODE:
        return HandOverLink(proposal=proposal.pk)
    of_unit = proposal.kind in OF_UNITS
    return (ConfirmUnitChange if of_unit else ConfirmChange)(proposal=proposal.pk)


def rejecting(proposal: Proposal, reason: str) -> RejectChange:
    """The command that rejects it."""
    of_unit = proposal.kind in OF_UNITS
    return (RejectUnitChange if of_unit else RejectChange)(proposal=proposal.pk, reason=reason)


def may_confirm(actor: Actor, proposal: Proposal) -> bool:
    """Whether the actor is a second person for it, as far as a page shows; `confirm` asks the rest."""
    seat = proposal.person.department if proposal.person else None
    return (
        not actor.system
        and actor.has_over(CONFIRMERS, proposal.unit_id)
        and (seat is None or proposal.kind == Widening.SEAT or actor.has_over(CONFIRMERS, seat.unit_id))
        and not behind(actor) & {*proposal.proposers, proposal.proposed_by_id, proposal.person_id}
    )


def waiting(actor: Actor, unit: Unit) -> list[Proposal]:
    """What waits for a second person in a unit and below it, as far as the actor may see it: one query."""
    return list(_shown(actor).filter(verdict="", unit__path__startswith=unit.path)[:MOST])


def one(actor: Actor, proposal: int) -> Proposal | None:
    """A proposal of the actor's units."""
    return _shown(actor).filter(pk=proposal).first()


def of_person(actor: Actor, person: User) -> list[Proposal]:
    """What waits about a person: one query."""
    return list(_shown(actor).filter(verdict="", person=person)[:MOST])


def asked_by(actor: Actor, person: User) -> int:
    """How many that the person proposed still wait: one query."""
    return _shown(actor).filter(verdict="", proposed_by=person).count()


def _shown(actor: Actor) -> QuerySet[Proposal]:
    return Proposal.objects.select_related(
        "unit", "department__unit", "person__department__unit", "proposed_by"
    ).filter(unit__in=actor.reach)


def _second_person(actor: Actor, found: Proposal) -> None:
    """Refuse whoever proposed it, whom it is about, and who stands in for one of them."""
    people = behind(actor)
    if people & {*found.proposers, found.proposed_by_id}:
        refuse(
            "SEC-01",
            _(
                "Whoever proposed it, and whoever stands in for that person, cannot confirm it. Ask a second person."
            ),
        )
    if found.person_id is not None and found.person_id in people:
        refuse(
            "SEC-01",
            _("It is about yourself, or about a person for whom you stand in. Ask a second person."),
        )


def _proposer_still_may(found: Proposal) -> None:
    """Who lost the duty since then proposes no more."""
    if found.proposed_by_id is None or found.kind == Widening.IDENTITY:
        return
    proposer = queries.actor(found.proposed_by_id)
    if not proposer.has_over(ADMINISTRATORS | CONFIRMERS, found.unit_id):
        because = _(
            "%(name)s, who proposed it, has no longer the duty for it. Reject it, then propose it anew."
        )
        refuse("SEC-01", because % {"name": found.proposed_by})


def _decide(actor: Actor, found: Proposal, verdict: Verdict, reason: str) -> None:
    found.verdict, found.decided_by_id, found.decided_at = verdict, actor.id, timezone.now()
    found.reason = reason
    found.save(update_fields=["verdict", "decided_by", "decided_at", "reason"])


def _entered(file: Dossier, what: Change, found: Proposal) -> None:
    said = {"proposal": str(found.pk), "widening": str(found.kind), **_said(found)}
    if found.reason:
        said["reason"] = found.reason
    file.note(what, unit=found.unit, department=found.department, person=found.person, after=said)


def _said(found: Proposal) -> Values:
    """What the journal says of it: no address and no telephone number."""
    return {key: str(value) for key, value in found.asked.items() if key not in ("email", "phone", "uid")}
