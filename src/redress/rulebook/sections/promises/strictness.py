"""No promise of a child lies further off than the parent allows (CLM-06)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.sections.clocks.lengths import can_be_longer
from redress.rulebook.strictness.compare import Pair


def check_promises(pair: Pair) -> Iterator[Problem]:
    """Kept, held by the same clock, no longer; a further one is no way round those that the same clock holds."""
    for key, old in pair.parent.promises.items():
        new = pair.child.promises.get(key)
        if new is None:
            yield pair.looser(("promises", key), "it is left out", "该项被删除")
        elif new.clock != old.clock:
            en, zh = f"held by '{new.clock}', not '{old.clock}'", f"改由时限 {new.clock} 约束"
            yield pair.looser(("promises", key, "clock"), en, zh)
        elif can_be_longer(new.longest, old.longest):
            en, zh = f"{new.longest} can be longer than {old.longest}", "承诺的时间可能更晚"
            yield pair.looser(("promises", key, "longest"), en, zh)
    for key, added in pair.child.promises.items():
        like = [each.longest for each in pair.parent.promises.values() if each.clock == added.clock]
        if (
            key not in pair.parent.promises
            and like
            and all(can_be_longer(added.longest, one) for one in like)
        ):
            en, zh = f"{added.longest} can be longer than {like[0]}", "承诺的时间可能更晚"
            yield pair.looser(("promises", key, "longest"), en, zh, against=("promises",))
