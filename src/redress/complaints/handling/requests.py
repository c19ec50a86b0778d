"""Requests of subordinates (报批件): the answer binds (FLW-09)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.complaints.kinds import ApprovalState, Asked

if TYPE_CHECKING:
    from redress.complaints.case import Case


def check_answered(case: Case, amount: Decimal | None) -> None:
    """Refuse a proposal while a request waits, or beyond what the latest answer allows."""
    latest = case.row.approvals.filter(asked=Asked.REQUEST).exclude(state=ApprovalState.ENDED).last()
    if latest is None:
        return
    if latest.state == ApprovalState.WAITING:
        refuse("FLW-09", _("The superior's answer is awaited, and it binds. Propose when it is there."))
    wanted = amount or Decimal(0)
    if latest.amount is None:
        return
    if latest.state == ApprovalState.REFUSED and wanted >= latest.amount > 0:
        refuse(
            "FLW-09",
            _("The superior refused this amount: %(words)s. Propose less, or ask again.")
            % {"words": latest.words},
            "amount",
        )
    if latest.state == ApprovalState.APPROVED and wanted > latest.amount:
        refuse(
            "FLW-09",
            _("The superior approved at most %(amount)s yuan. Propose no more, or ask again.")
            % {"amount": f"{latest.amount:,}"},
            "amount",
        )
