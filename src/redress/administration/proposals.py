"""Four eyes on everything that widens what somebody sees: one proposes, another confirms, nobody for oneself (SEC-01).

Whoever adds such a change registers with `carries_out` what is done once it is confirmed, and what is asked of it: when
it is proposed and again before it is carried out. The system (installation, demonstration, the command line of
whoever owns the house) needs no second person: it does not ask here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.administration.authority import ADMINISTRATORS, need
from redress.administration.recording import record
from redress.organisation import queries
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, Duty, Verdict, Widening
from redress.organisation.models import Department, Deputy, Proposal, Unit, User
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic

CONFIRMERS: Final = frozenset({Duty.ADMINISTRATOR, Duty.MANAGER})
"""Who confirms, over the unit that the change is about."""
HOLDS: Final = timedelta(days=30)
"""So long a proposal can be confirmed; what nobody confirmed by then is proposed again."""
MOST: Final = 100

Values = dict[str, str]
Ask = Callable[[Actor, Proposal, frozenset[Duty]], None]
Carry = Callable[[Actor, Proposal], None]
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


@atomic("organisation")
def propose(
    actor: Actor,
    kind: Widening,
    unit: Unit,
    asked: Values,
    *,
    person: User | None = None,
    department: Department | None = None,
    because: str = "",
    duties: frozenset[Duty] = ADMINISTRATORS,
) -> Proposal:
    """Ask for it, by who has one of the duties. It waits for a second person and gives nothing."""
    draft = Proposal(kind=kind, unit=unit, department=department, person=person, asked=asked)
    _asked[kind](actor, draft, duties)
    same = Proposal.objects.filter(
        kind=kind, unit=unit, person=person, department=department, asked=asked, verdict=""
    )
    if same.filter(proposed_at__gt=timezone.now() - HOLDS).exists():
        refuse(
            "SEC-01",
            _("The same is proposed already and waits for a second person. Ask for its confirmation."),
        )
    made = Proposal.objects.create(
        kind=kind,
        unit=unit,
        department=department,
        person=person,
        asked=asked,
        because=because.strip(),
        proposed_by_id=actor.id,
        proposers=sorted(behind(actor)),
    )
    _entered(actor, Change.PROPOSED, made)
    return made


@atomic("organisation")
def confirm(actor: Actor, proposal: Proposal) -> Proposal:
    """A second person agrees: it is done now. Raises NotYourDuty, Refused."""
    found = _locked(actor, proposal)
    way = _second_person(actor, found)
    if found.proposed_at <= timezone.now() - HOLDS:
        refuse(
            "SEC-01",
            _("This was proposed more than %(days)d days ago. Propose it again.") % {"days": HOLDS.days},
        )
    _proposer_still_may(found)
    _asked[Widening(found.kind)](way, found, CONFIRMERS)
    _decide(actor, found, Verdict.CONFIRMED, "")
    _carried[Widening(found.kind)](way, found)
    _entered(way, Change.CONFIRMED, found)
    return found


@atomic("organisation")
def reject(actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    """It will not be done. By who could confirm it, or by who proposed it."""
    found = _locked(actor, proposal)
    if found.proposed_by_id != actor.id or actor.id is None:
        need(actor, CONFIRMERS, found.unit)
    if not reason.strip():
        refuse("SEC-01", _("Say why it is rejected."), "reason")
    _decide(actor, found, Verdict.REJECTED, reason.strip()[:200])
    _entered(actor, Change.REJECTED, found)
    return found


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


def _locked(actor: Actor, proposal: Proposal) -> Proposal:
    """The row, held. The database holds it for nobody who could not decide it: they are told whose duty it is."""
    found = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("unit", "department__unit", "person__department__unit", "proposed_by")
        .filter(pk=proposal.pk)
        .first()
    )
    if found is None:
        need(actor, CONFIRMERS, proposal.unit)
        raise Proposal.DoesNotExist
    if found.verdict:
        because = _("This is decided already: %(verdict)s. Nothing needs to be done.")
        refuse("SEC-01", because % {"verdict": found.get_verdict_display()})
    return found


def _second_person(actor: Actor, found: Proposal) -> Actor:
    """The way in which the actor may confirm it."""
    way = need(actor, CONFIRMERS, found.unit)
    if actor.system or actor.id is None:
        refuse(
            "SEC-01",
            _(
                "A person confirms this: an administrator or manager of the unit or above it. Ask"
                " one of them."
            ),
        )
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
    return way


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


def _entered(actor: Actor, what: Change, found: Proposal) -> None:
    said = {"proposal": str(found.pk), "widening": str(found.kind), **_said(found)}
    if found.reason:
        said["reason"] = found.reason
    record(actor, what, unit=found.unit, department=found.department, person=found.person, after=said)


def _said(found: Proposal) -> Values:
    """What the journal says of it: no address and no telephone number."""
    return {key: str(value) for key, value in found.asked.items() if key not in ("email", "phone", "uid")}
