"""A child may not take out of a letter what must stand in it, nor the review before it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.conditions import covers
from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.sections.letters.schema import LetterPart, LetterRule
from redress.rulebook.strictness.compare import Pair


def check_letters(pair: Pair) -> Iterator[Problem]:
    """Letters, their required parts, what these mention, and legal review (COM-04, COM-05)."""
    for code, old in pair.parent.letters.items():
        path: Path = ("letters", code)
        new = pair.child.letters.get(code)
        if new is None:
            yield pair.looser(path, "the letter is dropped", "该函件被删除")
            continue
        if not covers(new.when, old.when):
            yield pair.looser(path, "the letter is for fewer cases", "该函件的适用范围缩小")
        if old.legal_review and not new.legal_review:
            yield pair.looser((*path, "legal_review"), "goes without legal review", "不经法律审核")
        if new.to != old.to:
            yield pair.looser(
                (*path, "to"), f"it goes to {new.to}, not {old.to}", f"送达对象由 {old.to} 改为 {new.to}"
            )
        if new.form and not old.form:
            en, zh = "it is a form where it was a letter", "由函件改为表单"
            yield pair.looser((*path, "form"), en, zh, against=path)
        for name in ("sent_by", "proves"):
            if more := sorted(set(getattr(new, name)) - set(getattr(old, name))):
                names = ", ".join(more)
                en, zh = f"sending it does more: {names}", f"送达方式或者送达的效果增加 {names}"
                yield pair.looser((*path, name), en, zh, against=path)
        yield from _parts(pair, path, old, new)
    yield from _further(pair)


_FREE: Final = frozenset({"progress_told"})
"""What any letter to the customer may prove: that the customer has heard from us."""


def _further(pair: Pair) -> Iterator[Problem]:
    """A letter that tells or proves what one of the parent's does, and did not before, says all that this one says."""
    known = pair.parent.letters
    for code, new in pair.child.letters.items():
        own = known.get(code)
        proves = set() if own else set(new.proves) - _FREE
        tells = new.tells not in (None, "progress", own.tells if own else None)
        if not known or not (proves or (tells and any(old.tells == new.tells for old in known.values()))):
            continue
        like = [key for key, old in known.items() if old.tells == new.tells and proves <= set(old.proves)]
        if not any(_says_all(pair, known[key], new) for key in like):
            told = ", ".join(sorted({*proves, *([new.tells] if new.tells else [])}))
            en = f"a further letter that tells or proves {told} says less than those that do"
            yield pair.looser(
                ("letters", code), en, f"新增函件视为 {told}，但内容少于原有函件", against=("letters",)
            )


def _says_all(pair: Pair, old: LetterRule, new: LetterRule) -> bool:
    lost = any(True for _problem in _parts(pair, ("letters",), old, new))
    return not lost and new.legal_review >= old.legal_review and set(new.sent_by) <= set(old.sent_by)


def _parts(pair: Pair, path: Path, old: LetterRule, new: LetterRule) -> Iterator[Problem]:
    for code, before in old.parts.items():
        here, after = (*path, "parts", code), new.parts.get(code)
        if after is not None and after.fills != before.fills:
            en, zh = f"it is filled with {after.fills}, not {before.fills}", "该部分自动填写的内容被替换"
            yield pair.looser((*here, "fills"), en, zh, against=here)
        if after is not None and after.start and not before.start:
            en, zh = "words stand there before anybody has judged the case", "该部分在处理之前已有预置文字"
            yield pair.looser((*here, "start"), en, zh, against=here)
        if after is not None and before.start and after.start not in (before.start, None):
            en, zh = "the words that it begins with are not the child's to change", "预置文字不得改写"
            yield pair.looser((*here, "start"), en, zh, against=here)
        if not before.required:
            yield from _said_by_the_case(pair, here, before, after)
            continue
        if after is None or not after.required:
            yield pair.looser(here, "the part may be left out", "该部分可以省略")
        elif changed := _changed(before, after):
            en, zh = f"words of the law are changed: {changed}", f"法定内容被改动：{changed}"
            yield pair.looser((*here, "blocks"), en, zh, against=here)
        elif before.fixed and not after.fixed:
            en, zh = "it is written where it was filled", "原为自动填写的内容改为手工填写"
            yield pair.looser((*here, "fixed"), en, zh, against=here)
        elif lost := _lost(before, after):
            yield pair.looser(here, f"no longer mentions {', '.join(lost)}", f"不再要求写明{'、'.join(lost)}")


def _said_by_the_case(
    pair: Pair, here: Path, before: LetterPart, after: LetterPart | None
) -> Iterator[Problem]:
    """A part that is empty where the case says nothing of it: where it says something, that stands there."""
    if before.fixed and (after is None or not after.fixed):
        en, zh = "what the case says stands there no more", "案件已有的内容不再写明"
        yield pair.looser(here, en, zh, against=here)


def _lost(before: LetterPart, after: LetterPart) -> list[str]:
    kept = {words.zh for words in after.mentions}
    return [words.zh for words in before.mentions if words.zh not in kept]


def _changed(before: LetterPart, after: LetterPart) -> str:
    """Blocks that were changed, dropped or added: what stands there is not the child's to write."""
    if not before.blocks:
        return ""
    known = before.blocks.keys() | after.blocks.keys()
    return ", ".join(sorted(code for code in known if before.blocks.get(code) != after.blocks.get(code)))
