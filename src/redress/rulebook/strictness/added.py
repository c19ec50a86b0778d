"""A code that the parent does not know must be covered as well as one that it knows (ORG-14)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.program import Compiled
from redress.rulebook.sections.clocks.lengths import longer
from redress.rulebook.sections.codes.schema import Channel
from redress.rulebook.strictness.behaviour import calendar, duties_of
from redress.rulebook.strictness.cases import cases, seen
from redress.rulebook.strictness.compare import Pair


def check_added(pair: Pair) -> Iterator[Problem]:
    """New ways in, new levels, new classes."""
    for code, channel in pair.child.channels.items():
        like = [key for key, old in pair.parent.channels.items() if _as_asking(old, channel)]
        if code in pair.parent.channels or not pair.parent.channels:
            continue
        if not any(_covered(pair, "channel", code, other) for other in like):
            en = "no limit and no condition covers this way in as any other is covered"
            yield pair.looser(
                ("channels", code), en, "新渠道没有像其他渠道一样的时限和条件", against=("channels",)
            )
    higher = list(pair.parent.levels)[1:]
    for code in pair.child.levels:
        if code in pair.parent.levels or not higher:
            continue
        if not any(_covered(pair, "level", code, other) for other in higher):
            en = f"no limit and no condition covers it as it covers {', '.join(higher)}"
            zh = f"新级别没有像 {'、'.join(higher)} 一样的时限和条件"
            yield pair.looser(("levels", code), en, zh, against=("levels",))
    yield from _classes(pair)


def _classes(pair: Pair) -> Iterator[Problem]:
    """A further class of the method: flows and limits hold for it as for some class there is, whoever sold it."""
    sets = [side.class_sets.get("method") for side in (pair.parent, pair.child)]
    known = sets[0].codes if sets[0] else {}
    for code in sets[1].codes if sets[1] and known else ():
        if code not in known and not any(_covered(pair, "class", code, other) for other in known):
            path = ("class_sets", "method", "codes")
            en = "no limit and no condition covers this class as any other is covered"
            yield pair.looser((*path, code), en, "新类别没有像其他类别一样的时限和条件", against=path)


def check_replaced(pair: Pair) -> Iterator[Problem]:
    """What takes the place of a retired class is asked and timed for as the class was (CLS-07)."""
    sets = [side.class_sets.get("method") for side in (pair.parent, pair.child)]
    if sets[0] is None or sets[1] is None:
        return
    for code, old in sets[0].codes.items():
        now = sets[1].codes.get(code)
        if (
            now
            and now.retired
            and now.replaced_by
            and (now.retired, now.replaced_by)
            != (
                old.retired,
                old.replaced_by,
            )
        ) and not _covered(pair, "class", now.replaced_by, code):
            en = f"'{now.replaced_by}', which takes its place, is not covered as it is"
            zh = f"替代类别 {now.replaced_by} 没有与其同样的时限和条件"
            yield pair.looser(("class_sets", "method", "codes", code), en, zh)


def _as_asking(old: Channel, new: Channel) -> bool:
    """The new way in asks at intake what the other does, and is confirmed by no other means."""
    means = not old.confirm_by or (new.confirm_by and set(new.confirm_by) <= set(old.confirm_by))
    return bool(means) and set(old.needs) <= set(new.needs) and old.source == new.source


def _covered(pair: Pair, attribute: str, code: str, like: str) -> bool:
    """Whether whatever the parent asks of a case with the known code, the child asks of one with the new code."""
    ours = {duty.path: duty for duty in duties_of(pair.child)}
    for duty in duties_of(pair.parent):
        new = ours.get(duty.path)
        for facts in cases(pair, [*duty.when, *(new.when if new else ())]):
            if duty.holds(seen(pair.parent, {**facts, attribute: like})) and not (
                new and new.holds(seen(pair.child, {**facts, attribute: code}))
            ):
                return False
    return all(_timed(pair, key, attribute, code, like) for key in pair.parent.clocks)


def _timed(pair: Pair, key: str, attribute: str, code: str, like: str) -> bool:
    new = pair.child.clocks.get(key)
    if new is None:
        return True
    theirs = Compiled(key, pair.parent.clocks[key], pair.parent, calendar())
    ours = Compiled(key, new, pair.child, calendar())
    for facts in cases(pair, [*theirs.conditions, *ours.conditions]):
        before = theirs.limit_for(seen(pair.parent, {**facts, attribute: like}))
        after = ours.limit_for(seen(pair.child, {**facts, attribute: code}))
        if before and (after is None or longer(theirs, before, ours, after)):
            return False
    return True
