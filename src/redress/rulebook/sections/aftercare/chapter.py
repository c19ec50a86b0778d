"""Tables of a method document about what follows the handling: callback, spot checks, guidance."""

from __future__ import annotations

from redress.rulebook.paper import Pen, Row, Table


def callback(pen: Pen) -> list[Table]:
    """Who is called back, and what is asked (CLO-04)."""
    rules, lang = pen.rulebook.method.callback, pen.language
    if rules is None:
        return []
    needed = tuple(Row((pen.condition(rule.when),), pen.origin(rule)) for rule in rules.needed)
    needed += (
        Row(
            (
                pen.say(
                    f"{rules.hours.since} 至 {rules.hours.until} 之间联系；至少在 {rules.days} 天内尝试 "
                    f"{rules.attempts} 次仍未联系上的，视为已回访",
                    f"between {rules.hours.since} and {rules.hours.until}; not reached in {rules.attempts} "
                    f"attempts on {rules.days} days counts as tried",
                ),
            ),
            pen.origin(rules),
        ),
    )
    script = tuple(
        Row(
            (question.title.get(lang), pen.say("是", "yes") if question.required else ""),
            pen.origin(question),
        )
        for question in rules.script.values()
    )
    return [
        Table(
            "callback", pen.say("结案前回访", "Callback before closing"), (pen.say("情形", "Case"),), needed
        ),
        Table(
            "callback-script",
            pen.say("回访问题", "Script of the callback"),
            (pen.say("问题", "Question"), pen.say("必问", "Required")),
            script,
        ),
    ]


def spot_checks(pen: Pen) -> list[Table]:
    """How closures are drawn for a check, and what is looked at (CLO-03, ASM-06)."""
    lang = pen.language
    tables = []
    for key, rule in pen.rulebook.method.spot_checks.items():
        rows = tuple(Row((item.title.get(lang),), pen.origin(item)) for item in rule.items.values())
        title = pen.say(
            f"{rule.title.zh}（每层 {rule.share}%，不少于 {rule.least} 件）",
            f"{rule.title.en} ({rule.share}% of each stratum, at least {rule.least})",
        )
        tables.append(
            Table(f"spot-checks-{key}", title, (pen.say("检查项", "Item"),), rows, pen.origin(rule))
        )
    return tables


def guidance(pen: Pen) -> list[Table]:
    """Emotional needs and common errors (COM-09)."""
    method, lang = pen.rulebook.method, pen.language
    needs = tuple(
        Row(
            (need.title.get(lang), need.signs.get(lang), need.advice.get(lang) if need.advice else ""),
            pen.origin(need),
        )
        for need in method.needs.values()
    )
    errors = tuple(
        Row((error.title.get(lang), error.instead.get(lang)), pen.origin(error))
        for error in method.common_errors.values()
    )
    header = (pen.say("情感需求", "Need"), pen.say("表现", "How it shows"), pen.say("应对", "How to meet it"))
    tables = [
        Table("needs", pen.say("客户的情感需求", "Emotional needs"), header, needs),
        Table(
            "common-errors",
            pen.say("常见错误", "Common errors"),
            (pen.say("错误", "Error"), pen.say("应当", "Instead")),
            errors,
        ),
    ]
    return [table for table in tables if table.rows]
