"""Says rows of one file number as one command: one complaint, several matters."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from redress.casework.problems import problems
from redress.complaints.importing.commands.import_case import ImportCase, ImportedMatter, OwnOfImported
from redress.complaints.intake.commands.people import ImportedPerson
from redress.complaints.kinds import Validity
from redress.operations.importing.amounts import amount
from redress.operations.importing.called import called
from redress.operations.importing.cells import nothing, unsaid
from redress.operations.importing.codes import Codes
from redress.operations.importing.mapping import Columns
from redress.operations.importing.problems import Unusable
from redress.operations.importing.register import Prepared
from redress.operations.importing.report import Report
from redress.operations.importing.rows import Reader, Row
from redress.operations.importing.tally import Reject
from redress.operations.speech import gettext as _
from redress.rulebook import OPEN_STATES, State

T = TypeVar("T")
_SHOWN = 12
"""So many matters stand in the text of the complaint; all of them stand in its matters."""
_NAME = 200
"""A column is called by so much of its name."""
_LONGEST = 120
"""A matter keeps so much of the source's words; the whole stands in the text of the complaint."""


def prepared(
    groups: Iterable[list[Row]], codes: Codes, reader: Reader, unit: str, report: Report, run: int | None
) -> Iterator[Prepared]:
    """One command a number; exact duplicates are counted once and noted. `run`: the import, if it has begun."""
    for rows in groups:
        said = {row.said: row for row in reversed(rows)}  # of rows that say the same, the first
        once = [*said.values()][::-1]
        matters = [matter for row in once for matter in reader.matters(row)]
        mark = fingerprint(said if len(matters) == len(once) else [row.said for row in matters])
        try:
            command = _command(matters, mark, codes, unit, run)
        except Unusable as problem:
            because = str(problem)
        except ValidationError as problem:
            first = problems(problem, ImportCase)[0]
            because = f"{called(first.field, codes.mapping.columns)}: {first}"
        else:
            kept = {row.line for row in once}
            report.duplicates += [row.line for row in rows if row.line not in kept]
            report.split += len(matters) - len(once)
            yield Prepared(command, rows)
            continue
        for row in rows:
            report.reject(Reject(row.line, because, [*row.cells.values()]))


def _command(rows: Sequence[Row], mark: str, codes: Codes, unit: str, run: int | None) -> ImportCase:
    mapping, first = codes.mapping, rows[0]
    state = codes.state_of(first)
    if state in OPEN_STATES and first.closed:
        raise Unusable(
            _("open by its status '%(status)s' and closed on %(day)s; one of the two is wrong")
            % {"status": first.status, "day": first.closed.date()}
        )
    if state in (State.CLOSED, State.ARCHIVED) and first.closed is None:
        raise Unusable(
            _("closed by its status '%(status)s' but without the day it was closed")
            % {"status": first.status}
        )
    matters = [_matter(row, codes) for row in rows]
    class_code, reason = _commonest([(m.class_code, m.reason_code) for m in matters])
    companies = tuple(dict.fromkeys(row.company for row in rows if row.company))
    own = OwnOfImported(
        external_number=first.number,
        fingerprint=mark,
        received_at=first.received,
        closed_at=first.closed,
        facts=_facts(mapping.title, first.number, companies, rows, codes),
        recovered=recovered(rows),
        companies=companies,
        matters=tuple(matters),
        **_dated(rows),
        **_beyond(rows, codes),
    )
    coded = _coded(
        external_source=mapping.source,
        unit=codes.unit_of(first, unit),
        channel=codes.channel_of(first),
        source=mapping.came_from,
        state=state,
        keep=first.status in mapping.keep,
        level=codes.level_of(first),
        class_code=class_code,
        reason_code=reason,
        product_line=_commonest([codes.product_line(row) for row in rows]),
        validity=_validity(rows, codes),
        clocks=mapping.open_cases == "clocks",
        run=run,
    )
    return coded.model_copy(update=own.__dict__)


@lru_cache(maxsize=10_000)
def _coded(**said: Any) -> ImportCase:
    """What a complaint is by its codes is the same of many: it is checked once for all of them."""
    return ImportCase(**said, **_ANY)


_ANY: Final[dict[str, Any]] = {
    "external_number": "0",
    "facts": "",
    "received_at": datetime(2000, 1, 1, tzinfo=UTC),
    "closed_at": None,
    "matters": (ImportedMatter(class_code=""),),
}
"""Stands in what is of a complaint alone, until that takes its place."""


def _dated(rows: Sequence[Row]) -> dict[str, Any]:
    """What the rows of a number say was done and was due, each date once; as most say none, none is checked."""
    done = dict.fromkeys(each for row in rows for each in row.happened)
    due = dict.fromkeys(each for row in rows for each in row.limits)
    if not done and not due:
        return {}
    return {
        "happened": [{"what": what, "at": at, "said": said[:_NAME]} for what, at, said in done],
        "limits": [{"last_day": day, "said": said[:_NAME]} for day, said in due],
    }


def _commonest(said: Sequence[T]) -> T:
    """What is said most often, the first of those that are said alike."""
    return said[0] if len(said) == 1 else Counter(said).most_common(1)[0][0]


