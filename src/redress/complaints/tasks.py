"""Work on many cases, run by the worker."""

from __future__ import annotations

from redress.casework import drafts
from redress.casework.models import RulebookVersion
from redress.complaints import asked_of_the_worker
from redress.complaints.recusing import unconfirmed
from redress.complaints.rulebooks import rulebook_migration
from redress.disposal.destruction import finish
from redress.evidence import uploads
from redress.jobs.lanes import HOUSE, SLOW
from redress.jobs.tasks import job
from redress.organisation import queries
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

MIGRATE = "migrate_cases"


def have_migrated(actor: int, plan: rulebook_migration.Plan, reason: str) -> None:
    """The worker moves the open cases of a plan, in that person's name."""
    order = asked_of_the_worker.sealed(
        MIGRATE, actor, source=plan.source.pk, target=plan.target.pk, unit=plan.unit, reason=reason
    )
    migrate_cases.defer(actor=actor, order=order)


@job(SLOW, alone=MIGRATE)
def migrate_cases(actor: int, order: str) -> str:
    """Move the open cases of a plan, as the person who decided it (CLK-09). Raises NotAsked when nobody did."""
    asked = asked_of_the_worker.opened(MIGRATE, actor, order)
    versions = RulebookVersion.objects.in_bulk([asked["source"], asked["target"]])
    plan = rulebook_migration.Plan(versions[asked["source"]], versions[asked["target"]], asked["unit"])
    with acting_as(queries.actor(actor)) as who:
        done = rulebook_migration.carry_out(who, plan, asked["reason"])
    return f"{done.moved} moved, {len(done.refused)} refused, {len(done.busy)} busy"


@job(HOUSE, alone="finish_disposals", every="17 * * * *")
def finish_disposals(timestamp: int) -> int:
    """Every hour: delete the files of disposals whose process died after the commit (CLO-10)."""
    return finish()


@job(HOUSE, alone="forget_drafts", every="53 3 * * *")
def forget_drafts(timestamp: int) -> int:
    """Every night: forget drafts that nobody touched for long (SEC-02)."""
    with acting_as(SYSTEM):
        return drafts.forget_old()


@job(HOUSE, alone="clear_uploads", every="41 * * * *")
def clear_uploads(timestamp: int) -> int:
    """Every hour: forget uploads of yesterday, and delete contents that were attached to nothing (SEC-05)."""
    return uploads.sweep()


@job(HOUSE, alone="unconfirmed conflicts", every="23 * * * *")
def set_conflicts_aside(timestamp: int) -> int:
    """Every hour: conflicts that one person declared about another and no superior confirmed in time (ORG-13)."""
    return unconfirmed.set_aside()
