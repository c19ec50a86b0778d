"""The chapters of a method document, in the order in which a case meets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from redress.rulebook import kinds, tables
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Row, Table, Writer
from redress.rulebook.sections.aftercare import chapter as aftercare
from redress.rulebook.sections.authority.chapter import authority
from redress.rulebook.sections.chapter import claims
from redress.rulebook.sections.clocks.chapter import limits
from redress.rulebook.sections.committee.chapter import committee
from redress.rulebook.sections.law.chapter import law
from redress.rulebook.sections.letters.chapter import letters
from redress.rulebook.sections.messages.chapter import messages
from redress.rulebook.sections.special_cases.chapter import special
from redress.rulebook.words import Language


def intake(rulebook: Rulebook, language: Language) -> Chapter:
    """Channels, complainants, first words."""
    writer, method = Writer(rulebook, language), rulebook.method
    channels = tuple(
        Row((entry.title.get(language),), writer.origin(entry)) for entry in method.channels.values()
    )
    articles = [
        Article(
            f"complainants-{kind}",
            entry.title.get(language),
            tuple(
                item.title.get(language) + ("" if item.required else writer.say("（如有）", " (if any)"))
                for item in entry.checklist
            ),
            writer.origin(entry),
        )
        for kind, entry in method.complainants.items()
    ]
    articles += [
        Article(
            f"soothing-{key}", entry.title.get(language), (entry.text.get(language),), writer.origin(entry)
        )
        for key, entry in method.soothing.items()
    ]
    header = (writer.say("渠道", "Channel"),)
    ways = [Table("channels", writer.say("受理渠道", "Channels"), header, channels)] if channels else []
    return Chapter(
        "intake",
        writer.say("受理", "Intake"),
        tuple(articles),
        (*ways, *tables.meeting(writer), *aftercare.guidance(writer)),
    )


def classing(rulebook: Rulebook, language: Language) -> Chapter:
    """Classes with their reasons, levels with their criteria."""
    writer, method = Writer(rulebook, language), rulebook.method
    found = []
    for key, entry in method.class_sets.items():
        rows = tuple(
            Row(
                (
                    code.title.get(language),
                    writer.join(reason.get(language) for reason in code.reasons.values()),
                )
            )
            for code in entry.codes.values()
        )
        header = (writer.say("类别", "Class"), writer.say("具体事由", "Reasons"))
        found.append(Table(f"classes-{key}", entry.title.get(language), header, rows, writer.origin(entry)))
    articles = [
        Article(
            f"levels-{key}",
            level.title.get(language),
            tuple(criterion.get(language) for criterion in level.criteria),
            writer.origin(level),
        )
        for key, level in method.levels.items()
    ]
    automatic = tuple(
        Row((rule.title.get(language), writer.value("level", rule.level)), writer.origin(rule))
        for rule in method.automatic_levels
    )
    if automatic:
        header = (writer.say("情形", "Case"), writer.say("级别", "Level"))
        found.append(Table("automatic-levels", writer.say("自动定级", "Automatic levels"), header, automatic))
    return Chapter(
        "classes",
        writer.say("分类分级", "Classes and levels"),
        tuple(articles),
        (*found, *tables.bridges(writer)),
    )


def handling(rulebook: Rulebook, language: Language) -> Chapter:
    """Routing, checks before dispatch, settlement on the spot."""
    writer, method = Writer(rulebook, language), rulebook.method
    departments, duties = writer.all(kinds.DEPARTMENTS), writer.all(kinds.DUTIES)
    found = tables.flows(writer)
    if method.routing:
        header = (
            writer.say("情形", "Case"),
            writer.say("主办", "Main"),
            writer.say("抄送", "Copies"),
        )
        rows = tuple(
            Row(
                (
                    writer.condition(rule.when),
                    departments[rule.to],
                    writer.join(departments[copy] for copy in rule.copies),
                ),
                writer.origin(rule),
            )
            for rule in method.routing
        )
        found.append(Table("routing", writer.say("主办部门", "Main department"), header, rows))
    if method.on_the_spot:
        header = (
            writer.say("情形", "Case"),
            writer.say("岗位", "Duties"),
            writer.say("金额（元）", "Up to (yuan)"),
        )
        rows = tuple(
            Row(
                (
                    writer.condition(rule.when),
                    writer.join(title for duty, title in duties.items() if duty in rule.duties),
                    writer.say("不限", "any") if rule.up_to is None else f"{rule.up_to:,}",
                ),
                writer.origin(rule),
            )
            for rule in method.on_the_spot
        )
        found.append(Table("on-the-spot", writer.say("当场解决权限", "Settlement on the spot"), header, rows))
    checks = tuple(
        Article(f"dispatch-{key}", check.text.get(language), (), writer.origin(check))
        for key, check in method.dispatch_checks.items()
    )
    return Chapter("handling", writer.say("分派与处理", "Dispatch and handling"), checks, tuple(found))


def closing(rulebook: Rulebook, language: Language) -> Chapter:
    """Who closes, what must be done first, causes, how long papers are kept."""
    writer, method = Writer(rulebook, language), rulebook.method
    found = []
    if method.closing:
        rows = tuple(
            Row(
                (
                    writer.condition(rule.when),
                    kinds.CLOSERS[rule.who].get(language)
                    + (writer.say("（限本地区）", " (within its area)") if rule.within_area else ""),
                    writer.say("客户服务部人员", "customer service")
                    if rule.duties is None
                    else writer.join(
                        title for duty, title in writer.all(kinds.DUTIES).items() if duty in rule.duties
                    ),
                ),
                writer.origin(rule),
            )
            for rule in method.closing
        )
        closed_by = (
            writer.say("情形", "Case"),
            writer.say("结案单位", "Closed by"),
            writer.say("岗位", "Duties"),
        )
        found.append(Table("closing", writer.say("结案权限", "Who closes"), closed_by, rows))
    if method.retention:
        kept = tuple(
            Row((entry.title.get(language), str(entry.years)), writer.origin(entry))
            for entry in method.retention.values()
        )
        header = (writer.say("资料", "Papers"), writer.say("年限", "Years"))
        found.append(Table("retention", writer.say("保存期限", "Retention"), header, kept))
    if method.causes:
        causes = tuple(
            Row(
                (entry.title.get(language), writer.say("是", "yes") if entry.system else ""),
                writer.origin(entry),
            )
            for entry in method.causes.values()
        )
        header = (writer.say("原因", "Cause"), writer.say("系统原因", "System cause"))
        found.append(Table("causes", writer.say("投诉原因", "Causes"), header, causes))
    checks = tuple(
        Article(f"before-closing-{key}", check.text.get(language), (), writer.origin(check))
        for key, check in method.before_closing.items()
    )
    if method.determining is not None:
        words = writer.say(
            "有效性和原因由有权结案的单位和岗位认定；有争议的由协调委员会认定。",
            "Validity and causes are determined by the unit and duties that may close; disputes by the committee.",
        )
        named = writer.say("有效性和原因认定", "Who determines")
        checks = (*checks, Article("determining", named, (words,), writer.origin(method.determining)))
    return Chapter(
        "closing",
        writer.say("结案与归档", "Closing and archive"),
        checks,
        (*found, *aftercare.callback(writer), *aftercare.spot_checks(writer), *tables.counting(writer)),
    )


def sources(rulebook: Rulebook, language: Language) -> Chapter:
    """The words of what the rules cite."""
    writer = Writer(rulebook, language)
    articles = tuple(
        Article(f"source-{key}", entry.title.get(language), (key, entry.text.get(language)))
        for key, entry in rulebook.method.sources.items()
    )
    return Chapter("sources", writer.say("依据", "Sources"), articles)


ALL: Final[tuple[Callable[[Rulebook, Language], Chapter], ...]] = (
    intake,
    classing,
    handling,
    special,
    authority,
    limits,
    law,
    claims,
    messages,
    letters,
    committee,
    closing,
    sources,
)
