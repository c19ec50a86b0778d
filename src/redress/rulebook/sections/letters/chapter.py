"""The chapter on forms and letters of a method document (COM-07)."""

from __future__ import annotations

from typing import Final

from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Pen, Row, Table
from redress.rulebook.sections.letters.schema import LetterPart, LetterRule
from redress.rulebook.words import Language, Words

READERS: Final[dict[str, Words]] = {
    "customer": Words("客户", "customer"),
    "department": Words("部门", "department"),
    "superior": Words("上级单位", "superior unit"),
    "file": Words("存档", "file"),
}
WAYS: Final[dict[str, Words]] = {
    "post": Words("邮寄", "post"),
    "email": Words("电子邮件", "e-mail"),
    "hand": Words("当面送达", "handed over"),
    "internal": Words("内部流转", "within the company"),
}


def letters(rulebook: Rulebook, language: Language) -> Chapter:
    """Every form and letter: for whom, how it goes, what stands in it."""
    pen, rules = Pen(rulebook, language), rulebook.method.letters
    header = (
        pen.say("名称", "Name"),
        pen.say("字头", "Number begins"),
        pen.say("送达对象", "For"),
        pen.say("送达方式", "How it goes"),
        pen.say("法律审核", "Legal review"),
        pen.say("适用", "When"),
    )
    rows = tuple(Row(_cells(pen, rule), pen.origin(rule)) for rule in rules.values())
    found = [Table("letters", pen.say("表单和函件", "Forms and letters"), header, rows)] if rows else []
    articles = tuple(
        Article(
            f"letter-{code}",
            rule.title.get(language),
            tuple(line for part in rule.parts.values() for line in _part(pen, part)),
            pen.origin(rule),
        )
        for code, rule in rules.items()
        if any(part.required for part in rule.parts.values())
    )
    return Chapter("letters", pen.say("表单和函件", "Forms and letters"), articles, tuple(found))


def _cells(pen: Pen, rule: LetterRule) -> tuple[str, ...]:
    return (
        rule.title.get(pen.language),
        rule.prefix,
        READERS[rule.to].get(pen.language),
        pen.join(WAYS[way].get(pen.language) for way in rule.sent_by),
        pen.say("是", "yes") if rule.legal_review else "",
        pen.condition(rule.when) if rule.when else "",
    )


def _part(pen: Pen, part: LetterPart) -> list[str]:
    words = part.title.get(pen.language) + ("" if part.required else pen.say("（如有）", " (if any)"))
    if part.mentions:
        named = pen.join(each.get(pen.language) for each in part.mentions)
        words += pen.say(f"（应当写明{named}）", f" (naming {named})")
    fixed = []
    for block in part.blocks.values():
        title, text = block.title.get(pen.language), block.text.get(pen.language)
        fixed.append(pen.say(f"——{title}：{text}", f"- {title}: {text}"))
    return [words, *fixed]
