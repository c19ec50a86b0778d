"""The chapter of a method document on who may decide how much, and who keeps out (AUT-01, AUT-05, ORG-13)."""

from __future__ import annotations

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Row, Table, Writer
from redress.rulebook.sections.recusal.chapter import recusals
from redress.rulebook.words import Language


def authority(rulebook: Rulebook, language: Language) -> Chapter:
    """The table of limits, and who may allow what an extension needs."""
    writer, method = Writer(rulebook, language), rulebook.method
    units, duties = writer.all(kinds.UNITS), writer.all(kinds.DUTIES)

    def named(titles: dict[str, str], codes: frozenset[str]) -> str:
        return writer.join(title for code, title in titles.items() if code in codes)

    rows = tuple(
        Row(
            (
                writer.condition(row.when) if row.when else writer.say("任何投诉", "any complaint"),
                named(units, row.units),
                named(duties, row.duties),
                writer.say("不限", "any") if row.up_to == "any" else f"{row.up_to:,}",
            ),
            writer.origin(row),
        )
        for row in method.authority.values()
    )
    header = (
        writer.say("情形", "Case"),
        writer.say("单位层级", "Level of unit"),
        writer.say("岗位", "Duties"),
        writer.say("金额（元）", "Up to (yuan)"),
    )
    title = writer.say("处理权限", "Authority limits")
    articles = []
    for key, entry in method.approvers.items():
        lines = []
        if entry.superior:
            lines.append(writer.say("上级单位：", "Superior unit: ") + named(duties, entry.superior))
        if entry.head_office:
            lines.append(writer.say("总公司：", "Head office: ") + named(duties, entry.head_office))
        articles.append(
            Article(f"approvers-{key}", entry.title.get(language), tuple(lines), writer.origin(entry))
        )
    if method.deputies is not None:
        articles.append(_deputies(writer))
    found = (Table("authority-limits", title, header, rows),) if rows else ()
    named_so = writer.say("权限、审批、代理与回避", "Authority, approval, deputies and recusal")
    return Chapter("authority", named_so, tuple(articles), (*found, *recusals(writer)))


def _deputies(writer: Writer) -> Article:
    """Who deputises, and for how long at most (ORG-12)."""
    rule = writer.rulebook.method.deputies
    assert rule is not None
    longest = rule.longest.get(writer.language)
    lines = (
        writer.say(
            "代理人由本人或者上级按岗位指定，不得由代理人自行指定；代理人须在同一部门或者同一岗位序列任职。",
            "A deputy is named by the absent person or a superior by post, never by the deputy, and has a post in the "
            "same department or of the same line of duty.",
        ),
        writer.say(
            f"连续代理不超过{longest}，于最后一日当地时间二十四时终止；每项办理均记明代理何人。",
            f"A deputy acts for at most {longest} in a row, until the local midnight of the last day; each act says "
            "for whom.",
        ),
    )
    return Article("deputies", writer.say("代理", "Deputies"), lines, writer.origin(rule))