def _beyond(rows: Sequence[Row], codes: Codes) -> dict[str, Any]:
    """What a register may say beside the least. What it leaves out is not given, so nothing has to check it."""
    columns, first = codes.mapping.columns, rows[0]
    if not first.beyond:
        return {}
    said = {
        "demand": _written(rows, columns.demand),
        "people": tuple(dict.fromkeys(person for row in rows for person in _people(row, codes))),
        "policy_number": first.value(columns.policy),
        "claim_number": first.value(columns.claim),
        "product": first.value(columns.product),
        "about_whom": first.value(columns.about_whom),
        "amount": _amount(first, codes),
    }
    return {name: value for name, value in said.items() if value not in ("", (), None)}


def _amount(row: Row, codes: Codes) -> Decimal | None:
    """What is claimed; None where the register says nothing."""
    column = codes.mapping.columns.amount
    said = row.value(column)
    return None if nothing(said) else amount(column, said, codes.mapping.unit_of(column))


def _people(row: Row, codes: Codes) -> tuple[ImportedPerson, ...]:
    """The person who complained, as far as the register knows."""
    columns = codes.mapping.columns
    told = {
        name: row.value(getattr(columns, name))
        for name in ("name", "phone", "id_number", "email", "address", "account")
    }
    said = {name: "" if unsaid(words) else words for name, words in told.items()}
    return (ImportedPerson(**{**said, "name": said["name"] or "—"}),) if any(said.values()) else ()


def _matter(row: Row, codes: Codes) -> ImportedMatter:
    recovered = row.recovered if codes.mapping.columns.recovered else None
    return _said(*codes.class_of(row), row.coverage, row.reason, row.disposition, row.company, recovered)


@lru_cache(maxsize=50_000)
def _said(
    class_code: str,
    reason_code: str,
    coverage: tuple[str, ...],
    reason: tuple[str, ...],
    disposition: tuple[str, ...],
    company: str,
    recovered: Decimal | None,
) -> ImportedMatter:
    """Rows repeat each other's words: each is checked once."""
    said = {"company": _company(company), "recovered": _amount_of(recovered)}
    return _coded_matter(class_code, reason_code, coverage, reason, disposition).model_copy(update=said)


@lru_cache(maxsize=50_000)
def _coded_matter(
    class_code: str,
    reason_code: str,
    coverage: tuple[str, ...],
    reason: tuple[str, ...],
    disposition: tuple[str, ...],
) -> ImportedMatter:
    return ImportedMatter(
        class_code=class_code,
        reason_code=reason_code,
        coverage=_words(coverage),
        reason=_words(reason),
        disposition=_words(disposition),
    )


@lru_cache(maxsize=10_000)
def _company(company: str) -> str:
    return ImportedMatter(class_code="", company=company).company


@lru_cache(maxsize=10_000)
def _amount_of(recovered: Decimal | None) -> Decimal | None:
    return ImportedMatter(class_code="", recovered=recovered).recovered


def _words(parts: Sequence[str]) -> str:
    whole = " / ".join(filter(None, parts))
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"


def _facts(title: str, number: str, companies: Sequence[str], rows: Sequence[Row], codes: Codes) -> str:
    """The register's own narrative and answer where it has them, then what it says in codes."""
    columns = codes.mapping.columns
    told = list(
        dict.fromkeys(
            " → ".join(" / ".join(filter(None, part)) for part in parts if any(part))
            for parts in ((row.coverage, row.reason, row.disposition) for row in rows)
        )
    )
    more = [f"… (+{len(told) - _SHOWN})"] if len(told) > _SHOWN else []
    written = [_written(rows, columns.facts), _written(rows, columns.answer), _otherwise(rows, columns)]
    coded = [f"{title} {number}", "; ".join(companies)[:1000], *told[:_SHOWN], *more]
    return "\n\n".join(filter(None, [*written, "\n".join(coded)]))


def _otherwise(rows: Sequence[Row], columns: Columns) -> str:
    """What further rows say of that of which a case has one, where it is something else than the first row says."""
    if len(rows) == 1 or not rows[0].beyond:
        return ""
    told = []
    for column in (columns.policy, columns.claim, columns.product, columns.about_whom, columns.amount):
        said = [*dict.fromkeys(row.value(column) for row in rows)]
        told += [f"{column}: {other}" for other in said[1:] if other]
    return "\n".join(told)


def _written(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """What the rows say in these columns, each text once."""
    return "\n".join(dict.fromkeys(text for row in rows for column in columns if (text := row.value(column))))


def _validity(rows: Sequence[Row], codes: Codes) -> Validity | None:
    """Substantiated if any matter was, unsubstantiated if any was and none the other."""
    found = {codes.validity_of(row) for row in rows}
    return next((kind for kind in (Validity.SUBSTANTIATED, Validity.UNSUBSTANTIATED) if kind in found), None)


def recovered(rows: Sequence[Row]) -> Decimal:
    """What the customer got back. The source repeats an amount in each row of a company: each amount counts once."""
    return sum((amount for _, amount in {(row.company, row.recovered) for row in rows}), Decimal(0))


def fingerprint(said: Iterable[tuple[str, ...]]) -> str:
    """Of what the rows of a complaint say in the source, whatever their order."""
    return hashlib.sha256("\x1e".join(sorted(map("\x1f".join, said))).encode()).hexdigest()
