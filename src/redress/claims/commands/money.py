"""The account, and the payments to it (CLM-09, CLM-11)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Presets
from redress.casework.command import Facts
from redress.casework.inputs import Account, PastMoment, PersonName, RequiredLine, RequiredText, Yuan
from redress.casework.refusals import Forbidden, refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import SECONDS, TAKES, PaymentKind
from redress.claims.models import AccountChange, Payment
from redress.claims.stated import ACCOUNT_AGREED, ACCOUNT_ASKED
from redress.claims.states import OPEN, UNDECIDED, ClaimState
from redress.organisation.actor import Actor

_BETWEEN = timedelta(days=1)
"""So long after a change of account no other one is taken."""


class ChangeAccount(ClaimCommand):
    """Another account, verified by a second way; it holds once a second person lets it through (CLM-11)."""

    name = "change_account"
    label = gettext_lazy("Change the account")
    icon = "credit-card"
    writes = Writes(add=("claims_accountchange",))
    cite = ("CLM-11",)
    duties = TAKES
    within = OPEN - {ClaimState.PAID}

    account: Account = Field(min_length=4, title=gettext_noop("New account"))
    holder: PersonName = Field(min_length=1, title=gettext_noop("Holder of the account"))
    verified_by: RequiredText = Field(
        title=gettext_noop("By which second way it was verified, and with whom")
    )

    example = {
        "account": "6222020200112233445",
        "holder": "刘建国",
        "verified_by": "回拨保单留存电话 138****1234，由本人核对身份证后四位确认。",
    }

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        last = file.last_change
        if last is not None and last.refused_at is None and last.asked_at > file.now - _BETWEEN:
            again = (last.asked_at + _BETWEEN).astimezone(file.calendar.zone)
            refuse(
                "CLM-11",
                _("The account was changed less than a day ago. Use the account that stands, or verify anew after "
                  "%(when)s.") % {"when": f"{again:%Y-%m-%d %H:%M}"},
                field="account",
            )  # fmt: skip

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if (self.account, self.holder) == (file.row.account, file.row.account_holder):
            refuse(
                "CLM-11",
                _("This account stands in the claim already. Nothing needs to be done."),
                field="account",
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.add(
            AccountChange(
                claim=file.row,
                account=self.account,
                holder=self.holder,
                verified_by=self.verified_by,
                asked_at=file.now,
                asked_by_id=actor.id or 0,
            )
        )
        file.event("account_change_asked")
        return {}


class ApproveAccount(ClaimCommand):
    """A second person lets the other account through (CLM-11)."""

    name = "approve_account"
    label = gettext_lazy("Let the account through")
    icon = "credit-card-pay"
    writes = Writes(
        change=("claims_accountchange",), columns=("account", "account_holder", "account_changed_at")
    )
    cite = ("CLM-11",)
    duties = SECONDS
    within = OPEN - {ClaimState.PAID}

    example = {}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        last = file.last_change
        if last is None or not last.waits:
            refuse("CLM-11", _("No change of account waits. Nothing needs to be done."))
        if last.asked_by_id in actor.people:
            raise Forbidden(
                "CLM-11",
                _("Who asked for the change does not let it through. Ask a colleague who handles claims."),
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        last, row = file.last_change, file.row
        assert last is not None
        last.approved_at, last.approved_by_id = file.now, actor.id
        file.change(last, "approved_at", "approved_by")
        row.account, row.account_holder, row.account_changed_at = last.account, last.holder, file.now
        file.event("account_changed")
        return {}


class RefuseAccount(ClaimCommand):
    """The other account is not let through: it was verified badly, or nobody of the claim asked for it (CLM-11).

    Whoever asked for it may take it back so; the account that stands goes on to stand.
    """

    name = "refuse_account"
    label = gettext_lazy("Do not let the account through")
    icon = "credit-card-off"
    writes = Writes(change=("claims_accountchange",))
    cite = ("CLM-11",)
    duties = TAKES | SECONDS
    within = OPEN

    reason: RequiredText = Field(title=gettext_noop("Why the account does not hold"))

    example = {"reason": "回拨保单留存电话，客户本人否认申请过变更。"}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if file.last_change is None or not file.last_change.waits:
            refuse("CLM-11", _("No change of account waits. Nothing needs to be done."))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        last = file.last_change
        assert last is not None
        last.refused_at, last.refused_by_id = file.now, actor.id
        file.change(last, "refused_at", "refused_by")
        file.event("account_change_refused")
        return {}


class _Paying(ClaimCommand):
    """What payments have alike: an account that stands."""

    writes = Writes(add=("claims_payment",))

    amount: Yuan = Field(title=gettext_noop("Amount"))
    reference: RequiredLine = Field(title=gettext_noop("Number of the payment"))
    paid_at: PastMoment | None = Field(default=None, title=gettext_noop("When it was paid"))

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if not file.row.account:
            refuse("CLM-11", _("There is no account to pay to. Enter it with 'Change the account' first."))
        if file.last_change is not None and file.last_change.waits:
            refuse(
                "CLM-11",
                _("A change of account waits for a second person. Have it let through or refused first."),
            )

    def pay(self, file: OpenClaim, actor: Actor, kind: PaymentKind) -> Facts:
        at = self.paid_at or file.now
        file.add(
            Payment(
                claim=file.row, kind=kind, amount=self.amount, reference=self.reference, at=at, by_id=actor.id
            )
        )
        return {"amount": str(self.amount), "kind": kind.value}


class Pay(_Paying):
    """What was agreed is paid; less what was paid beforehand."""

    name = "pay"
    often = True
    label = gettext_lazy("Paid")
    icon = "cash"
    cite = ("CLM-09", "CLM-11", "insurance-law/23")
    moves = {ClaimState.AGREED: ClaimState.PAID}
    primary = True
    times = {"paid_at": Span(ACCOUNT_AGREED)}

    example = {"amount": "5040.00", "reference": "FK20260312-00871"}

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        """What is owed."""
        return {"amount": str(_owed(file))}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        owed = _owed(file)
        if self.amount != owed:
            refuse(
                "CLM-09",
                _(
                    "%(agreed)s was agreed and %(paid)s paid beforehand: %(owed)s is to be paid. Enter that amount."
                )
                % {
                    "agreed": f"{file.row.agreed_amount:,.2f}",
                    "paid": f"{_paid(file):,.2f}",
                    "owed": f"{owed:,.2f}",
                },
                field="amount",
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        kind = PaymentKind.DIFFERENCE if file.payments else PaymentKind.FULL
        file.event("claim_paid", self.paid_at or file.now)
        return self.pay(file, actor, kind)


class PayAscertainable(_Paying):
    """The amount cannot be determined yet: what can be ascertained is paid first (Insurance Law, Art. 25)."""

    name = "pay_ascertainable"
    label = gettext_lazy("Pay what can be ascertained")
    icon = "cash-banknote"
    cite = ("CLM-09", "insurance-law/25")
    within = UNDECIDED - {ClaimState.REPORTED}
    times = {"paid_at": Span(ACCOUNT_ASKED)}

    basis: RequiredText = Field(title=gettext_noop("By which papers so much is certain"))

    example = {
        "amount": "2000.00",
        "reference": "FK20260320-00012",
        "basis": "已有修理发票确认的前保险杠部分。",
    }

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self.amount <= 0:
            refuse("CLM-09", _("The amount must be more than 0. Correct it."), field="amount")

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.event("ascertainable_paid", self.paid_at or file.now)
        return self.pay(file, actor, PaymentKind.ASCERTAINABLE)


def _paid(file: OpenClaim) -> Decimal:
    return sum((each.amount for each in file.payments), Decimal(0))


def _owed(file: OpenClaim) -> Decimal:
    """What was agreed, less what was paid beforehand."""
    return max((file.row.agreed_amount or Decimal(0)) - _paid(file), Decimal(0))
