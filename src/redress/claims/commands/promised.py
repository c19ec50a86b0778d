"""What is left of each cover of a policy, with claims that its system does not know of yet (CLM-08).

The policy system takes off what was paid. What was decided on other claims and is not paid yet is taken off besides, so
that two claims do not share out the same money; what was paid on this claim is added, because it is decided anew on the
whole.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from redress.claims import one_policy
from redress.claims.kinds import PaymentKind
from redress.claims.models import Claim, Decision, DecisionItem, Payment
from redress.claims.states import ClaimState
from redress.organisation.actor import Actor
from redress.policies.values import Policy
from redress.privacy.cipher import blinds
from redress.privacy.kinds import Kind

_OWED: Final = frozenset({ClaimState.DECIDED, ClaimState.TOLD, ClaimState.OBJECTED, ClaimState.AGREED})
_SETTLING: Final = (PaymentKind.FULL, PaymentKind.DIFFERENCE)


def left(policy: Policy, row: Claim, actor: Actor) -> dict[str, Decimal]:
    """By code of the cover: never less than 0, never more than was insured."""
    one_policy.in_turn(str(row.policy_number))
    of_policy = Claim.objects.visible_to(actor).filter(
        policy_index__in=blinds(str(row.policy_number), Kind.POLICY), state__in=_OWED
    )
    owing = [row, *of_policy.exclude(pk=row.pk)]
    settled = set(
        Payment.objects.filter(claim__in=owing, kind__in=_SETTLING).values_list("claim_id", flat=True)
    )
    last = dict(Decision.objects.filter(claim__in=owing).order_by("ordinal").values_list("claim_id", "pk"))
    found = {each.code: each.left for each in policy.covers}
    sole = policy.covers[0].code if len(policy.covers) == 1 else ""
    for item in DecisionItem.objects.filter(decision__in=last.values()).select_related("decision"):
        own, paid = item.decision.claim_id == row.pk, item.decision.claim_id in settled
        code = item.cover or sole
        if own == paid and code in found:
            found[code] += item.payable if own else -item.payable
    return {each.code: min(max(found[each.code], Decimal(0)), each.sum_insured) for each in policy.covers}
