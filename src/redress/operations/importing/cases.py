"""Puts rows of one file number together and says them as one command: one complaint, several matters."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from pydantic import ValidationError

from redress.complaints.commands.errors import problems
from redress.complaints.commands.import_case import ImportCase, ImportedMatter
from redress.complaints.kinds import Validity
from redress.operations.importing.codes import Codes
from redress.operations.importing.report import Reject, Report
from redress.operations.importing.rows import Reader, Row, Unusable
from redress.operations.importing.table import Table
from redress.operations.speech import gettext as _

_SHOWN = 12
"""So many matters stand in the text of the complaint; all of them stand in its matters."""


def understand(table: Table, reader: Reader, report: Report) -> dict[str, list[Row]]:
    """Usable rows by file number, wherever they stand in the file. A number with an unusable row waits as a whole."""
    report.rows = len(table.records)
    groups: dict[str, list[Row]] = {}
    waiting: dict[str, int] = {}
    place = table.header.index(reader.columns.number)
    for record in table.records:
        try:
            row = reader.read(record)
        except Unusable as problem:
            report.rejects.append(Reject(record.line, str(problem), record.cells))
            if len(record.cells) > place:
                waiting.setdefault(record.cells[place], record.line)
        else:
            groups.setdefault(row.number, []).append(row)
    for number, rows in list(groups.items()):
        if because := _unfit(rows, waiting.get(number)):
            report.rejects += [Reject(row.line, because, [*row.cells.values()]) for row in groups.pop(number)]
    report.rejects.sort(key=lambda reject: reject.line)
    return groups


def _unfit(rows: Sequence[Row], waits_for: int | None) -> str:
    first = rows[0]
    if waits_for is not None:
        return _("line %(line)s of the same number was rejected; a complaint is imported whole") % {
            "line": waits_for
        }
    for row in rows:
        if (row.received, row.closed, row.status) != (first.received, first.closed, first.status):
            return _("dates and status differ between lines %(first)s and %(line)s of number %(number)s") % {
                "first": first.line,
                "line": row.line,
                "number": first.number,
            }
    return ""


def commands(groups: dict[str, list[Row]], codes: Codes, unit: str, report: Report) -> Iterator[ImportCase]:
    """One command a file number; exact duplicates are counted once and noted."""
    for rows in groups.values():
        once = list({row.said: row for row in reversed(rows)}.values())[::-1]
        try:
            command = _command(once, codes, unit)
        except ValidationError as problem:
            first = problems(problem, ImportCase)[0]
            because = f"{first.field}: {first}"
            report.rejects += [Reject(row.line, because, [*row.cells.values()]) for row in rows]
            continue
        kept = {row.line for row in once}
        report.duplicates += [row.line for row in rows if row.line not in kept]
        report.complaints += 1
        report.matters += len(once)
        report.recovered += command.recovered
        report.several_companies += len(command.companies) > 1
        report.by_status[rows[0].status] += len(rows)
        report.by_state[command.state] += 1
        yield command


def _command(rows: Sequence[Row], codes: Codes, unit: str) -> ImportCase:
    mapping, first = codes.mapping, rows[0]
    matters = [_matter(row, codes) for row in rows]
    (class_code, reason), _ = Counter((m.class_code, m.reason_code) for m in matters).most_common(1)[0]
    lines = Counter(codes.product_line(row) for row in rows)
    companies = tuple(dict.fromkeys(row.company for row in rows if row.company))
    return ImportCase(
        external_source=mapping.source,
        external_number=first.number,
        fingerprint=fingerprint(rows),
        unit=unit,
        channel=mapping.channel,
        source=mapping.came_from,
        received_at=first.received,
        closed_at=first.closed,
        state=codes.state_of(first),
        keep=first.status in mapping.keep,
        level=codes.level_of(first),
        class_code=class_code,
        reason_code=reason,
        product_line=lines.most_common(1)[0][0],
        facts=_facts(mapping.title, first.number, companies, matters),
        validity=_validity(rows, codes),
        recovered=recovered(rows),
        companies=companies,
        matters=tuple(matters),
        clocks=mapping.open_cases == "clocks",
    )


def _matter(row: Row, codes: Codes) -> ImportedMatter:
    return _said(*codes.class_of(row), row.coverage, row.reason, row.disposition, row.company, row.recovered)


@lru_cache(maxsize=50_000)
def _said(
    class_code: str,
    reason_code: str,
    coverage: tuple[str, ...],
    reason: tuple[str, ...],
    disposition: tuple[str, ...],
    company: str,
    recovered: Decimal,
) -> ImportedMatter:
    """Rows repeat each other's words: each is checked once."""
    return ImportedMatter(
        class_code=class_code,
        reason_code=reason_code,
        coverage=_words(coverage),
        reason=_words(reason),
        disposition=_words(disposition),
        company=company,
        recovered=recovered,
    )


def _words(parts: Sequence[str]) -> str:
    return " / ".join(filter(None, parts))


def _facts(title: str, number: str, companies: Sequence[str], matters: Sequence[ImportedMatter]) -> str:
    told = list(
        dict.fromkeys(" → ".join(filter(None, (m.coverage, m.reason, m.disposition))) for m in matters)
    )
    more = [f"… (+{len(told) - _SHOWN})"] if len(told) > _SHOWN else []
    return "\n".join([f"{title} {number}", "; ".join(companies)[:1000], *told[:_SHOWN], *more])


def _validity(rows: Sequence[Row], codes: Codes) -> Validity | None:
    """Substantiated if any matter was, unsubstantiated if any was and none the other."""
    found = {codes.validity_of(row) for row in rows}
    return next((kind for kind in (Validity.SUBSTANTIATED, Validity.UNSUBSTANTIATED) if kind in found), None)


def recovered(rows: Sequence[Row]) -> Decimal:
    """What the customer got back. The source repeats an amount in each row of a company: each amount counts once."""
    return sum((amount for _, amount in {(row.company, row.recovered) for row in rows}), Decimal(0))


def fingerprint(rows: Sequence[Row]) -> str:
    """What the source says of a complaint, whatever the order of its rows."""
    said = sorted("\x1f".join(row.said) for row in rows)
    return hashlib.sha256("\x1e".join(said).encode()).hexdigest()
