"""Recusal in a method document: which ground keeps whom out of what (ORG-13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from redress.rulebook.paper import Row, Table, Writer
from redress.rulebook.words import Words

ACTS: Final[dict[str, Words]] = {
    "work": Words("承办、办理会办单", "own the case or answer its orders"),
    "propose": Words("提出处理意见", "write the opinion"),
    "review": Words("法律审核", "review letters"),
    "decide": Words("审批、授权、核查决定", "approve, authorise, decide a review"),
    "sit": Words("参加委员会审议", "sit on it in the committee"),
}
LINKS: Final[dict[str, Words]] = {
    "repeat": Words("重复投诉", "repeat"),
    "escalation": Words("投诉升级", "escalation"),
    "related": Words("关联投诉", "related case"),
    "review": Words("处理决定核查", "review"),
}


def recusals(writer: Writer) -> Iterator[Table]:
    """One table, where the rulebook has the section."""
    rules = writer.rulebook.method.recusal
    if rules is None:
        return
    header = (
        writer.say("回避事由", "Ground"),
        writer.say("本人不得", "The person does not"),
        writer.say("同部门人员不得", "Colleagues do not"),
        writer.say("自动认定的关联", "Found by the link"),
    )
    rows = tuple(
        Row(
            (
                rule.title.get(writer.language),
                _named(writer, ACTS, rule.bars),
                _named(writer, ACTS, rule.colleagues),
                _named(writer, LINKS, rule.links),
            ),
            writer.origin(rule),
        )
        for rule in rules.conflicts.values()
    )
    yield Table("recusal", writer.say("回避", "Recusal"), header, rows)


def _named(writer: Writer, words: dict[str, Words], codes: Iterable[str]) -> str:
    return writer.join(words[code].get(writer.language) for code in codes)
