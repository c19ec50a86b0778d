"""The chapter of what the law gives the customer: being told, remedies, a review, and who may be declined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Pen, Row, Table
from redress.rulebook.sections.law.schema import Telling
from redress.rulebook.words import Language, Words

_MEANS = {
    "letter": Words("函件", "letter"),
    "email": Words("电子邮件", "e-mail"),
    "sms": Words("短信", "SMS"),
    "call": Words("电话", "telephone"),
    "in_person": Words("当面", "in person"),
}
_COUNTS = {
    "posted": Words("寄出之时", "when posted"),
    "sent": Words("发出之时", "when sent"),
    "dialled": Words("拨打之时", "when dialled"),
    "handed": Words("递交之时", "when handed over"),
}
_WHAT = {
    "acceptance": Words("受理", "acceptance"),
    "progress": Words("告知进展", "progress"),
    "extension": Words("延长期限", "extension"),
    "pause": Words("中止计时", "pause"),
    "decision": Words("处理决定", "decision"),
    "decline": Words("不予受理", "declining"),
    "review": Words("核查结果", "result of a review"),
}


def law(rulebook: Rulebook, language: Language) -> Chapter:
    """Telling, remedies, review, withdrawal, declining (COM-05, COM-06, AUT-06, INT-12, INT-13)."""
    pen, method = Pen(rulebook, language), rulebook.method
    articles = [
        Article(f"remedy-{key}", entry.title.get(language), (entry.text.get(language),), pen.origin(entry))
        for key, entry in method.remedies.items()
    ]
    if review := method.review:
        units = pen.all(kinds.UNITS)
        lines = (
            pen.say("申请期限：", "To be asked for within: ") + review.within.get(language),
            pen.say("可以核查的处理结果：", "Results of: ")
            + pen.join(title for unit, title in units.items() if unit in review.units),
            pen.say("材料：", "Papers: ") + _papers(pen, review.proof),
        )
        articles.append(
            Article("review", pen.say("核查申请", "Asking for a review"), lines, pen.origin(review))
        )
    if withdrawal := method.withdrawal:
        kept = (pen.say("留存：", "Kept: ") + _papers(pen, withdrawal.proof),)
        articles.append(Article("withdrawal", pen.say("撤回", "Withdrawal"), kept, pen.origin(withdrawal)))
    for key, ground in method.declining.items():
        title = pen.say("不予受理：", "Declining: ") + ground.title.get(language)
        lacks = (pen.say("缺少：", "Missing: ") + _items(pen, ground.lacks),) if ground.lacks else ()
        articles.append(Article(f"declining-{key}", title, lacks, pen.origin(ground)))
    if telling := method.telling:
        articles.append(_telling(pen, telling))
    return Chapter("law", pen.say("客户权利", "Rights of the customer"), tuple(articles), tuple(_tables(pen)))


def _telling(pen: Pen, rule: Telling) -> Article:
    lang, clocks, gone = pen.language, pen.rulebook.method.clocks, rule.unreachable
    lines = [
        pen.say("须留存证明：", "Proof is kept of telling: ")
        + pen.join(words.get(lang) for what, words in _WHAT.items() if what in rule.proven)
    ]
    lines += [
        _WHAT[what].get(lang) + pen.say("的期限：", " in time by: ") + clocks[key].title.get(lang)
        for what, key in rule.limits.items()
        if key in clocks
    ]
    note = f"({gone.note.get(lang)})" if gone.note else ""
    lines.append(
        pen.say(
            f"在 {gone.days} 个不同日期联系 {gone.attempts} 次未果的，视为无法联系。{note}",
            f"After {gone.attempts} attempts on {gone.days} days the customer counts as unreachable. {note}",
        )
    )
    return Article("telling", pen.say("告知", "Telling the customer"), tuple(lines), pen.origin(rule))


def _tables(pen: Pen) -> Iterator[Table]:
    method, lang = pen.rulebook.method, pen.language
    if method.telling:
        rows = tuple(
            Row((_MEANS[means].get(lang), _COUNTS[way.counts].get(lang)))
            for means, way in method.telling.means.items()
        )
        header = (pen.say("方式", "Means"), pen.say("以何时为准", "Counts"))
        title = pen.say("告知方式", "Means of telling")
        yield Table("telling-means", title, header, rows, pen.origin(method.telling))
    if method.proofs:
        rows = tuple(Row((entry.title.get(lang),), pen.origin(entry)) for entry in method.proofs.values())
        yield Table("proofs", pen.say("证明材料", "Papers that prove"), (pen.say("材料", "Paper"),), rows)


def _papers(pen: Pen, codes: Iterable[str]) -> str:
    known = pen.rulebook.method.proofs
    return pen.join(known[code].title.get(pen.language) if code in known else code for code in codes)


def _items(pen: Pen, codes: Iterable[str]) -> str:
    kinds_ = pen.rulebook.method.complainants.values()
    known = {item.code: item.title.get(pen.language) for kind in kinds_ for item in kind.checklist}
    return pen.join(known.get(code, code) for code in codes)
