"""Timed work of the house itself, run by the worker."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from redress.operations import checkpointing
from redress.operations.verifying import telling
from redress.operations.verifying.engine import verify


@app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="checkpoint")  # type: ignore[untyped-decorator]
def make_checkpoint(timestamp: int) -> str:
    """Every REDRESS_CHECKPOINT_MINUTES: sign what was sealed since; the first of a day goes by mail as well."""
    if (timestamp // 60) % max(settings.REDRESS_CHECKPOINT_MINUTES, 1):
        return "not now"
    made = checkpointing.make()
    for each in made:
        if checkpointing.first_of_its_day(each):
            checkpointing.mail(each)
    return f"{len(made)} made"


@app.periodic(cron="30 2 * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="verify")  # type: ignore[untyped-decorator]
def verify_nightly(timestamp: int) -> str:
    """Every night: what came since, a share of the rest; on Sundays everything. Auditors are told of faults."""
    report = verify(whole=timezone.localdate().isoweekday() == 7)
    telling.tell(report)
    return f"{len(report.faults)} faults"
