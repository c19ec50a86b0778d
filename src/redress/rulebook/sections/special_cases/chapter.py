"""The chapter on cases handled specially: emergencies, gates, centralised business, re-review, judging, callbacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Pen, Row, Table
from redress.rulebook.sections.special_cases.schema import Emergency, Rereview, SolvedByOthers, TeamPost
from redress.rulebook.words import Language, Title


def special(rulebook: Rulebook, language: Language) -> Chapter:
    """What happens besides the usual way (FLW-09, FLW-10, FLW-15, FLW-16, CLO-13, INT-08)."""
    pen = Pen(rulebook, language)
    title = pen.say("特殊处理", "Special handling")
    return Chapter("special", title, tuple(_articles(pen)), tuple(_tables(pen)))


def _articles(pen: Pen) -> Iterator[Article]:
    method, lang = pen.rulebook.method, pen.language
    if method.emergency:
        yield _emergency(pen, method.emergency)
    for key, gate in method.gates.items():
        yield Article(f"gate-{key}", gate.text.get(lang), (_holds(pen, gate.when),), pen.origin(gate))
    for key, rule in method.centralised.items():
        units = _named(pen.all(kinds.UNITS), rule.units, pen)
        says = pen.say(
            f"{units}报上级单位，按上级单位的意见处理。",
            f"Reported up by {units}, who follow the superior unit's opinion.",
        )
        lines = (_holds(pen, rule.when), says)
        yield Article(f"centralised-{key}", rule.title.get(lang), lines, pen.origin(rule))
    if method.rereview:
        yield _rereview(pen, method.rereview)
    if method.judging:
        findings = pen.say("判定结果：", "Findings: ") + _titles(pen, method.judging.findings.values())
        title = method.judging.title.get(lang)
        yield Article("judging", title, (findings,), pen.origin(method.judging))


def _emergency(pen: Pen, rule: Emergency) -> Article:
    lines = [_holds(pen, rule.when), *(_post(pen, post) for post in rule.team)]
    if rule.media:
        lines.append(pen.say("媒体报道倾向：", "Tone of the media: ") + _titles(pen, rule.media.values()))
    return Article("emergency", rule.title.get(pen.language), tuple(lines), pen.origin(rule))


def _post(pen: Pen, post: TeamPost) -> str:
    department = kinds.DEPARTMENTS[post.department].get(pen.language)
    duties = pen.join(kinds.DUTIES[duty].get(pen.language) for duty in post.duties)
    words = post.title.get(pen.language) + pen.say(
        f"（{department}：{duties}）", f" ({department}: {duties})"
    )
    return words + (pen.say("；负责全组", "; leads the team") if post.leads else "")


def _rereview(pen: Pen, rule: Rereview) -> Article:
    units = _named(pen.all(kinds.UNITS), rule.units, pen)
    lines = (
        pen.say("复核单位：", "Reviewed by: ") + units,
        pen.say("情形：", "Grounds: ") + _titles(pen, rule.grounds.values()),
    )
    return Article("rereview", rule.title.get(pen.language), lines, pen.origin(rule))


def _tables(pen: Pen) -> Iterator[Table]:
    method, lang = pen.rulebook.method, pen.language
    rows = tuple(
        Row(
            (
                finding.title.get(lang),
                pen.say("计为投诉", "a complaint, counted")
                if finding.complaint
                else pen.say("不计为投诉", "not counted"),
                pen.value("channel", finding.recorded_as) if finding.recorded_as else "",
                _others(pen, finding.solved_by_others),
            ),
            pen.origin(finding),
        )
        for finding in method.callback_findings.values()
    )
    if rows:
        header = (
            pen.say("回访发现", "Finding"),
            pen.say("统计", "Counting"),
            pen.say("录入渠道", "Entered as"),
            pen.say("由他人解决", "Solved by others"),
        )
        yield Table("callback-findings", pen.say("回访问题", "Findings of callbacks"), header, rows)


def _others(pen: Pen, rule: SolvedByOthers | None) -> str:
    """`不由销售部门人员解决（公司为寿险）`."""
    if rule is None:
        return ""
    names = _named(pen.all(kinds.DEPARTMENTS), rule.than, pen)
    where = pen.say(f"（{pen.condition(rule.when)}）", f" ({pen.condition(rule.when)})") if rule.when else ""
    return pen.say(f"不由以下部门的人员解决：{names}", f"not by people of: {names}") + where


def _holds(pen: Pen, when: dict[str, frozenset[str]]) -> str:
    return pen.say("适用：", "Applies to: ") + (
        pen.condition(when) if when else pen.say("所有投诉", "every complaint")
    )


def _named(titles: dict[str, str], codes: Iterable[str], pen: Pen) -> str:
    wanted = set(codes)
    return pen.join(title for code, title in titles.items() if code in wanted)


def _titles(pen: Pen, titles: Iterable[Title]) -> str:
    return pen.join(title.get(pen.language) for title in titles)
