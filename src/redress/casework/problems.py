"""What is wrong with the input of a command, in words that say which field, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from redress.casework import texts


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the input. `field` is a dotted path such as 'people.0.name', '' for the whole; `rule` an id."""

    field: str
    message: str
    rule: str

    def __str__(self) -> str:
        return f"{self.message}({self.rule})" if self.rule else self.message


class Given(Protocol):
    """A command of a case, or an act on a session: its name, and the rules it stands on."""

    name: ClassVar[Any]
    cite: ClassVar[Any]


def problems(error: ValidationError, command: type[Given]) -> list[Problem]:
    """Every fault that Pydantic found, in the active language, with the rule that asks for the field."""
    found = [_problem(detail, command) for detail in error.errors(include_url=False)]
    # A union tells each of its branches' complaint; the first one for a field is enough.
    return list({problem.field: problem for problem in reversed(found)}.values())[::-1]


def _problem(detail: ErrorDetails, command: type[Given]) -> Problem:
    path = [str(part) for part in detail["loc"] if _is_field(part)]
    rule = RULES.get((command.name, path[0])) if path else None
    default = command.cite[0] if command.cite else ""
    return Problem(".".join(path), say(detail), rule or default)


def say(detail: ErrorDetails) -> str:
    """What is wrong with one value, in the active language, and what to do."""
    saying = _SAYINGS.get(detail["type"]) or _SAYINGS.get(detail["type"].split("_")[0], _other)
    return saying(detail.get("ctx", {}), detail)


def _is_field(part: int | str) -> bool:
    """Pydantic puts names of union branches ('constrained-str', 'function-after[...]') among the fields."""
    return isinstance(part, int) or (part.isidentifier() and part not in _BRANCHES)


_BRANCHES = frozenset({"str", "int", "float", "decimal", "datetime", "date", "bool", "none"})

RULES: Mapping[tuple[str, str], str] = {
    ("register", "channel"): "INT-01",
    ("register", "source"): "CLO-01",
    ("register", "received_at"): "INT-02",
    ("register", "received_place"): "INT-05",
    ("register", "unit"): "ORG-07",
    ("register", "owner"): "FLW-05",
    ("register", "complainant_kind"): "INT-12",
    ("register", "complainants"): "CLS-05",
    ("register", "people"): "INT-12",
    ("register", "papers"): "INT-12",
    ("register", "class_code"): "CLS-01",
    ("register", "reason_code"): "CLS-01",
    ("register", "level"): "CLS-04",
    ("register", "complexity"): "CLK-04",
    ("register", "amount"): "INT-14",
    ("register", "emotion"): "INT-14",
    ("register", "temperament"): "INT-14",
    ("register", "soothing"): "INT-10",
    ("register", "facts"): "INT-03",
    ("register", "demand"): "INT-03",
}
"""The rule that asks for a field; for other fields the first that the command cites."""

_Saying = Callable[[Mapping[str, Any], ErrorDetails], str]


def _given(detail: ErrorDetails) -> str:
    value = detail.get("input")
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _needed(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("Fill this in.")


def _too_short(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    if ctx.get("min_length") == 1:
        return _("Fill this in.")
    return _("Give at least %(least)d characters.") % {"least": ctx["min_length"]}


def _too_long(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    value = detail.get("input")
    return _(
        "At most %(most)d characters; this has %(given)d. Shorten it, or attach the whole text as a file."
    ) % {"most": ctx["max_length"], "given": len(value) if isinstance(value, str) else 0}


def _too_many(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    if isinstance(detail.get("input"), str):
        return _too_long(ctx, detail)
    return _("At most %(most)d entries; these are %(given)s.") % {
        "most": ctx["max_length"],
        "given": ctx["actual_length"],
    }


def _too_few(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("At least %(least)d is needed.") % {"least": ctx["min_length"]}


def _code(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("'%(given)s' is not a code: letters, digits, '.', '_' and '-' only. Choose from the list.") % {
        "given": _given(detail)
    }


def _choice(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("'%(given)s' is not known here. Choose one of: %(choices)s.") % {
        "given": _given(detail),
        "choices": str(ctx.get("expected", "")).replace("'", "").replace(" or ", ", "),
    }


def _number(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("'%(given)s' is not a number. Write digits only, for example 1200.50.") % {
        "given": _given(detail)
    }


def _amount(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("'%(given)s' is not an amount. Write it as 1200.50, 12,000 or RMB 12000.") % {
        "given": _given(detail)
    }


def _decimals(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("An amount has at most 12 digits and two decimals.")


def _least(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("This must be at least %(least)s.") % {"least": ctx["ge"]}


def _more_than(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("This must be more than %(least)s.") % {"least": ctx["gt"]}


def _most(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("This must be at most %(most)s.") % {"most": ctx["le"]}


def _time(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("'%(given)s' is not a time. Write it as 2026-11-18 09:30.") % {"given": _given(detail)}


def _yes_no(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("Answer yes or no.")


def _no_field(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("There is no such field; remove it.")


def _future(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("This time lies in the future; enter when it happened.")


def _long_ago(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("This time lies before 1990; check the year.")


def _control(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return texts.words(ctx.get("place"), ctx.get("code"), ctx.get("why"))


def _unfit(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return str(detail["msg"])


def _kind(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("This is not the kind of value that belongs here: %(given)s.") % {"given": _given(detail)}


def _other(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _("This value cannot be used: %(given)s.") % {"given": _given(detail)}


def _telephone(ctx: Mapping[str, Any], detail: ErrorDetails) -> str:
    return _(
        "This is no telephone number. Write its digits, eleven for a mobile and with the area code for a landline; "
        "leave it empty where there is none."
    )


_SAYINGS: Mapping[str, _Saying] = {
    "missing": _needed,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _code,
    "string": _kind,
    "too_long": _too_many,
    "too_short": _too_few,
    "enum": _choice,
    "literal": _choice,
    "int": _number,
    "float": _number,
    "decimal": _amount,
    "decimal_max_digits": _decimals,
    "decimal_max_places": _decimals,
    "decimal_whole_digits": _decimals,
    "greater_than_equal": _least,
    "less_than_equal": _most,
    "greater_than": _more_than,
    "datetime": _time,
    "timezone": _time,
    "date": _time,
    "bool": _yes_no,
    "extra_forbidden": _no_field,
    "in_the_future": _future,
    "too_long_ago": _long_ago,
    "control_character": _control,
    "fit": _unfit,
    "no_telephone": _telephone,
    "model": _kind,
    "list": _kind,
    "dict": _kind,
}
"""By Pydantic's whole type, else by its first word ('datetime_parsing' -> 'datetime')."""
