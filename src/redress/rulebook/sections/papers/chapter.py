"""The table of papers: which, of which claims, what they must be like."""

from __future__ import annotations

from redress.rulebook.conditions import covers
from redress.rulebook.paper import Row, Table, Writer
from redress.rulebook.sections.papers.schema import Paper


def tables(writer: Writer) -> list[Table]:
    """Lines of insurance, and papers."""
    method, lang = writer.rulebook.method, writer.language
    found = []
    if method.lines:
        lines = tuple(
            Row((line.title.get(lang), writer.value("insures", line.insures)), writer.origin(line))
            for line in method.lines.values()
        )
        header = (writer.say("险种", "Line of insurance"), writer.say("保障对象", "Insures"))
        found.append(Table("lines", writer.say("险种", "Lines of insurance"), header, lines))
    if method.papers:
        rows = tuple(
            Row(
                (
                    paper.title.get(lang) + _marks(paper, writer),
                    _needed(paper, writer),
                    paper.requirement.get(lang) if paper.requirement else "",
                ),
                writer.origin(paper),
            )
            for paper in method.papers.values()
        )
        asked = (writer.say("材料", "Paper"), writer.say("适用", "For"), writer.say("要求", "Requirement"))
        found.append(Table("papers", writer.say("理赔材料", "Papers of claims"), asked, rows))
    return found


def _marks(paper: Paper, writer: Writer) -> str:
    original = writer.say("（原件）", " (original)") if paper.original else ""
    spared = writer.say("（大灾中可以免交）", " (may fall away in a catastrophe)") if paper.spared else ""
    return original + spared


def _needed(paper: Paper, writer: Writer) -> str:
    if covers(paper.when, {}):
        return writer.say("所有赔案", "every claim")
    said = [writer.condition(each) for each in (paper.when, paper.or_when) if each is not None]
    return writer.say("；或者", "; or ").join(said)
