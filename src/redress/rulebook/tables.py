"""Tables of a method document that stand beside its articles: how to meet a customer, other class sets, counting."""

from __future__ import annotations

from redress.rulebook.paper import Row, Table, Writer


def meeting(writer: Writer) -> list[Table]:
    """Emotions and temperaments with advice (INT-14), phrases to avoid with better ones (COM-08)."""
    method, lang = writer.rulebook.method, writer.language
    tables = []
    for anchor, title, traits in (
        ("emotions", writer.say("客户情绪", "Emotions"), method.emotions),
        ("temperaments", writer.say("客户性格", "Temperaments"), method.temperaments),
    ):
        rows = tuple(
            Row(
                (trait.title.get(lang), trait.advice.get(lang) if trait.advice else ""),
                writer.origin(trait),
            )
            for trait in traits.values()
        )
        tables.append(Table(anchor, title, (title, writer.say("应对", "How to meet it")), rows))
    phrases = tuple(Row((entry.phrase, entry.better), writer.origin(entry)) for entry in method.taboo)
    header = (writer.say("不说", "Not"), writer.say("改说", "But"))
    tables.append(Table("taboo", writer.say("服务忌语", "Phrases to avoid"), header, phrases))
    return [table for table in tables if table.rows]


def bridges(writer: Writer) -> list[Table]:
    """How the class in another set follows from the method's class (CLS-02, CLS-03)."""
    method, lang = writer.rulebook.method, writer.language
    tables = []
    for name, bridge in method.bridges.items():
        to = method.class_sets[name]
        rows = tuple(
            Row((writer.condition(row.when), to.codes[row.to].title.get(lang))) for row in bridge.rows
        )
        title = writer.say(f"对照表：{to.title.get(lang)}", f"Bridge: {to.title.get(lang)}")
        header = (writer.say("情形", "Case"), writer.say("类别", "Class"))
        tables.append(Table(f"bridge-{name}", title, header, rows, writer.origin(bridge)))
    return tables


def counting(writer: Writer) -> list[Table]:
    """What is counted (CLO-06)."""
    entries = writer.rulebook.method.counting.values()
    rows = tuple(
        Row((entry.title.get(writer.language), entry.version), writer.origin(entry)) for entry in entries
    )
    header = (writer.say("指标", "Figure"), writer.say("口径版本", "Version"))
    return [Table("counting", writer.say("统计口径", "Counting"), header, rows)] if rows else []


def flows(writer: Writer) -> list[Table]:
    """The flows a case may take: which cases, who acts, in which steps (FLW-11..13, ORG-10)."""
    lang = writer.language
    rows = tuple(
        Row(
            (
                entry.title.get(lang),
                writer.say("其他情形", "otherwise") if entry.when is None else writer.condition(entry.when),
                writer.join(role.title.get(lang) for role in entry.roles.values()),
                writer.join(step.title.get(lang) for step in entry.steps.values()),
            ),
            writer.origin(entry),
        )
        for entry in writer.rulebook.method.flows.values()
    )
    header = (
        writer.say("流程", "Flow"),
        writer.say("情形", "Case"),
        writer.say("角色", "Roles"),
        writer.say("环节", "Steps"),
    )
    return [Table("flows", writer.say("处理流程", "Flows"), header, rows)] if rows else []
