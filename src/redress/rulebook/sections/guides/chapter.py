"""The tables of guides, terms and contact checks."""

from __future__ import annotations

from redress.rulebook.paper import Pen, Row, Table


def tables(pen: Pen) -> list[Table]:
    """Which guides there are, which terms they explain, how often contacts are checked."""
    method, lang = pen.rulebook.method, pen.language
    found = []
    if method.guides:
        rows = tuple(
            Row((each.title.get(lang), pen.join(text.get(lang) for text in each.covered)), pen.origin(each))
            for each in method.guides.values()
        )
        header = (pen.say("指南", "Guide"), pen.say("保什么", "What is covered"))
        found.append(Table("guides", pen.say("理赔服务指南", "Claims guides"), header, rows))
    if method.terms:
        said = tuple(Row((each.term.get(lang), each.means.get(lang)), None) for each in method.terms.values())
        named = (pen.say("术语", "Term"), pen.say("意思", "Meaning"))
        found.append(Table("terms", pen.say("术语解释", "Terms explained"), named, said))
    if (check := method.contact_check) is not None:
        row = Row((str(check.every_months), str(check.remind_days)), pen.origin(check))
        asked = (
            pen.say("核对间隔（月）", "Every (months)"),
            pen.say("提前提醒（天）", "Reminded before (days)"),
        )
        found.append(Table("contact_check", pen.say("联系方式核对", "Contacts checked"), asked, (row,)))
    return found
