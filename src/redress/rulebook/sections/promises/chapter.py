"""The table of promises."""

from __future__ import annotations

from redress.rulebook.paper import Pen, Row, Table


def tables(pen: Pen) -> list[Table]:
    """Which promises there are, and how far off they may lie."""
    lang, clocks = pen.language, pen.rulebook.method.clocks
    rows = tuple(
        Row(
            (each.title.get(lang), clocks[each.clock].title.get(lang), each.longest.get(lang)),
            pen.origin(each),
        )
        for each in pen.rulebook.method.promises.values()
    )
    header = (pen.say("承诺", "Promise"), pen.say("对应时限", "Limit"), pen.say("最长", "At most"))
    return [Table("promises", pen.say("承诺", "Promises"), header, rows)] if rows else []
