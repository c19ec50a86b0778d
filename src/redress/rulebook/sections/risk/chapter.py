"""The table of points."""

from __future__ import annotations

from redress.rulebook.paper import Row, Table, Writer


def tables(writer: Writer) -> list[Table]:
    """What gives points, and from how many on a claim is listed."""
    risk = writer.rulebook.method.risk
    if risk is None:
        return []
    rows = tuple(
        Row((each.title.get(writer.language), str(each.at_least), str(each.points)), writer.origin(each))
        for each in risk.rules.values()
    )
    header = (
        writer.say("情形", "What happened"),
        writer.say("至少", "At least"),
        writer.say("分值", "Points"),
    )
    title = writer.say(
        f"可能引发投诉的赔案（{risk.listed_from} 分起列入）",
        f"Claims likely to become complaints (listed from {risk.listed_from} points)",
    )
    return [Table("risk", title, header, rows, writer.origin(risk))]
