"""A child may not let anybody decide more than its parent does, nor let more people allow an extension."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from redress.rulebook import authority
from redress.rulebook.conditions import subjects
from redress.rulebook.kinds import Duty, UnitLevel
from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_deciding(pair: Pair) -> Iterator[Problem]:
    """The table of limits for every subject, level of unit and duty; the approvers one by one."""
    yield from _limits(pair)
    yield from _approvers(pair)


def _limits(pair: Pair) -> Iterator[Problem]:
    old, new = pair.parent.authority, pair.child.authority
    if not old:
        return
    if not new:
        yield pair.looser(("authority",), "without a table nobody has a limit", "没有权限表即没有限额")
    told = set()
    for subject in subjects([row.when for row in (*old.values(), *new.values())], pair.values):
        for unit in get_args(UnitLevel):
            for duty in get_args(Duty):
                now = authority.limit(pair.child, subject, unit, duty)
                was = authority.limit(pair.parent, subject, unit, duty)
                allowed = was.row.most if was else Decimal(-1)
                if now is None or now.row.most <= allowed or now.key in told:
                    continue
                told.add(now.key)
                facts = ", ".join(f"{name}={value}" for name, value in subject.items()) or "every case"
                yield pair.looser(
                    ("authority", now.key),
                    f"{duty} of {unit} may decide more ({facts})",
                    f"{unit} 的 {duty} 权限扩大（{facts}）",
                    against=("authority", was.key) if was else ("authority",),
                )


def _approvers(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.approvers.items():
        new = pair.child.approvers.get(key)
        if new is None:
            continue  # whatever needs it is refused by the references
        for field in ("superior", "head_office"):
            more = getattr(new, field) - getattr(old, field)
            if more:
                names = ", ".join(sorted(more))
                en, zh = f"{names} may not approve it", f"{names} 不得批准"
                yield pair.looser(("approvers", key, field), en, zh, against=("approvers", key))
