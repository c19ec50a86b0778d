"""Tables of a method document that stand beside its articles: how to meet a customer, other class sets, counting."""

from __future__ import annotations

from redress.rulebook.paper import Pen, Row, Table


def meeting(pen: Pen) -> list[Table]:
    """Emotions and temperaments with advice (INT-14), phrases to avoid with better ones (COM-08)."""
    method, lang = pen.rulebook.method, pen.language
    tables = []
    for anchor, title, traits in (
        ("emotions", pen.say("客户情绪", "Emotions"), method.emotions),
        ("temperaments", pen.say("客户性格", "Temperaments"), method.temperaments),
    ):
        rows = tuple(
            Row(
                (trait.title.get(lang), trait.advice.get(lang) if trait.advice else ""),
                pen.origin(trait),
            )
            for trait in traits.values()
        )
        tables.append(Table(anchor, title, (title, pen.say("应对", "How to meet it")), rows))
    phrases = tuple(Row((entry.phrase, entry.better), pen.origin(entry)) for entry in method.taboo)
    header = (pen.say("不说", "Not"), pen.say("改说", "But"))
    tables.append(Table("taboo", pen.say("服务忌语", "Phrases to avoid"), header, phrases))
    return [table for table in tables if table.rows]


def bridges(pen: Pen) -> list[Table]:
    """How the class in another set follows from the method's class (CLS-02, CLS-03)."""
    method, lang = pen.rulebook.method, pen.language
    tables = []
    for name, bridge in method.bridges.items():
        to = method.class_sets[name]
        rows = tuple(Row((pen.condition(row.when), to.codes[row.to].title.get(lang))) for row in bridge.rows)
        title = pen.say(f"对照表：{to.title.get(lang)}", f"Bridge: {to.title.get(lang)}")
        header = (pen.say("情形", "Case"), pen.say("类别", "Class"))
        tables.append(Table(f"bridge-{name}", title, header, rows, pen.origin(bridge)))
    return tables


def counting(pen: Pen) -> list[Table]:
    """What is counted (CLO-06)."""
    entries = pen.rulebook.method.counting.values()
    rows = tuple(Row((entry.title.get(pen.language), entry.version), pen.origin(entry)) for entry in entries)
    header = (pen.say("指标", "Figure"), pen.say("口径版本", "Version"))
    return [Table("counting", pen.say("统计口径", "Counting"), header, rows)] if rows else []


def flows(pen: Pen) -> list[Table]:
    """The flows a case may take: which cases, who acts, in which steps (FLW-11..13, ORG-10)."""
    lang = pen.language
    rows = tuple(
        Row(
            (
                entry.title.get(lang),
                pen.say("其他情形", "otherwise") if entry.when is None else pen.condition(entry.when),
                pen.join(role.title.get(lang) for role in entry.roles.values()),
                pen.join(step.title.get(lang) for step in entry.steps.values()),
            ),
            pen.origin(entry),
        )
        for entry in pen.rulebook.method.flows.values()
    )
    header = (
        pen.say("流程", "Flow"),
        pen.say("情形", "Case"),
        pen.say("角色", "Roles"),
        pen.say("环节", "Steps"),
    )
    return [Table("flows", pen.say("处理流程", "Flows"), header, rows)] if rows else []
