"""A mapping: which column is what, and which of our codes stands for each of the source's. A YAML file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from redress.complaints.importing.elsewhere import Done
from redress.complaints.kinds import Source, Validity
from redress.operations.console import BadInput
from redress.operations.importing.amounts import unit_of
from redress.operations.importing.table import Shape
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.rulebook import State
from redress.worktime import plainyaml

_SHIPPED = files("redress.operations.importing") / "mappings"


_BRANCHES = ("[key]", "str-enum[", "literal[", "function-", "constrained-")
"""What Pydantic puts among the names of a place."""


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Rows = Annotated[
    tuple[Annotated[int, Field(ge=1, le=100)], ...],
    BeforeValidator(lambda v: [v] if isinstance(v, int) else v),
]
Names = Annotated[tuple[str, ...], BeforeValidator(_several)]
"""One column or several; several are told apart by ' / '."""
Lists = dict[str, Names]
"""Our code -> the source's codes for it. 'Claim*' is every code that begins so, '*' every other one."""


class Part(BaseModel):
    """A part of a mapping."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(Part):
    """Headers of the source's columns. Of `reason`, the first decides the class, the second the reason.

    `facts` and `answer` are the register's own words: what was complained of and what was answered, each of one
    column or of several put below each other. `name` to `account` are of the person who complained.
    """

    number: str
    received: str
    closed: str = ""
    company: str = ""
    coverage: Names = ()
    reason: Names = Field(min_length=1, max_length=2)
    disposition: Names = ()
    recovered: str = ""
    status: str = ""
    unit: str = ""
    channel: str = ""
    facts: Names = ()
    demand: Names = ()
    answer: Names = ()
    name: str = ""
    phone: str = ""
    id_number: str = ""
    email: str = ""
    address: str = ""
    account: str = ""
    policy: str = ""
    claim: str = ""
    product: str = ""
    about_whom: str = ""
    amount: str = ""

    def all(self) -> list[str]:
        """Every header that the mapping reads, each once."""
        found: list[str] = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            found += [value] if isinstance(value, str) else value
        return list(dict.fromkeys(filter(None, found)))

    def beyond(self) -> list[str]:
        """Headers of what a register may say beside the least: words, people, contract."""
        basic = {
            "number",
            "received",
            "closed",
            "company",
            "coverage",
            "reason",
            "disposition",
            "recovered",
            "status",
        }
        return self.model_copy(update=dict.fromkeys(basic, "")).all()


class ClassMap(Part):
    """Our class for a source's reason; `where` gives our reason code, or 'class/reason' where the class differs.

    `none` in `where` lists codes that are known and have no reason of ours.
    """

    to: str
    where: Lists = {}


class Form(Part, ABC):
    """What every mapping says of the file, whatever kind of file (案卷) its rows become. See docs/import.md."""

    kind: str = "complaint"
    mapping: str
    title: str
    source: str = Field(min_length=1, max_length=40)
    unit: str = ""
    encoding: str = "utf-8"
    delimiter: str = Field(default="", max_length=1)
    """Of a text file; without, the one of comma, semicolon, tab and bar by which the header has its columns."""
    header: Rows = ()
    """Row or rows, counted from 1, that name the columns; without, the first row that has all of them."""
    sheet: str = ""
    """Of a workbook; without, the first that holds something."""
    dates: Annotated[Names, Field(min_length=1)]
    constants: dict[str, str] = {}
    """Columns that the file does not have -> what stands in them in every row."""
    amounts: dict[str, Literal["元", "百元", "千元", "万元", "百万元", "亿元"]] = {}
    """A column of money -> what its numbers count; without, what its name says in brackets, else yuan."""
    ignore: Names = ()
    """Columns that are known and not wanted; '*' is all that are not named."""

    @property
    @abstractmethod
    def number(self) -> str:
        """The column by whose value rows belong together."""

    @abstractmethod
    def read(self) -> list[str]:
        """Every column that the mapping reads, each once."""

    @abstractmethod
    def money(self) -> list[str]:
        """Its columns of money."""

    def unit_of(self, column: str) -> str:
        """What the numbers of a column of money count."""
        return self.amounts.get(column) or unit_of(column) or "元"

    @property
    def shape(self) -> Shape:
        """What it says of the file's form."""
        return Shape(self.encoding, self.delimiter, self.header, self.sheet)


