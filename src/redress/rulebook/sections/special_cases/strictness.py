"""A child may not skip what its parent does for special cases: emergencies, gates, superiors, judging, callbacks."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.conditions import covers
from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.sections.special_cases.schema import Emergency, SolvedByOthers, TeamPost
from redress.rulebook.strictness.compare import Pair


def check_special(pair: Pair) -> Iterator[Problem]:
    """Each section by itself (FLW-09, FLW-10, FLW-15, FLW-16, CLO-13, INT-08)."""
    yield from _emergency(pair)
    yield from _gates(pair)
    yield from _centralised(pair)
    yield from _rereview(pair)
    yield from _judging(pair)
    yield from _callback_findings(pair)


def _emergency(pair: Pair) -> Iterator[Problem]:
    old, new = pair.parent.emergency, pair.child.emergency
    path = ("emergency",)
    if old is None:
        return
    if new is None:
        yield pair.looser(path, "the emergency process is dropped", "应急处理被删除")
        return
    if not covers(new.when, old.when):
        yield pair.looser((*path, "when"), "it starts for fewer cases", "应急处理的适用范围缩小")
    for number, post in enumerate(old.team):
        if not _manned(post, new):
            en, zh = f"nobody is in the team as '{post.title.en}'", f"应急小组缺少“{post.title.zh}”"
            yield pair.looser((*path, "team"), en, zh, against=(*path, "team", number))


def _manned(post: TeamPost, rule: Emergency) -> bool:
    return any(
        other.department == post.department
        and set(other.duties) <= set(post.duties)
        and other.leads >= post.leads
        for other in rule.team
    )


def _gates(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.gates.items():
        new = pair.child.gates.get(key)
        path = ("gates", key)
        if new is None:
            yield pair.looser(path, "the gate is dropped", "该前置环节被删除")
        elif not covers(new.when, old.when):
            yield pair.looser((*path, "when"), "the gate holds for fewer cases", "该前置环节的适用范围缩小")


def _centralised(pair: Pair) -> Iterator[Problem]:
    """Some rule of the child, under whatever name, still sends these cases of these units up."""
    for key, old in pair.parent.centralised.items():
        if not any(
            covers(new.when, old.when) and old.units <= new.units for new in pair.child.centralised.values()
        ):
            en, zh = "units decide for themselves what was decided above", "由上级单位决定的业务改由本级决定"
            yield pair.looser(("centralised", key), en, zh)


def _rereview(pair: Pair) -> Iterator[Problem]:
    old, new = pair.parent.rereview, pair.child.rereview
    path = ("rereview",)
    if old is None:
        return
    if new is None:
        yield pair.looser(path, "the re-review is dropped", "上级复核被删除")
        return
    if fewer := sorted(old.units - new.units):
        names = ", ".join(fewer)
        yield pair.looser((*path, "units"), f"{names} may no longer review", f"{names} 不再复核")
    for key in new.linked:
        if key in old.grounds and new.linked[key] != old.linked.get(key):
            en, zh = "the ground needs a link that it did not need", "该复核情形增加了关联要求"
            yield pair.looser((*path, "linked", key), en, zh, against=path)
    for key, ground in old.grounds.items():
        if key not in new.grounds:
            en, zh = f"no longer a ground: {ground.en}", f"不再是复核情形：{ground.zh}"
            yield pair.looser((*path, "grounds"), en, zh, against=(*path, "grounds", key))


def _judging(pair: Pair) -> Iterator[Problem]:
    old, new = pair.parent.judging, pair.child.judging
    path = ("judging",)
    if old is None:
        return
    if new is None:
        yield pair.looser(path, "nobody is judged any more", "责任人判定被删除")
        return
    for key, finding in old.findings.items():
        if key not in new.findings:
            en, zh = f"it can no longer be found: {finding.en}", f"不再有该判定结果：{finding.zh}"
            yield pair.looser((*path, "findings"), en, zh, against=(*path, "findings", key))


def _solved(
    pair: Pair, path: Path, old: SolvedByOthers | None, new: SolvedByOthers | None
) -> Iterator[Problem]:
    """Whoever did not solve what was found does not, in no fewer cases."""
    if old is None:
        return
    lost = old.than - (new.than if new else frozenset())
    if lost or new is None:
        names = ", ".join(sorted(lost))
        en, zh = f"may be solved by {names}", f"可以由以下部门解决：{names}"
        yield pair.looser((*path, "solved_by_others"), en, zh, against=path)
    elif not covers(new.when, old.when):
        en, zh = "others solve it in fewer cases", "由其他部门解决的情形减少"
        yield pair.looser((*path, "solved_by_others", "when"), en, zh, against=path)


def _callback_findings(pair: Pair) -> Iterator[Problem]:
    """What counted as a complaint counts, and is entered as one that came in."""
    for key, old in pair.parent.callback_findings.items():
        new = pair.child.callback_findings.get(key)
        path = ("callback_findings", key)
        yield from _solved(pair, path, old.solved_by_others, new.solved_by_others if new else None)
        if not old.complaint:
            continue
        if new is None or not new.complaint:
            yield pair.looser(path, "it no longer counts as a complaint", "不再计为投诉")
        elif old.recorded_as and new.recorded_as != old.recorded_as:
            en = f"it is entered as {new.recorded_as or 'a callback'}, not as {old.recorded_as}"
            zh = f"按 {new.recorded_as or '回访去电'} 录入，不再按 {old.recorded_as} 录入"
            yield pair.looser((*path, "recorded_as"), en, zh)
