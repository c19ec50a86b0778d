"""The table of milestones."""

from __future__ import annotations

from redress.rulebook.events import NAMES
from redress.rulebook.paper import Pen, Row, Table


def tables(pen: Pen) -> list[Table]:
    """When the customer is told, and what."""
    lang = pen.language
    rows = tuple(
        Row((each.title.get(lang), NAMES[each.event].get(lang), each.text.get(lang)), pen.origin(each))
        for each in pen.rulebook.method.milestones.values()
    )
    header = (pen.say("节点", "Milestone"), pen.say("事件", "Event"), pen.say("告知内容", "What is told"))
    return [Table("milestones", pen.say("进度告知", "Milestones told"), header, rows)] if rows else []
