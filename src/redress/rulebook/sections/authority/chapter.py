"""The chapter of a method document on who may decide how much, and who keeps out (AUT-01, AUT-05, ORG-13)."""

from __future__ import annotations

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Pen, Row, Table
from redress.rulebook.sections.recusal.chapter import recusals
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
    if method.deputies is not None:
        articles.append(_deputies(pen))
    found = (Table("authority-limits", title, header, rows),) if rows else ()
    named_so = pen.say("权限、审批、代理与回避", "Authority, approval, deputies and recusal")
    return Chapter("authority", named_so, tuple(articles), (*found, *recusals(pen)))


def _deputies(pen: Pen) -> Article:
    """Who deputises, and for how long at most (ORG-12)."""
    rule = pen.rulebook.method.deputies
    assert rule is not None
    longest = rule.longest.get(pen.language)
    lines = (
        pen.say(
            "代理人由本人或者上级按岗位指定，不得由代理人自行指定；代理人须在同一部门或者同一岗位序列任职。",
            "A deputy is named by the absent person or a superior by post, never by the deputy, and has a post in the "
            "same department or of the same line of duty.",
        ),
        pen.say(
            f"连续代理不超过{longest}，于最后一日当地时间二十四时终止；每项办理均记明代理何人。",
            f"A deputy acts for at most {longest} in a row, until the local midnight of the last day; each act says "
            "for whom.",
        ),
    )
    return Article("deputies", pen.say("代理", "Deputies"), lines, pen.origin(rule))