class Mapping(Form):
    """Of a register of complaints."""

    kind: Literal["complaint"] = "complaint"
    columns: Columns
    events: dict[Done, Names] = {}
    """What was done -> the columns that say when. Our words are the names of events."""
    limits: Names = ()
    """Columns that say on which day something was due there, that day included."""
    split: dict[str, Annotated[str, Field(min_length=1, max_length=3)]] = {}
    """A column whose cells list several matters -> what stands between them."""
    rows: Literal["matters", "last"] = "matters"
    """What several rows of a number are: its matters, or states of the same, of which the last one holds."""
    channel: str
    channels: Lists = {}
    units: Lists = {}
    came_from: Source = Source.DIRECT
    level: str = "general"
    unmapped_class: str = "other"
    open_cases: Literal["clocks", "no_clocks"] = "clocks"

    classes: dict[str, ClassMap]
    coverages: Lists = {}
    states: dict[State, Names] = {}
    keep: Names = ()
    validity: dict[str, dict[Validity | Literal["none"], Names]] = {}
    levels: dict[str, Lists] = {}

    @property
    def number(self) -> str:
        return self.columns.number

    def money(self) -> list[str]:
        return [*filter(None, (self.columns.recovered, self.columns.amount))]

    def read(self) -> list[str]:
        return list(dict.fromkeys([*self.columns.all(), *self.dated()]))

    def dated(self) -> list[str]:
        """Columns of events and limits."""
        return [*(column for columns in self.events.values() for column in columns), *self.limits]


def load(name_or_path: str) -> Mapping:
    """A mapping of complaints."""
    found = read(name_or_path, {"complaint": Mapping})
    assert isinstance(found, Mapping)
    return found


def read(name_or_path: str, kinds: dict[str, type[Form]]) -> Form:
    """A shipped mapping by name, or one's own by path, of one of these kinds. BadInput says what is wrong with it."""
    shipped = _SHIPPED / f"{name_or_path}.yaml"
    try:
        if "/" not in name_or_path and shipped.is_file():
            text = shipped.read_text("utf-8")
        else:
            text = Path(name_or_path).read_text("utf-8")
    except FileNotFoundError:
        raise BadInput(
            _("There is no mapping '%(name)s'. Shipped are: %(known)s; or give the path of a YAML file.")
            % {"name": name_or_path, "known": comma().join(names())}
        ) from None
    except UnicodeDecodeError:
        raise BadInput(
            _("The mapping %(name)s is not UTF-8 text. Save it as UTF-8.") % {"name": name_or_path}
        ) from None
    except OSError as problem:
        raise BadInput(
            _("The mapping %(name)s cannot be read: %(problem)s") % {"name": name_or_path, "problem": problem}
        ) from problem
    try:
        return _of_its_kind(plainyaml.load(text), kinds)
    except plainyaml.Unreadable as problem:
        raise BadInput(
            _("The mapping %(name)s is not YAML: %(problem)s") % {"name": name_or_path, "problem": problem}
        ) from problem
    except ValidationError as problem:
        raise BadInput(
            _("The mapping %(name)s does not hold:") % {"name": name_or_path} + "\n" + _lines(problem, kinds)
        ) from problem


def _of_its_kind(said: Any, kinds: dict[str, type[Form]]) -> Form:
    named = said.get("kind", "complaint") if isinstance(said, dict) else "complaint"
    if named not in kinds:
        raise BadInput(
            _("A mapping of kind '%(kind)s' cannot be imported. Write one of: %(known)s.")
            % {"kind": named, "known": comma().join(kinds)}
        )
    return kinds[named].model_validate(said)


def names() -> list[str]:
    """Names of the shipped mappings."""
    return sorted(
        entry.name.removesuffix(".yaml") for entry in _SHIPPED.iterdir() if entry.name.endswith(".yaml")
    )


def _lines(problem: ValidationError, kinds: dict[str, type[Form]]) -> str:
    kind = next(each for each in kinds.values() if each.__name__ == problem.title)
    return "\n".join(f"  {_place(e['loc'])}: {_said(e, kind)}" for e in problem.errors())


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc if not str(part).startswith(_BRANCHES)) or "file"


def _said(error: ErrorDetails, kind: type[BaseModel]) -> str:
    """What is wrong with one place of a mapping, in the language that is spoken."""
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    match error["type"]:
        case "missing":
            return _("Field required")
        case "extra_forbidden":
            return _("There is no such field.") + _alike(kind, error["loc"])
        case "enum" | "literal_error":
            return _("'%(given)s' is not known here. Choose one of: %(known)s.") % {
                "given": error["input"],
                "known": expected,
            }
        case "string_type" | "dict_type" | "model_type" | "int_type":
            return _("this is not the kind of value that belongs here")
    return str(error["msg"])


def _alike(kind: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """A field of that place whose name is nearly the same."""
    part: Any = kind
    for step in loc[:-1]:
        field = part.model_fields.get(step)
        part = field.annotation if field is not None else None
        if not (isinstance(part, type) and issubclass(part, BaseModel)):
            return ""
    near = get_close_matches(str(loc[-1]), part.model_fields, n=1)
    return " " + _("Is '%(name)s' meant?") % {"name": near[0]} if near else ""
