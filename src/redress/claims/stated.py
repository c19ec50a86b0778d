"""The events of a claim that stated times are held against (INT-07, CLK-01)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy

from redress.casework.stated import Mark
from redress.organisation.days import midnight

if TYPE_CHECKING:
    from redress.claims.file import OpenClaim

_EARLIEST_COVER: Final = datetime(1949, 10, 1, tzinfo=UTC)


def _papers(_command: Any, file: OpenClaim) -> datetime:
    """What is told of papers follows the last that came, and what was told of them before."""
    came = [each.received_at for each in file.papers.values() if each.received_at]
    return max([file.row.reported_at, *came, *(notice.told_at for notice in file.notices)])


def _decision(_command: Any, file: OpenClaim) -> datetime:
    return file.decision.decided_at if file.decision else file.row.reported_at


def _decision_told(_command: Any, file: OpenClaim) -> datetime:
    told = file.decision.told_at if file.decision else None
    return told or file.row.reported_at


REPORT = Mark(gettext_lazy("the report of the claim"), lambda _command, file: file.row.reported_at)
LOSS = Mark(gettext_lazy("the loss"), lambda command, _file: command.occurred_at)
PAPERS = Mark(gettext_lazy("the last papers, or what was told of them"), _papers)
DECISION = Mark(gettext_lazy("the decision"), _decision)
DECISION_TOLD = Mark(gettext_lazy("the telling of the decision"), _decision_told)
AGREEING = Mark(gettext_lazy("the agreement"), lambda command, file: command.agreed_at or file.now)
ACCOUNT_AGREED = Mark(
    gettext_lazy("the agreement, or when the account was let through"),
    lambda _command, file: max(filter(None, (file.row.agreed_at, file.row.account_changed_at)), default=None),
)
"""Nothing was paid to an account before it stood in the claim (CLM-11)."""
ACCOUNT_ASKED = Mark(
    gettext_lazy("the request for payment, or when the account was let through"),
    lambda _command, file: max(
        filter(None, (file.row.requested_at, file.row.account_changed_at)), default=file.row.reported_at
    ),
)
EARLIEST_COVER = Mark(gettext_lazy("the year 1949"), lambda _command, _file: _EARLIEST_COVER)
COVER_BEGINS = Mark(
    gettext_lazy("the beginning of the cover"),
    lambda command, _file: midnight(command.covered_from) if command.covered_from else None,
)
