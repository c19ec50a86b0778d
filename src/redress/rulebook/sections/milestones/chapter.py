"""The table of milestones."""

from __future__ import annotations

from redress.rulebook.events import NAMES
from redress.rulebook.paper import Row, Table, Writer


def tables(writer: Writer) -> list[Table]:
    """When the customer is told, and what."""
    lang = writer.language
    rows = tuple(
        Row((each.title.get(lang), NAMES[each.event].get(lang), each.text.get(lang)), writer.origin(each))
        for each in writer.rulebook.method.milestones.values()
    )
    header = (
        writer.say("节点", "Milestone"),
        writer.say("事件", "Event"),
        writer.say("告知内容", "What is told"),
    )
    return [Table("milestones", writer.say("进度告知", "Milestones told"), header, rows)] if rows else []
