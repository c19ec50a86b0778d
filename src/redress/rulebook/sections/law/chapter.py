"""The chapter of what the law gives the customer: being told, remedies, a review, and who may be declined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redress.rulebook import kinds
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Article, Chapter, Row, Table, Writer
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
    writer, method = Writer(rulebook, language), rulebook.method
    articles = [
        Article(f"remedy-{key}", entry.title.get(language), (entry.text.get(language),), writer.origin(entry))
        for key, entry in method.remedies.items()
    ]
    if review := method.review:
        units = writer.all(kinds.UNITS)
        lines = (
            writer.say("申请期限：", "To be asked for within: ") + review.within.get(language),
            writer.say("可以核查的处理结果：", "Results of: ")
            + writer.join(title for unit, title in units.items() if unit in review.units),
            writer.say("材料：", "Papers: ") + _papers(writer, review.proof),
        )
        articles.append(
            Article("review", writer.say("核查申请", "Asking for a review"), lines, writer.origin(review))
        )
    if withdrawal := method.withdrawal:
        kept = (writer.say("留存：", "Kept: ") + _papers(writer, withdrawal.proof),)
        articles.append(
            Article("withdrawal", writer.say("撤回", "Withdrawal"), kept, writer.origin(withdrawal))
        )
    for key, ground in method.declining.items():
        title = writer.say("不予受理：", "Declining: ") + ground.title.get(language)
        lacks = (writer.say("缺少：", "Missing: ") + _items(writer, ground.lacks),) if ground.lacks else ()
        articles.append(Article(f"declining-{key}", title, lacks, writer.origin(ground)))
    if telling := method.telling:
        articles.append(_telling(writer, telling))
    return Chapter(
        "law", writer.say("客户权利", "Rights of the customer"), tuple(articles), tuple(_tables(writer))
    )


def _telling(writer: Writer, rule: Telling) -> Article:
    lang, clocks, gone = writer.language, writer.rulebook.method.clocks, rule.unreachable
    lines = [
        writer.say("须留存证明：", "Proof is kept of telling: ")
        + writer.join(words.get(lang) for what, words in _WHAT.items() if what in rule.proven)
    ]
    lines += [
        _WHAT[what].get(lang) + writer.say("的期限：", " in time by: ") + clocks[key].title.get(lang)
        for what, key in rule.limits.items()
        if key in clocks
    ]
    note = f"({gone.note.get(lang)})" if gone.note else ""
    lines.append(
        writer.say(
            f"在 {gone.days} 个不同日期联系 {gone.attempts} 次未果的，视为无法联系。{note}",
            f"After {gone.attempts} attempts on {gone.days} days the customer counts as unreachable. {note}",
        )
    )
    return Article("telling", writer.say("告知", "Telling the customer"), tuple(lines), writer.origin(rule))


def _tables(writer: Writer) -> Iterator[Table]:
    method, lang = writer.rulebook.method, writer.language
    if method.telling:
        rows = tuple(
            Row((_MEANS[means].get(lang), _COUNTS[way.counts].get(lang)))
            for means, way in method.telling.means.items()
        )
        header = (writer.say("方式", "Means"), writer.say("以何时为准", "Counts"))
        title = writer.say("告知方式", "Means of telling")
        yield Table("telling-means", title, header, rows, writer.origin(method.telling))
    if method.proofs:
        rows = tuple(Row((entry.title.get(lang),), writer.origin(entry)) for entry in method.proofs.values())
        yield Table(
            "proofs", writer.say("证明材料", "Papers that prove"), (writer.say("材料", "Paper"),), rows
        )


def _papers(writer: Writer, codes: Iterable[str]) -> str:
    known = writer.rulebook.method.proofs
    return writer.join(known[code].title.get(writer.language) if code in known else code for code in codes)


def _items(writer: Writer, codes: Iterable[str]) -> str:
    kinds_ = writer.rulebook.method.complainants.values()
    known = {item.code: item.title.get(writer.language) for kind in kinds_ for item in kind.checklist}
    return writer.join(known.get(code, code) for code in codes)
