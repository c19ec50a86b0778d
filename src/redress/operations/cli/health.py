from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from redress.operations.console import with_settings
from redress.operations.speech import early as _

if TYPE_CHECKING:
    from redress.operations.readiness import Waiting

JOB_SECONDS = 300


@click.command()
@with_settings
def command() -> None:
    """Say what is up and what is not; status 0 only when all is."""
    from redress.operations import health, readiness

    told = health.report(_)
    names = {"database": _("database"), "migrations": _("migrations"), "worker": _("worker")}
    fine = _("ok")
    for part, word in told.items():
        click.echo(f"{names[part]:<11} {fine if word == health.OK else word}")
    well = set(told.values()) == {health.OK}
    if told["migrations"] == health.OK:
        found = readiness.waiting()
        for line in (*_troubles(found), *_faults(found)):
            well = False
            click.echo(line)
    sys.exit(0 if well else 1)


def _faults(found: Waiting) -> Iterator[str]:
    """What the last verification found (SEC-04)."""
    if found.verified and found.verified.found:
        words = _(
            "The last verification found faults: %(n)d. See `redress verify --all` or the page of checkpoints."
        )
        yield words % {"n": found.verified.found}


def _troubles(found: Waiting) -> Iterator[str]:
    """What waits and should not, one line each."""
    from django.utils import timezone

    now = timezone.now()
    if not found.well:
        yield _("The oldest due clock has waited for %(seconds)d s.") % {"seconds": found.clocks}
    for lane in found.lanes:
        if lane.seconds > JOB_SECONDS:
            words = _("Lane %(lane)s: %(jobs)d jobs wait, the oldest for %(seconds)d s.")
            yield words % {"lane": lane.name, "jobs": lane.jobs, "seconds": lane.seconds}
    if found.held:
        yield _("%(jobs)d jobs are held by workers that died; they are taken up shortly.") % {
            "jobs": found.held
        }
    if found.failed:
        yield _("%(jobs)d jobs failed; see the log of the worker.") % {"jobs": found.failed}
    for each in found.channels:
        if each.paused_since:
            yield _(
                "%(channel)s is paused since %(since)s (%(reason)s): %(due)d wait, next try %(next)s."
            ) % {
                "channel": each.label,
                "since": timezone.localtime(each.paused_since).strftime("%m-%d %H:%M"),
                "reason": each.reason,
                "due": each.due,
                "next": timezone.localtime(each.next_try_at or now).strftime("%H:%M"),
            }
        elif each.oldest and (now - each.oldest).total_seconds() > JOB_SECONDS:
            waited = {"channel": each.label, "due": each.due, "seconds": (now - each.oldest).total_seconds()}
            yield _("%(channel)s: %(due)d messages wait, the oldest for %(seconds)d s.") % waited
        if each.doubtful:
            words = _("%(channel)s: of %(n)d messages nobody knows whether they arrived.")
            yield words % {"channel": each.label, "n": each.doubtful}
