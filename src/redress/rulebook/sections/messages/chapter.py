"""The chapter of messages: what is told, to whom, by which way (COM-10)."""

from __future__ import annotations

from typing import Final

from redress.rulebook.book import Rulebook
from redress.rulebook.events import NAMES
from redress.rulebook.kinds import DUTIES, UNITS, WHOM
from redress.rulebook.paper import Chapter, Pen, Row, Table
from redress.rulebook.sections.messages.schema import MessageRule
from redress.rulebook.sections.messages.ways import WAYS
from redress.rulebook.words import Language, Words

_TOLD: Final[dict[str, Words]] = WHOM | {
    "addressee": Words("收件人", "whom it concerns"),
    "customer": Words("客户", "the customer"),
    "coordinating_departments": Words("协调部门", "the coordinating departments"),
    "committee": Words("协调委员会", "the committee"),
}


def _reports(pen: Pen) -> list[Table]:
    """Changes of people that are reported to the superior unit (ORG-06)."""
    duties, units = pen.all(DUTIES), pen.all(UNITS)
    anywhere = pen.say("所有单位", "every unit")
    rows = tuple(
        Row(
            (
                rule.title.get(pen.language),
                pen.join(title for duty, title in duties.items() if duty in rule.duties),
                pen.join(title for unit, title in units.items() if unit in rule.units) or anywhere,
                rule.within.get(pen.language),
            ),
            pen.origin(rule),
        )
        for rule in pen.rulebook.method.reports.values()
    )
    header = (
        pen.say("变更", "Change"),
        pen.say("岗位", "Duties"),
        pen.say("单位", "Units"),
        pen.say("报告时限", "Reported within"),
    )
    title = pen.say("人员变更报告", "Reports on people")
    return [Table("reports", title, header, rows)] if rows else []


def messages(rulebook: Rulebook, language: Language) -> Chapter:
    """One table: occasion, recipients, ways."""
    pen = Pen(rulebook, language)
    told, media = pen.all(_TOLD), pen.all(WAYS)
    rows = tuple(
        Row(
            (
                _occasion(rule, pen),
                pen.join(told[to] for to in rule.to),
                pen.join(media[by] for by in rule.by),
            ),
            pen.origin(rule),
        )
        for rule in rulebook.method.messages.values()
    )
    header = (pen.say("情形", "Occasion"), pen.say("告知对象", "Who is told"), pen.say("方式", "Ways"))
    title = pen.say("消息和提醒", "Messages")
    tables = [Table("messages", title, header, rows), *_quiet(pen, media)] if rows else []
    return Chapter("messages", title, (), (*tables, *_reports(pen)))


def _quiet(pen: Pen, media: dict[str, str]) -> list[Table]:
    """When no message rings (COM-10)."""
    rule = pen.rulebook.method.quiet_hours
    if rule is None:
        return []
    hours = pen.say(f"{rule.since} 至 {rule.until}", f"{rule.since} to {rule.until}")
    row = Row((hours, pen.join(media[by] for by in rule.by)), pen.origin(rule))
    header = (pen.say("时段（单位当地时间）", "Hours (of the unit)"), pen.say("方式", "Ways"))
    title = pen.say("免打扰时段：消息等到时段结束再发送", "Quiet hours: messages wait until they end")
    return [Table("quiet_hours", title, header, (row,))]


def _occasion(rule: MessageRule, pen: Pen) -> str:
    words = rule.title.get(pen.language)
    if rule.event:
        happened = pen.join(NAMES[name].get(pen.language) for name in rule.event)
        words += pen.say(f"（{happened}）", f" ({happened})")
    if rule.when:
        words += pen.say("；", "; ") + pen.condition(rule.when)
    if rule.required:
        words += pen.say("；退订无效", "; whatever was opted out of")
    if rule.at_any_hour is not None:
        words += pen.say("；不受免打扰时段限制", "; at any hour")
        words += pen.say("：", ": ") + pen.condition(rule.at_any_hour) if rule.at_any_hour else ""
    return words
