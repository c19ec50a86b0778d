"""On what terms a claim is paid: the policy's, or typed ones where no policy system answers (CLM-08, SYS-02)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework.asking import Option
from redress.casework.refusals import refuse
from redress.claims import insured
from redress.claims.commands import promised
from redress.claims.commands.given import DecisionGiven
from redress.claims.kinds import ClaimOutcome
from redress.claims.models import Claim
from redress.claims.rules.sums import Item, Loss, Terms, mistakes, total, under
from redress.policies.held import Held
from redress.policies.kinds import Standing
from redress.policies.values import Cover, Policy

if TYPE_CHECKING:
    from redress.claims.file import OpenClaim
    from redress.organisation.actor import Actor

TYPED: Final = ("cover_left", "covered_from", "covered_until")
TYPED_OF_ITEMS: Final = ("clause", "deductible", "ratio")
"""What is typed only where no policy system answers: of the cover, and of each item."""
_RULE: Final = "CLM-08"


def ask(actor: Actor, number: str) -> Held | None:
    """What the insurer holds of the policy of that claim; None where there is no such claim, or nobody to be asked."""
    row = Claim.objects.visible_to(actor).filter(number=number).first()
    return insured.ask(actor, row.policy_number, row.occurred_at, _RULE) if row is not None else None


def of_file(file: OpenClaim, actor: Actor) -> Policy | None:
    """The policy, for a form: asked once for each file that is open."""
    known: dict[str, Policy | None] = file.__dict__.setdefault("_policy_of_form", {})
    if "policy" not in known:
        held = insured.ask(actor, file.row.policy_number, file.row.occurred_at, _RULE)
        known["policy"] = held.policy if held else None
    return known["policy"]


def answers(file: OpenClaim, actor: Actor) -> bool:
    """Whether the policy system says on what terms is paid."""
    return of_file(file, actor) is not None


def covers(file: OpenClaim, actor: Actor) -> Sequence[Option]:
    """Covers of the policy, each with its terms, so that nobody need look them up."""
    policy = of_file(file, actor)
    return [] if policy is None else [Option(each.code, _in_words(each)) for each in policy.covers]


def _in_words(cover: Cover) -> str:
    return _("%(title)s: deductible %(deductible)s, pays %(ratio)s%%, %(left)s left") % {
        "title": cover.title,
        "deductible": _short(cover.deductible),
        "ratio": f"{(cover.ratio * 100).normalize():f}",
        "left": _short(cover.left),
    }


def _short(amount: Decimal) -> str:
    """Without cents where there are none: a choice is narrow."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def by_policy(given: DecisionGiven, file: OpenClaim, known: Held, actor: Actor) -> list[Item]:
    """The items on the terms of the policy. Refuses what these do not allow, and terms that are typed all the same."""
    policy = known.policy
    if policy is None:
        refuse(
            _RULE,
            _("The insurer has no policy %(number)s. Correct the number with 'Check the policy', or refuse the claim "
              "with the clause and reasons.") % {"number": file.row.policy_number},
            field="outcome",
        )  # fmt: skip
    if known.cover is not Standing.COVERED:
        refuse(
            _RULE,
            _("On %(day)s, the day of the loss, the policy did not cover it: %(standing)s. Decide to "
              "refuse it, with the clause and reasons.")
            % {
                "day": timezone.localdate(file.row.occurred_at),
                "standing": known.cover.label if known.cover else "",
            },
            field="outcome",
        )  # fmt: skip
    _nothing_typed(given)
    losses = [_loss(place, each.title, each.amount, each.cover, policy)
              for place, each in enumerate(given.items, 1)]  # fmt: skip
    left = promised.left(policy, file.row, actor)
    of_covers = {each.code: Terms(each.deductible, each.ratio, left[each.code]) for each in policy.covers}
    items = under(losses, of_covers, cut=given.outcome is ClaimOutcome.PART)
    _right(items)
    for cover in policy.covers:
        of_cover = [item for item, loss in zip(items, losses, strict=True) if loss.cover == cover.code]
        if total(of_cover) > left[cover.code]:
            refuse(
                _RULE,
                _("The items under %(cover)s come to %(sum)s, and only %(left)s of it is left. Correct an item, or "
                  "decide to pay in part and say why: then it is cut to what is left.")
                % {"cover": cover.title, "sum": f"{total(of_cover):,.2f}", "left": f"{left[cover.code]:,.2f}"},
                field="items",
            )  # fmt: skip
    return items


def _nothing_typed(given: DecisionGiven) -> None:
    typed = [name for name in TYPED if getattr(given, name) is not None]
    in_items = any(getattr(each, name) not in (None, "") for each in given.items for name in TYPED_OF_ITEMS)
    if typed or in_items:
        refuse(
            _RULE,
            _("Cover, clause, deductible and ratio come from the policy system, which answers. Leave them empty."),
            field=typed[0] if typed else "items",
        )  # fmt: skip


def _loss(place: int, title: str, amount: Decimal, code: str, policy: Policy) -> Loss:
    """Under the only cover, where none was chosen."""
    cover = policy.cover(code) if code or len(policy.covers) > 1 else policy.covers[0]
    if cover is None:
        refuse(
            _RULE,
            _("Item %(item)s: say which cover of the policy it is paid of. Choose one of: %(covers)s.")
            % {"item": place, "covers": ", ".join(f"{each.code} {each.title}" for each in policy.covers)},
            field="items",
        )
    clause = policy.product.clause(cover.clause)
    return Loss(title, clause.title if clause else cover.title, amount, cover.code)


def as_typed(given: DecisionGiven, file: OpenClaim) -> list[Item]:
    """The items as they were typed. Refuses what cannot be."""
    for place, each in enumerate(given.items, 1):
        if not each.clause:
            refuse(
                _RULE, _("Item %(item)s: say by which clause it is paid.") % {"item": place}, field="items"
            )
    items = [each.typed for each in given.items]
    _right(items, given.cover_left)
    _covered(given, file)
    return items


def _right(items: Sequence[Item], cover_left: Decimal | None = None) -> None:
    words = {
        "not_positive": _("Item %(item)s: the amount must be more than 0. Correct it, or take the item out."),
        "negative": _("Item %(item)s: a deductible is not less than 0. Correct it."),
        "not_a_share": _("Item %(item)s: the ratio is more than 0 and at most 1 (0.8 is 80 %%). Correct it."),
    }
    for wrong in mistakes(items, cover_left):
        if wrong.item is not None:
            refuse(_RULE, words[wrong.what] % {"item": wrong.item + 1}, field="items")
        refuse(
            _RULE,
            _("The items come to %(sum)s, and only %(left)s of the cover is left. Correct an item, or decide to "
              "pay in part and say why.") % {"sum": f"{total(items):,.2f}", "left": f"{cover_left:,.2f}"},
            field="cover_left",
        )  # fmt: skip


def _covered(given: DecisionGiven, file: OpenClaim) -> None:
    if given.covered_from is None or given.covered_until is None:
        refuse(_RULE, _("Say from when to when the policy covers."), field="covered_from")
    day = timezone.localdate(file.row.occurred_at)
    if not given.covered_from <= day <= given.covered_until:
        refuse(
            _RULE,
            _("The loss of %(day)s lies outside the cover from %(since)s to %(until)s. Correct the dates, or "
              "refuse the claim with the clause and reasons.")
            % {"day": day, "since": given.covered_from, "until": given.covered_until},
            field="covered_until" if day > given.covered_until else "covered_from",
        )  # fmt: skip
