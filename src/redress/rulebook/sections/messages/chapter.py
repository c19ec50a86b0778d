"""The chapter of messages: what is told, to whom, by which way (COM-10)."""

from __future__ import annotations

from typing import Final

from redress.rulebook.book import Rulebook
from redress.rulebook.events import NAMES
from redress.rulebook.kinds import DUTIES, UNITS, WHOM
from redress.rulebook.paper import Chapter, Row, Table, Writer
from redress.rulebook.sections.messages.schema import MessageRule
from redress.rulebook.sections.messages.ways import WAYS
from redress.rulebook.words import Language, Words

_TOLD: Final[dict[str, Words]] = WHOM | {
    "addressee": Words("收件人", "whom it concerns"),
    "customer": Words("客户", "the customer"),
    "coordinating_departments": Words("协调部门", "the coordinating departments"),
    "committee": Words("协调委员会", "the committee"),
}


def _reports(writer: Writer) -> list[Table]:
    """Changes of people that are reported to the superior unit (ORG-06)."""
    duties, units = writer.all(DUTIES), writer.all(UNITS)
    anywhere = writer.say("所有单位", "every unit")
    rows = tuple(
        Row(
            (
                rule.title.get(writer.language),
                writer.join(title for duty, title in duties.items() if duty in rule.duties),
                writer.join(title for unit, title in units.items() if unit in rule.units) or anywhere,
                rule.within.get(writer.language),
            ),
            writer.origin(rule),
        )
        for rule in writer.rulebook.method.reports.values()
    )
    header = (
        writer.say("变更", "Change"),
        writer.say("岗位", "Duties"),
        writer.say("单位", "Units"),
        writer.say("报告时限", "Reported within"),
    )
    title = writer.say("人员变更报告", "Reports on people")
    return [Table("reports", title, header, rows)] if rows else []


def messages(rulebook: Rulebook, language: Language) -> Chapter:
    """One table: occasion, recipients, ways."""
    writer = Writer(rulebook, language)
    told, media = writer.all(_TOLD), writer.all(WAYS)
    rows = tuple(
        Row(
            (
                _occasion(rule, writer),
                writer.join(told[to] for to in rule.to),
                writer.join(media[by] for by in rule.by),
            ),
            writer.origin(rule),
        )
        for rule in rulebook.method.messages.values()
    )
    header = (
        writer.say("情形", "Occasion"),
        writer.say("告知对象", "Who is told"),
        writer.say("方式", "Ways"),
    )
    title = writer.say("消息和提醒", "Messages")
    tables = [Table("messages", title, header, rows), *_quiet(writer, media)] if rows else []
    return Chapter("messages", title, (), (*tables, *_reports(writer)))


def _quiet(writer: Writer, media: dict[str, str]) -> list[Table]:
    """When no message rings (COM-10)."""
    rule = writer.rulebook.method.quiet_hours
    if rule is None:
        return []
    hours = writer.say(f"{rule.since} 至 {rule.until}", f"{rule.since} to {rule.until}")
    row = Row((hours, writer.join(media[by] for by in rule.by)), writer.origin(rule))
    header = (writer.say("时段（单位当地时间）", "Hours (of the unit)"), writer.say("方式", "Ways"))
    title = writer.say("免打扰时段：消息等到时段结束再发送", "Quiet hours: messages wait until they end")
    return [Table("quiet_hours", title, header, (row,))]


def _occasion(rule: MessageRule, writer: Writer) -> str:
    words = rule.title.get(writer.language)
    if rule.event:
        happened = writer.join(NAMES[name].get(writer.language) for name in rule.event)
        words += writer.say(f"（{happened}）", f" ({happened})")
    if rule.when:
        words += writer.say("；", "; ") + writer.condition(rule.when)
    if rule.required:
        words += writer.say("；退订无效", "; whatever was opted out of")
    if rule.at_any_hour is not None:
        words += writer.say("；不受免打扰时段限制", "; at any hour")
        words += writer.say("：", ": ") + writer.condition(rule.at_any_hour) if rule.at_any_hour else ""
    return words
