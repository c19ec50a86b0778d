"""The chapter on forms and letters of a method document (COM-07)."""

from __future__ import annotations

from typing import Final

from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Row, Table, Writer
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
    writer, rules = Writer(rulebook, language), rulebook.method.letters
    header = (
        writer.say("名称", "Name"),
        writer.say("字头", "Number begins"),
        writer.say("送达对象", "For"),
        writer.say("送达方式", "How it goes"),
        writer.say("法律审核", "Legal review"),
        writer.say("适用", "When"),
    )
    rows = tuple(Row(_cells(writer, rule), writer.origin(rule)) for rule in rules.values())
    found = [Table("letters", writer.say("表单和函件", "Forms and letters"), header, rows)] if rows else []
    articles = tuple(
        Article(
            f"letter-{code}",
            rule.title.get(language),
            tuple(line for part in rule.parts.values() for line in _part(writer, part)),
            writer.origin(rule),
        )
        for code, rule in rules.items()
        if any(part.required for part in rule.parts.values())
    )
    return Chapter("letters", writer.say("表单和函件", "Forms and letters"), articles, tuple(found))


def _cells(writer: Writer, rule: LetterRule) -> tuple[str, ...]:
    return (
        rule.title.get(writer.language),
        rule.prefix,
        READERS[rule.to].get(writer.language),
        writer.join(WAYS[way].get(writer.language) for way in rule.sent_by),
        writer.say("是", "yes") if rule.legal_review else "",
        writer.condition(rule.when) if rule.when else "",
    )


def _part(writer: Writer, part: LetterPart) -> list[str]:
    words = part.title.get(writer.language) + ("" if part.required else writer.say("（如有）", " (if any)"))
    if part.mentions:
        named = writer.join(each.get(writer.language) for each in part.mentions)
        words += writer.say(f"（应当写明{named}）", f" (naming {named})")
    fixed = []
    for block in part.blocks.values():
        title, text = block.title.get(writer.language), block.text.get(writer.language)
        fixed.append(writer.say(f"——{title}：{text}", f"- {title}: {text}"))
    return [words, *fixed]
