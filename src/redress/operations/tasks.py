"""Timed work of the house itself, run by the worker."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from redress.jobs.lanes import HOUSE, SLOW
from redress.jobs.tasks import job
from redress.operations import checkpointing
from redress.operations.verifying import telling
from redress.operations.verifying.engine import verify


@job(HOUSE, alone="checkpoint", every="* * * * *")
def make_checkpoint(timestamp: int) -> str:
    """Every REDRESS_CHECKPOINT_MINUTES: sign what was sealed since; the first of a day goes by mail as well."""
    if (timestamp // 60) % max(settings.REDRESS_CHECKPOINT_MINUTES, 1):
        return "not now"
    made = checkpointing.make()
    for each in made:
        if checkpointing.first_of_its_day(each):
            checkpointing.mail(each)
    return f"{len(made)} made"


@job(SLOW, alone="verify", every="30 2 * * *")
def verify_nightly(timestamp: int) -> str:
    """Every night: what came since, a share of the rest; on Sundays everything. Auditors are told of faults."""
    report = verify(whole=timezone.localdate().isoweekday() == 7)
    telling.tell(report)
    return f"{len(report.faults)} faults"
