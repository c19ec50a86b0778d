"""The chapter of time limits: every clock in words, every table of limits."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.events import NAMES
from redress.rulebook.paper import Article, Chapter, Row, Table, Writer
from redress.rulebook.sections.clocks.labels import SECTIONS
from redress.rulebook.sections.clocks.schema import ClockRule, LateStep, NearStep, TableRef, Trigger
from redress.rulebook.words import Language, Words

_ACTIONS = {
    "urge": Words("催办", "urge"),
    "tell": Words("报告", "tell"),
    "notify": Words("通知", "notify"),
}


def limits(rulebook: Rulebook, language: Language) -> Chapter:
    """Clocks and tables of limits (CLK-11)."""
    writer, method = Writer(rulebook, language), rulebook.method
    articles = tuple(
        Article(
            f"clock-{key}",
            rule.title.get(language),
            tuple(_lines(rule, writer)),
            writer.origin(rule),
        )
        for key, rule in method.clocks.items()
    )
    if method.ladder_times:
        said = writer.say(
            "预警、催办、提醒和逐级报告的时点，见各时限。",
            "When warnings, urgings and reports go out: see each limit.",
        )
        origin = writer.origin(method.ladder_times)
        articles += (Article("ladder_times", SECTIONS["ladder_times"].get(language), (said,), origin),)
    header = (writer.say("情形", "Case"), writer.say("时限", "Limit"))
    tables = tuple(
        Table(
            f"limits-{key}",
            table.title.get(language),
            header,
            tuple(
                Row((writer.condition(row.when), row.limit.get(language)), writer.origin(row))
                for row in table.rows
            ),
            writer.origin(table),
        )
        for key, table in method.limits.items()
    )
    return Chapter("limits", writer.say("时限", "Time limits"), articles, tables)


def _lines(rule: ClockRule, writer: Writer) -> Iterator[str]:
    lang = writer.language
    if isinstance(rule.limit, TableRef):
        title = writer.rulebook.method.limits[rule.limit.table].title.get(lang)
        yield writer.say(f"时限：见《{title}》", f"Limit: see {title}")
    else:
        yield writer.say("时限：", "Limit: ") + rule.limit.get(lang)
    if rule.only_for:
        yield writer.say("适用：", "For: ") + writer.condition(rule.only_for)
    if rule.or_for:
        yield writer.say("以及：", "And for: ") + writer.condition(rule.or_for)
    received = (
        writer.say("（自收到之时起算）", " (counted from receipt)") if rule.counts_from == "received" else ""
    )
    yield writer.say("起算：", "Starts: ") + _names(rule.starts, writer) + received
    yield writer.say("停止：", "Stops: ") + _names((*rule.stops, *rule.until), writer)
    if rule.recurs:
        yield writer.say(
            "每次停止后重新起算，直至办结", "Starts again after each stop, until the case is settled"
        )
    if rule.restarts:
        names = writer.join(NAMES[name].get(lang) for name in rule.restarts)
        yield writer.say("重新计算：", "Starts anew: ") + names
    for pause in rule.pauses:
        yield writer.say("中止：", "Pause: ") + pause.title.get(lang)
    if rule.extends:
        amount, times = rule.extends.by.get(lang), rule.extends.times
        told = rule.extends.holds_from == "telling"
        yield writer.say(
            f"可延长 {amount}，最多 {times} 次" + ("，自告知客户时起有效" if told else ""),
            f"May be extended by {amount}, at most {times} time(s)"
            + (", once the customer is told" if told else ""),
        )
    if rule.warn:
        yield writer.say(f"预警：届满前 {rule.warn.get(lang)}", f"Warning: {rule.warn.get(lang)} before")
    yield from (_step(step, writer) for step in rule.near)
    yield from (_step(step, writer) for step in rule.late)


def _names(triggers: tuple[Trigger, ...], writer: Writer) -> str:
    return writer.join(NAMES[trigger.event].get(writer.language) for trigger in triggers)


def _step(step: NearStep | LateStep, writer: Writer) -> str:
    lang = writer.language
    act = _ACTIONS[step.action].get(lang)
    whom = kinds.WHOM[step.to].get(lang)
    if isinstance(step, NearStep):
        amount = step.before.get(lang)
        return writer.say(f"届满前 {amount}：{act}{whom}", f"{amount} before: {act} {whom}")
    if not step.after.n:
        return writer.say(f"届满：{act}{whom}", f"When due: {act} {whom}")
    amount = step.after.get(lang)
    return writer.say(f"超过 {amount}：{act}{whom}", f"{amount} late: {act} {whom}")
