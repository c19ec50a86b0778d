"""Says aloud that something does not hold: in the log, and by mail where an address is set."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.messages.channels.base import Parcel
from redress.messages.channels.mail.channel import Mail
from redress.operations.verifying.report import Report

log = logging.getLogger(__name__)
MOST = 100


def tell(report: Report) -> None:
    """Nothing is said when everything holds; auditors then see the run on the page of checkpoints."""
    if not report.faults:
        return
    lines = [f"{fault.where}: {_(fault.what)}" for fault in report.faults[:MOST]]
    log.error("%d things do not hold as they were sealed: %s", len(report.faults), "; ".join(lines[:10]))
    if settings.REDRESS_CHECKPOINT_MAIL:
        now = timezone.now()
        subject = _("%(n)s things are not as they were sealed") % {"n": len(report.faults)}
        Mail().send(
            Parcel(
                key=f"verification-{now:%Y%m%d%H%M%S}",
                address=settings.REDRESS_CHECKPOINT_MAIL,
                name="",
                subject=subject,
                body="\n".join(lines),
                written_at=now,
            )
        )
