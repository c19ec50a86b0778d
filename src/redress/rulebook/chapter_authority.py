"""The chapter of a method document on who may decide how much, and who keeps out (AUT-01, AUT-05, ORG-13)."""

from __future__ import annotations

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.chapter_recusal import recusals
from redress.rulebook.paper import Article, Chapter, Pen, Row, Table
from redress.rulebook.words import Language


def authority(rulebook: Rulebook, language: Language) -> Chapter:
    """The table of limits, and who may allow what an extension needs."""
    pen, method = Pen(rulebook, language), rulebook.method
    units, duties = pen.all(kinds.UNITS), pen.all(kinds.DUTIES)

    def named(titles: dict[str, str], codes: frozenset[str]) -> str:
        return pen.join(title for code, title in titles.items() if code in codes)

    rows = tuple(
        Row(
            (
                pen.condition(row.when) if row.when else pen.say("任何投诉", "any complaint"),
                named(units, row.units),
                named(duties, row.duties),
                pen.say("不限", "any") if row.up_to == "any" else f"{row.up_to:,}",
            ),
            pen.origin(row),
        )
        for row in method.authority.values()
    )
    header = (
        pen.say("情形", "Case"),
        pen.say("单位层级", "Level of unit"),
        pen.say("岗位", "Duties"),
        pen.say("金额（元）", "Up to (yuan)"),
    )
    title = pen.say("处理权限", "Authority limits")
    articles = []
    for key, entry in method.approvers.items():
        lines = []
        if entry.superior:
            lines.append(pen.say("上级单位：", "Superior unit: ") + named(duties, entry.superior))
        if entry.head_office:
            lines.append(pen.say("总公司：", "Head office: ") + named(duties, entry.head_office))
        articles.append(
            Article(f"approvers-{key}", entry.title.get(language), tuple(lines), pen.origin(entry))
        )
    found = (Table("authority-limits", title, header, rows),) if rows else ()
    named_so = pen.say("权限、审批与回避", "Authority, approval and recusal")
    return Chapter("authority", named_so, tuple(articles), (*found, *recusals(pen)))
