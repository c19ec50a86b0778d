"""Rows of a policy list as policies: rows of one number stand together and say its people and covers one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from redress.casework.problems import say
from redress.operations.importing.amounts import amount, unit_of
from redress.operations.importing.cells import Cell, Faulty, Record, nothing
from redress.operations.importing.dates import day
from redress.operations.importing.problems import Unusable
from redress.operations.importing.table import Table, as_words
from redress.operations.policies.mapping import FIELDS, NEEDED, OF_POLICY
from redress.operations.policies.mapping import Mapping as Columns
from redress.operations.speech import gettext as _
from redress.operations.speech import spoken
from redress.policies.values import Policy, Product
from redress.privacy.normalising import normalise

_DATES: Final = frozenset({"since", "begins", "ends", "holder.born", "insured.born", "beneficiary.born"})
_SUMS: Final = frozenset({"cover.sum_insured", "cover.left", "cover.deductible"})
_PARTS: Final = frozenset({"cover.ratio", "beneficiary.share"})
_FOR_LIFE: Final = frozenset({"终身", "9999-12-31", "99991231", "9999/12/31"})
_ORGANISATION: Final = frozenset({"机构", "单位", "组织", "企业", "organisation"})
_PERSON: Final = frozenset({"", "个人", "自然人", "person"})
_RATIO: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")
_SEVERAL: Final = {
    "insured": ("insured", "name"),
    "beneficiary": ("beneficiaries", "name"),
    "cover": ("covers", "code"),
}
"""What a policy has several of: as columns call it, as values do, and the column without which there is none."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell, and what to do. No `column`: it is about the row, or about several."""

    line: int
    column: str
    because: str

    def __str__(self) -> str:
        if not self.column:
            return _("line %(line)s: %(because)s (SYS-02)") % {"line": self.line, "because": self.because}
        return _("line %(line)s, column %(column)s: %(because)s (SYS-02)") % {
            "line": self.line,
            "column": self.column,
            "because": self.because,
        }


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one policy, and what became of them: the policy, or what is wrong."""

    records: Sequence[Record]
    policy: Policy | None
    faults: Sequence[Fault] = ()


class Reader:
    """Understands the rows of one file."""

    def __init__(
        self, table: Table, columns: Columns, products: Mapping[str, Product], units: Collection[str]
    ) -> None:
        self._columns, self._products, self._units = columns, products, units
        places = {name: place for place, name in enumerate(table.header)}
        self._places = {
            name: places[columns.column(name)] for name in FIELDS if columns.column(name) in places
        }
        self._shift = table.shift
        self._seen: dict[str, int] = {}

    def groups(self, records: Iterable[Record]) -> Iterator[Group]:
        """Policies in the order of the file; blank rows are left out."""
        filled = (record for record in records if record.cells)
        for number, rows in groupby(filled, self._number):
            yield self._group(number, list(rows))

    def _number(self, record: Record) -> str:
        return normalise(as_words(self._cell(record, "number")), "policy_number")

    def _cell(self, record: Record, name: str) -> Cell:
        place = self._places.get(name)
        return "" if place is None or place >= len(record.cells) else record.cells[place]

    def _group(self, number: str, records: list[Record]) -> Group:
        first = records[0].line
        if number and number in self._seen:
            because = _(
                "the policy stands in line %(line)s already. Sort the list by policy number, so that its rows stand "
                "together."
            ) % {"line": self._seen[number]}
            return Group(records, None, [Fault(first, self._columns.column("number"), because)])
        self._seen[number] = first
        faults: list[Fault] = []
        rows = [self._read(record, faults) for record in records]
        said = self._together(records, rows, faults)
        if faults:
            return Group(records, None, faults)
        found, lines = self._policy(said, rows, [record.line for record in records])
        try:
            with spoken():
                return Group(records, Policy.model_validate(found))
        except ValidationError as error:
            with spoken():
                return Group(records, None, [self._fault(each, lines, first) for each in _told(error)])

    def _read(self, record: Record, faults: list[Fault]) -> dict[str, Any]:
        """The cells of a row, each as what it is."""
        found = {}
        for name in self._places:
            try:
                found[name] = self._value(name, self._cell(record, name))
            except Unusable as problem:
                faults.append(Fault(record.line, self._columns.column(name), str(problem)))
        return found

    def _value(self, name: str, cell: Cell) -> Any:  # noqa: C901 - one line a kind of column
        if isinstance(cell, Faulty):
            raise Unusable(_("%(because)s. Correct the cell.") % {"because": cell.because})
        words = "" if nothing(as_words(cell)) else as_words(cell).strip()
        if name in NEEDED and not words and name not in ("cover.sum_insured", "cover.code"):
            raise Unusable(_("this is empty. Fill it in."))
        if name in _DATES:
            return self._day(name, cell, words)
        if name in _SUMS:
            return self._sum(name, words)
        if name in _PARTS:
            return _part(words)
        if name.endswith(".kind"):
            return _is_organisation(words)
        match name:
            case "state":
                return self._state(words)
            case "unit":
                return self._unit(words)
            case "product":
                return self._product(words)
            case "beneficiary.order":
                return _order(words)
        return words

    def _day(self, name: str, cell: Cell, words: str) -> date | None:
        if not words or (name == "ends" and words in _FOR_LIFE):
            return None
        found = cell.date() if isinstance(cell, datetime) else day(words, self._columns.dates, self._shift)
        if found is None or not 1880 <= found.year <= 2200:
            raise Unusable(_("'%(value)s' is not a date. Write it as 2026-01-31.") % {"value": words})
        return found

    def _sum(self, name: str, words: str) -> Decimal | None:
        if not words:
            return None
        column = self._columns.column(name)
        try:
            return amount(column, words, unit_of(column) or "元")
        except Unusable:
            raise Unusable(
                _("'%(value)s' is not an amount of 0 or more. Write it as 120000.00.") % {"value": words}
            ) from None

    def _state(self, words: str) -> str:
        state = self._columns.state(words)
        if state is None:
            raise Unusable(
                _(
                    "'%(value)s' is no state that is known. Write 有效, 中止, 退保 or 终止, or list it under states."
                )
                % {"value": words}
            )
        return state

    def _unit(self, words: str) -> str:
        code = self._columns.unit(words)
        if code and code not in self._units:
            raise Unusable(
                _("there is no unit '%(value)s'. Write the code of a unit, or list it under units.")
                % {"value": words}
            )
        return code

    def _product(self, words: str) -> Product:
        found = self._products.get(self._columns.product(words))
        if found is None:
            raise Unusable(
                _(
                    "there is no product '%(value)s'. Load it with 'redress policies products', or list it under "
                    "products."
                )
                % {"value": words}
            )
        return found

    def _together(
        self, records: Sequence[Record], rows: Sequence[dict[str, Any]], faults: list[Fault]
    ) -> dict[str, Any]:
        """What the rows say of the policy as a whole; a fault where two say different things."""
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for record, row in zip(records, rows, strict=True):
            for name in OF_POLICY:
                value = row.get(name)
                if value in (None, "") or (name == "number" and name in found):
                    continue
                if name in found and found[name] != value:
                    because = _(
                        "line %(line)s says something else. One policy says one thing: correct one of them."
                    )
                    faults.append(
                        Fault(record.line, self._columns.column(name), because % {"line": lines[name]})
                    )
                    continue
                found.setdefault(name, value)
                lines.setdefault(name, record.line)
        return found

    def _policy(
        self, said: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], at: Sequence[int]
    ) -> tuple[dict[str, Any], dict[str, list[int]]]:
        """What the rows say as a policy, and of each list in it the lines that its entries stand in."""
        whole = {name: said[name] for name in ("number", "product", "state", "begins") if name in said}
        whole |= {name: said.get(name) for name in ("since", "ends")}
        whole["unit"] = said.get("unit") or self._columns.default_unit
        whole["holder"] = _under("holder", said)
        if account := _under("account", said):
            whole["account"] = account
        lines = {}
        for head, (several, key) in _SEVERAL.items():
            whole[several], lines[several] = _each(head, rows, at, key)
        whole["covers"] = [_cover(each) for each in whole["covers"]]
        return whole, lines

    def _fault(self, detail: ErrorDetails, lines: Mapping[str, Sequence[int]], first: int) -> Fault:
        """What the values say against it, with the line and the column it came from."""
        place = list(detail["loc"])
        column, line = "", first
        if place and (several := str(place[0])) in lines:
            head = next(each for each, (name, _key) in _SEVERAL.items() if name == several)
            if len(place) > 1 and isinstance(place[1], int):
                line = lines[several][place[1]]
            part = (
                str(place[2])
                if len(place) > 2
                else ("left" if place[1:] and head == "cover" else _SEVERAL[head][1])
            )
            column = f"{head}.{part}"
        elif place:
            column = ".".join(str(part) for part in place[:2])
        return Fault(line, self._columns.column(column) if column in FIELDS else "", say(detail))


def _told(error: ValidationError) -> list[ErrorDetails]:
    """Without what only follows: a list whose entries are wrong is also told as too short, and what is left of a cover
    is missing where its sum insured is."""
    details = [each for each in error.errors() if each["type"] != "missing" or each["loc"][-1] != "left"]
    return [each for each in details if each["type"] != "too_short"] or details


def _under(head: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a part that the row says."""
    found = {
        name.partition(".")[2]: value
        for name, value in row.items()
        if name.startswith(head + ".") and value not in (None, "")
    }
    if "kind" in found:
        found["is_organisation"] = found.pop("kind")
    return found


