"""The tables of guides, terms and contact checks."""

from __future__ import annotations

from redress.rulebook.paper import Row, Table, Writer


def tables(writer: Writer) -> list[Table]:
    """Which guides there are, which terms they explain, how often contacts are checked."""
    method, lang = writer.rulebook.method, writer.language
    found = []
    if method.guides:
        rows = tuple(
            Row(
                (each.title.get(lang), writer.join(text.get(lang) for text in each.covered)),
                writer.origin(each),
            )
            for each in method.guides.values()
        )
        header = (writer.say("指南", "Guide"), writer.say("保什么", "What is covered"))
        found.append(Table("guides", writer.say("理赔服务指南", "Claims guides"), header, rows))
    if method.terms:
        said = tuple(Row((each.term.get(lang), each.means.get(lang)), None) for each in method.terms.values())
        named = (writer.say("术语", "Term"), writer.say("意思", "Meaning"))
        found.append(Table("terms", writer.say("术语解释", "Terms explained"), named, said))
    if (check := method.contact_check) is not None:
        row = Row((str(check.every_months), str(check.remind_days)), writer.origin(check))
        asked = (
            writer.say("核对间隔（月）", "Every (months)"),
            writer.say("提前提醒（天）", "Reminded before (days)"),
        )
        found.append(Table("contact_check", writer.say("联系方式核对", "Contacts checked"), asked, (row,)))
    return found
