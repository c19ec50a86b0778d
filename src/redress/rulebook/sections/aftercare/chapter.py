"""Tables of a method document about what follows the handling: callback, spot checks, guidance."""

from __future__ import annotations

from redress.rulebook.paper import Row, Table, Writer


def callback(writer: Writer) -> list[Table]:
    """Who is called back, and what is asked (CLO-04)."""
    rules, lang = writer.rulebook.method.callback, writer.language
    if rules is None:
        return []
    needed = tuple(Row((writer.condition(rule.when),), writer.origin(rule)) for rule in rules.needed)
    needed += (
        Row(
            (
                writer.say(
                    f"{rules.hours.since} 至 {rules.hours.until} 之间联系；至少在 {rules.days} 天内尝试 "
                    f"{rules.attempts} 次仍未联系上的，视为已回访",
                    f"between {rules.hours.since} and {rules.hours.until}; not reached in {rules.attempts} "
                    f"attempts on {rules.days} days counts as tried",
                ),
            ),
            writer.origin(rules),
        ),
    )
    script = tuple(
        Row(
            (question.title.get(lang), writer.say("是", "yes") if question.required else ""),
            writer.origin(question),
        )
        for question in rules.script.values()
    )
    return [
        Table(
            "callback",
            writer.say("结案前回访", "Callback before closing"),
            (writer.say("情形", "Case"),),
            needed,
        ),
        Table(
            "callback-script",
            writer.say("回访问题", "Script of the callback"),
            (writer.say("问题", "Question"), writer.say("必问", "Required")),
            script,
        ),
    ]


def spot_checks(writer: Writer) -> list[Table]:
    """How closures are drawn for a check, and what is looked at (CLO-03, ASM-06)."""
    lang = writer.language
    tables = []
    for key, rule in writer.rulebook.method.spot_checks.items():
        rows = tuple(Row((item.title.get(lang),), writer.origin(item)) for item in rule.items.values())
        title = writer.say(
            f"{rule.title.zh}（每层 {rule.share}%，不少于 {rule.least} 件）",
            f"{rule.title.en} ({rule.share}% of each stratum, at least {rule.least})",
        )
        tables.append(
            Table(f"spot-checks-{key}", title, (writer.say("检查项", "Item"),), rows, writer.origin(rule))
        )
    return tables


def guidance(writer: Writer) -> list[Table]:
    """Emotional needs and common errors (COM-09)."""
    method, lang = writer.rulebook.method, writer.language
    needs = tuple(
        Row(
            (need.title.get(lang), need.signs.get(lang), need.advice.get(lang) if need.advice else ""),
            writer.origin(need),
        )
        for need in method.needs.values()
    )
    errors = tuple(
        Row((error.title.get(lang), error.instead.get(lang)), writer.origin(error))
        for error in method.common_errors.values()
    )
    header = (
        writer.say("情感需求", "Need"),
        writer.say("表现", "How it shows"),
        writer.say("应对", "How to meet it"),
    )
    tables = [
        Table("needs", writer.say("客户的情感需求", "Emotional needs"), header, needs),
        Table(
            "common-errors",
            writer.say("常见错误", "Common errors"),
            (writer.say("错误", "Error"), writer.say("应当", "Instead")),
            errors,
        ),
    ]
    return [table for table in tables if table.rows]
