"""A child asks for no paper more than its parent does, and speaks first to no fewer people (CLM-03, CLM-04)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.conditions import subjects
from redress.rulebook.problems import Problem
from redress.rulebook.sections.papers.schema import Paper
from redress.rulebook.strictness.compare import Pair


def check_papers(pair: Pair) -> Iterator[Problem]:
    """Lines, losses, and papers: a parent without papers leaves them to the child."""
    for key, line in pair.parent.lines.items():
        new = pair.child.lines.get(key)
        if new is None or new.insures != line.insures:
            en, zh = "the line is dropped or counted elsewhere", "该险种被删除或者改变归类"
            yield pair.looser(("lines", key), en, zh)
    for key, loss in pair.parent.losses.items():
        found = pair.child.losses.get(key)
        if found is None or (loss.hurts != "none" and found.hurts == "none"):
            en, zh = "nobody is spoken to first any more", "该损失不再先行安抚"
            yield pair.looser(("losses", key), en, zh)
    for key in pair.parent.loss_causes:
        if key not in pair.child.loss_causes:
            yield pair.looser(("loss_causes", key), "it is left out", "该项被删除")
    if pair.parent.papers:
        for key, paper in pair.child.papers.items():
            yield from _asked_for(pair, key, paper)


def _asked_for(pair: Pair, key: str, paper: Paper) -> Iterator[Problem]:
    old = pair.parent.papers.get(key)
    given = [each for rule in (old, paper) if rule for each in (rule.when, rule.or_when) if each is not None]
    for facts in subjects(given, pair.values):
        if paper.is_for(facts) and not (old and old.is_for(facts)):
            en, zh = f"the customer is asked for more: {paper.title.en}", f"向客户多要材料：{paper.title.zh}"
            yield pair.looser(("papers", key), en, zh, against=("papers",))
            return
    if old and paper.original and not old.original:
        en, zh = "it is asked for as original", "改为须交原件"
        yield pair.looser(("papers", key, "original"), en, zh)
    if old and old.spared and not paper.spared:
        en, zh = "it falls away in a catastrophe no more", "大灾中不再免交"
        yield pair.looser(("papers", key, "spared"), en, zh)
    if old and paper.title.zh != old.title.zh:
        en, zh = f"another paper is asked for: {paper.title.en}", f"改要其他材料：{paper.title.zh}"
        yield pair.looser(("papers", key, "title"), en, zh)
    if old and paper.requirement != old.requirement:
        en, zh = "what the paper must be like is changed", "材料要求被改动"
        yield pair.looser(("papers", key, "requirement"), en, zh)
