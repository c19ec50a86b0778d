"""The chapter on cases handled specially: emergencies, gates, centralised business, re-review, judging, callbacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Row, Table, Writer
from redress.rulebook.sections.special_cases.schema import Emergency, Rereview, SolvedByOthers, TeamPost
from redress.rulebook.words import Language, Title


def special(rulebook: Rulebook, language: Language) -> Chapter:
    """What happens besides the usual way (FLW-09, FLW-10, FLW-15, FLW-16, CLO-13, INT-08)."""
    writer = Writer(rulebook, language)
    title = writer.say("特殊处理", "Special handling")
    return Chapter("special", title, tuple(_articles(writer)), tuple(_tables(writer)))


def _articles(writer: Writer) -> Iterator[Article]:
    method, lang = writer.rulebook.method, writer.language
    if method.emergency:
        yield _emergency(writer, method.emergency)
    for key, gate in method.gates.items():
        yield Article(f"gate-{key}", gate.text.get(lang), (_holds(writer, gate.when),), writer.origin(gate))
    for key, rule in method.centralised.items():
        units = _named(writer.all(kinds.UNITS), rule.units, writer)
        says = writer.say(
            f"{units}报上级单位，按上级单位的意见处理。",
            f"Reported up by {units}, who follow the superior unit's opinion.",
        )
        lines = (_holds(writer, rule.when), says)
        yield Article(f"centralised-{key}", rule.title.get(lang), lines, writer.origin(rule))
    if method.rereview:
        yield _rereview(writer, method.rereview)
    if method.judging:
        findings = writer.say("判定结果：", "Findings: ") + _titles(writer, method.judging.findings.values())
        title = method.judging.title.get(lang)
        yield Article("judging", title, (findings,), writer.origin(method.judging))


def _emergency(writer: Writer, rule: Emergency) -> Article:
    lines = [_holds(writer, rule.when), *(_post(writer, post) for post in rule.team)]
    if rule.media:
        lines.append(
            writer.say("媒体报道倾向：", "Tone of the media: ") + _titles(writer, rule.media.values())
        )
    return Article("emergency", rule.title.get(writer.language), tuple(lines), writer.origin(rule))


def _post(writer: Writer, post: TeamPost) -> str:
    department = kinds.DEPARTMENTS[post.department].get(writer.language)
    duties = writer.join(kinds.DUTIES[duty].get(writer.language) for duty in post.duties)
    words = post.title.get(writer.language) + writer.say(
        f"（{department}：{duties}）", f" ({department}: {duties})"
    )
    return words + (writer.say("；负责全组", "; leads the team") if post.leads else "")


def _rereview(writer: Writer, rule: Rereview) -> Article:
    units = _named(writer.all(kinds.UNITS), rule.units, writer)
    lines = (
        writer.say("复核单位：", "Reviewed by: ") + units,
        writer.say("情形：", "Grounds: ") + _titles(writer, rule.grounds.values()),
    )
    return Article("rereview", rule.title.get(writer.language), lines, writer.origin(rule))


def _tables(writer: Writer) -> Iterator[Table]:
    method, lang = writer.rulebook.method, writer.language
    rows = tuple(
        Row(
            (
                finding.title.get(lang),
                writer.say("计为投诉", "a complaint, counted")
                if finding.complaint
                else writer.say("不计为投诉", "not counted"),
                writer.value("channel", finding.recorded_as) if finding.recorded_as else "",
                _others(writer, finding.solved_by_others),
            ),
            writer.origin(finding),
        )
        for finding in method.callback_findings.values()
    )
    if rows:
        header = (
            writer.say("回访发现", "Finding"),
            writer.say("统计", "Counting"),
            writer.say("录入渠道", "Entered as"),
            writer.say("由他人解决", "Solved by others"),
        )
        yield Table("callback-findings", writer.say("回访问题", "Findings of callbacks"), header, rows)


def _others(writer: Writer, rule: SolvedByOthers | None) -> str:
    """`不由销售部门人员解决（公司为寿险）`."""
    if rule is None:
        return ""
    names = _named(writer.all(kinds.DEPARTMENTS), rule.than, writer)
    where = (
        writer.say(f"（{writer.condition(rule.when)}）", f" ({writer.condition(rule.when)})")
        if rule.when
        else ""
    )
    return writer.say(f"不由以下部门的人员解决：{names}", f"not by people of: {names}") + where


def _holds(writer: Writer, when: dict[str, frozenset[str]]) -> str:
    return writer.say("适用：", "Applies to: ") + (
        writer.condition(when) if when else writer.say("所有投诉", "every complaint")
    )


def _named(titles: dict[str, str], codes: Iterable[str], writer: Writer) -> str:
    wanted = set(codes)
    return writer.join(title for code, title in titles.items() if code in wanted)


def _titles(writer: Writer, titles: Iterable[Title]) -> str:
    return writer.join(title.get(writer.language) for title in titles)
