"""The table of points."""

from __future__ import annotations

from redress.rulebook.paper import Pen, Row, Table


def tables(pen: Pen) -> list[Table]:
    """What gives points, and from how many on a claim is listed."""
    risk = pen.rulebook.method.risk
    if risk is None:
        return []
    rows = tuple(
        Row((each.title.get(pen.language), str(each.at_least), str(each.points)), pen.origin(each))
        for each in risk.rules.values()
    )
    header = (pen.say("情形", "What happened"), pen.say("至少", "At least"), pen.say("分值", "Points"))
    title = pen.say(
        f"可能引发投诉的赔案（{risk.listed_from} 分起列入）",
        f"Claims likely to become complaints (listed from {risk.listed_from} points)",
    )
    return [Table("risk", title, header, rows, pen.origin(risk))]
