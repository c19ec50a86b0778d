"""The table of papers: which, of which claims, what they must be like."""

from __future__ import annotations

from redress.rulebook.conditions import covers
from redress.rulebook.paper import Pen, Row, Table
from redress.rulebook.sections.papers.schema import Paper


def tables(pen: Pen) -> list[Table]:
    """Lines of insurance, and papers."""
    method, lang = pen.rulebook.method, pen.language
    found = []
    if method.lines:
        lines = tuple(
            Row((line.title.get(lang), pen.value("insures", line.insures)), pen.origin(line))
            for line in method.lines.values()
        )
        header = (pen.say("险种", "Line of insurance"), pen.say("保障对象", "Insures"))
        found.append(Table("lines", pen.say("险种", "Lines of insurance"), header, lines))
    if method.papers:
        rows = tuple(
            Row(
                (
                    paper.title.get(lang) + _marks(paper, pen),
                    _needed(paper, pen),
                    paper.requirement.get(lang) if paper.requirement else "",
                ),
                pen.origin(paper),
            )
            for paper in method.papers.values()
        )
        asked = (pen.say("材料", "Paper"), pen.say("适用", "For"), pen.say("要求", "Requirement"))
        found.append(Table("papers", pen.say("理赔材料", "Papers of claims"), asked, rows))
    return found


def _marks(paper: Paper, pen: Pen) -> str:
    original = pen.say("（原件）", " (original)") if paper.original else ""
    spared = pen.say("（大灾中可以免交）", " (may fall away in a catastrophe)") if paper.spared else ""
    return original + spared


def _needed(paper: Paper, pen: Pen) -> str:
    if covers(paper.when, {}):
        return pen.say("所有赔案", "every claim")
    said = [pen.condition(each) for each in (paper.when, paper.or_when) if each is not None]
    return pen.say("；或者", "; or ").join(said)
