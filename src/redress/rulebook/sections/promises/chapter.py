"""The table of promises."""

from __future__ import annotations

from redress.rulebook.paper import Row, Table, Writer


def tables(writer: Writer) -> list[Table]:
    """Which promises there are, and how far off they may lie."""
    lang, clocks = writer.language, writer.rulebook.method.clocks
    rows = tuple(
        Row(
            (each.title.get(lang), clocks[each.clock].title.get(lang), each.longest.get(lang)),
            writer.origin(each),
        )
        for each in writer.rulebook.method.promises.values()
    )
    header = (writer.say("承诺", "Promise"), writer.say("对应时限", "Limit"), writer.say("最长", "At most"))
    return [Table("promises", writer.say("承诺", "Promises"), header, rows)] if rows else []
