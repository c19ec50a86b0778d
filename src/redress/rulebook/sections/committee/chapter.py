"""The chapter on leading group and coordination committee: sessions, what goes there, what a ruling stands in for."""

from __future__ import annotations

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Row, Table, Writer
from redress.rulebook.sections.committee.schema import SessionRule
from redress.rulebook.words import Language


def committee(rulebook: Rulebook, language: Language) -> Chapter:
    """Sessions with their quorum, reasons of referral, formal cases (ORG-02, ORG-03, AUT-04)."""
    writer, method = Writer(rulebook, language), rulebook.method
    section = method.committee
    articles = tuple(
        Article(f"session-{key}", rule.title.get(language), _lines(writer, rule), writer.origin(rule))
        for key, rule in section.sessions.items()
    )
    tables: list[Table] = []
    header: tuple[str, ...]
    if section.reasons:
        questions = writer.all(kinds.QUESTIONS)
        rows = tuple(
            Row(
                (
                    reason.title.get(language),
                    writer.join(questions[question] for question in reason.questions),
                ),
                writer.origin(reason),
            )
            for reason in section.reasons.values()
        )
        header = (writer.say("情形", "Case"), writer.say("裁决事项", "Question"))
        tables.append(Table("referrals", writer.say("提交委员会", "Referred to the committee"), header, rows))
    if section.closing_ruled:
        texts = [method.before_closing[key].text.get(language) for key in section.closing_ruled.instead_of]
        rows = tuple(Row((text,), writer.origin(section.closing_ruled)) for text in texts)
        header = (writer.say("裁决结案时不再要求", "Not asked any more once closing is ruled"),)
        tables.append(Table("closing-ruled", writer.say("结案裁决", "Ruling on closing"), header, rows))
    if section.final:
        row = Row((writer.condition(section.final.when),), writer.origin(section.final))
        header = (
            writer.say(
                "裁决即为最终决定，执行时无须再审批", "The ruling is carried out without another approval"
            ),
        )
        tables.append(Table("final-rulings", writer.say("最终裁决", "Final rulings"), header, (row,)))
    if method.formal_cases:
        departments = writer.all(kinds.DEPARTMENTS)
        rows = tuple(
            Row(
                (writer.condition(rule.when), departments[rule.source], departments[rule.to]),
                writer.origin(rule),
            )
            for rule in method.formal_cases
        )
        header = (writer.say("情形", "Case"), writer.say("移交部门", "From"), writer.say("立案部门", "To"))
        tables.append(Table("formal-cases", writer.say("立案移交", "Formal cases"), header, rows))
    return Chapter("committee", writer.say("会议与裁决", "Sessions and rulings"), articles, tuple(tables))


def _lines(writer: Writer, rule: SessionRule) -> tuple[str, ...]:
    bodies = writer.join(kinds.BODIES[body].get(writer.language) for body in rule.bodies)
    lines = [
        bodies,
        writer.say(
            f"到会且可以表决的成员不少于全体成员的 {rule.present}，且不少于 {rule.at_least} 人。",
            f"At least {rule.present} of all members, and at least {rule.at_least}, are there and may vote.",
        ),
        writer.say(
            f"赞成票超过到会且可以表决成员的 {rule.more_than}，方为通过。",
            f"Carried by more than {rule.more_than} of those who are there and may vote.",
        ),
    ]
    if rule.every_months:
        lines.append(
            writer.say(
                f"至少每 {rule.every_months} 个月召开一次。",
                f"Held at least every {rule.every_months} months.",
            )
        )
    return tuple(lines)