def _each(
    head: str, rows: Sequence[Mapping[str, Any]], at: Sequence[int], key: str
) -> tuple[list[dict[str, Any]], list[int]]:
    """Each different one that the rows name, in their order, with the line that names it first."""
    found: list[dict[str, Any]] = []
    lines: list[int] = []
    for row, line in zip(rows, at, strict=True):
        each = _under(head, row)
        if each.get(key) and each not in found:
            found.append(each)
            lines.append(line)
    return found, lines


def _cover(said: dict[str, Any]) -> dict[str, Any]:
    """A cover whose remainder is not said has all of it left."""
    if "sum_insured" in said:
        said.setdefault("left", said["sum_insured"])
    said.setdefault("title", said["code"])
    return said


def _part(words: str) -> Decimal | None:
    """'80%', '0.8' -> 0.8; None of nothing."""
    if not words:
        return None
    match = _RATIO.fullmatch(words)
    try:
        found = Decimal(match[1]) / (100 if match[2] else 1) if match else None
    except InvalidOperation:
        found = None
    if found is None or not 0 < found <= 1:
        raise Unusable(
            _("'%(value)s' is no part of a whole. Write 80%% or 0.8, more than 0 and at most 1.")
            % {"value": words}
        )
    return found


def _order(words: str) -> int:
    if not words:
        return 1
    if not words.isdecimal() or not 1 <= int(words) <= 9:
        raise Unusable(_("'%(value)s' is no order. Write 1 to 9.") % {"value": words})
    return int(words)


def _is_organisation(words: str) -> bool:
    if words in _ORGANISATION:
        return True
    if words in _PERSON:
        return False
    raise Unusable(_("'%(value)s' is neither 个人 nor 机构. Write one of them.") % {"value": words})
