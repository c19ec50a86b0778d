"""What is told under a code goes on being told under it: returns and figures are counts of codes (CLS-02, CLS-03).

A bridge keeps a row for a code and sends next to nothing there; a code is retired in favour of one that stands for
something else. Each looks harmless, and what was counted by its name is counted under another, or under the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from redress.rulebook.conditions import matches
from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.codes.schema import Bridge, Period
from redress.rulebook.strictness.cases import cases
from redress.rulebook.strictness.compare import Pair

_METHOD = "method"


def check_mapped(pair: Pair) -> Iterator[Problem]:
    """Bridges, then codes that another one replaces."""
    for name, old in pair.parent.bridges.items():
        new = pair.child.bridges.get(name)
        if new is not None and new.rows != old.rows:
            yield from _to_the_rest(pair, name, old, new)
    yield from _replaced(pair)


def _to_the_rest(pair: Pair, name: str, old: Bridge, new: Bridge) -> Iterator[Problem]:
    """What the parent tells by its name is not told as what is left over."""
    rest = "" if old.rows[-1].when else old.rows[-1].to
    told: set[str] = set()
    for facts in cases(pair, [row.when for row in (*old.rows, *new.rows)]):
        was, now = _to(old, facts), _to(new, facts)
        if now == was or now != rest or was in told:
            continue
        told.add(was)
        given = ", ".join(f"{key}={value}" for key, value in facts.items())
        en = f"{given} is told as '{rest or 'nothing'}', not as '{was}'"
        zh = f"{given} 归入 {rest or '无'}，而不是 {was}"
        yield pair.looser(("bridges", name, "rows"), en, zh, against=("bridges", name))


def _replaced(pair: Pair) -> Iterator[Problem]:
    for name, old in pair.parent.class_sets.items():
        new = pair.child.class_sets.get(name)
        for code, entry in old.codes.items() if new else ():
            now = new.codes.get(code) if new else None
            path: Path = ("class_sets", name, "codes", code)
            if now is None:
                continue
            if (name != _METHOD and _taken_over(entry, now) in old.codes) or (
                name == _METHOD and _told_otherwise(pair.parent, "class", code, _taken_over(entry, now))
            ):
                yield _looser(pair, path, now.replaced_by)
            for key, reason in entry.reasons.items():
                after = now.reasons.get(key)
                other = _taken_over(reason, after) if after else ""
                if after and _told_otherwise(pair.parent, "reason", key, other, {"class": code}):
                    yield _looser(pair, (*path, "reasons", key), after.replaced_by)


def _taken_over(old: Period, new: Period) -> str:
    """The code that newly takes the place of another, if one does."""
    newly = new.retired and (new.retired, new.replaced_by) != (old.retired, old.replaced_by)
    return new.replaced_by if newly else ""


def _told_otherwise(
    method: Method, attribute: str, code: str, other: str, facts: Mapping[str, str] | None = None
) -> bool:
    """Whether some bridge of the parent tells the one code apart from the other, which it knows."""
    known = {key for each in method.class_sets[_METHOD].codes.values() for key in each.reasons}
    if not other or other not in (known | method.class_sets[_METHOD].codes.keys()):
        return False
    return any(
        _to(bridge, {**(facts or {}), attribute: code}) != _to(bridge, {**(facts or {}), attribute: other})
        for bridge in method.bridges.values()
    )


def _looser(pair: Pair, path: Path, other: str) -> Problem:
    en, zh = f"what is told by it is told as '{other}', which is something else", f"改计入含义不同的 {other}"
    return pair.looser(path, en, zh, against=path)


def _to(bridge: Bridge, facts: Mapping[str, str]) -> str:
    return next((row.to for row in bridge.rows if matches(row.when, facts)), "")
