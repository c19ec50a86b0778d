"""What `redress suggest` asks of files and says of measures."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from redress.operations.console import BadInput
from redress.operations.speech import gettext as _
from redress.organisation.models import Unit
from redress.suggestions.training import Example


def needs_the_extra() -> None:
    """Raises BadInput where scikit-learn is not installed: what serves does without it."""
    if find_spec("sklearn") is None:
        raise BadInput(
            _(
                "Learning needs scikit-learn. Install it: pip install --require-hashes -r requirements/suggest.txt"
            )
        )


def unit_of(code: str) -> Unit:
    """Raises BadInput."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise BadInput(_("There is no unit %(code)s. Check its code on the page of units.") % {"code": code})
    return unit


def examples_of(table: Path, texts: Sequence[str], label: str, whose: str) -> list[Example]:
    """Rows of a CSV file in UTF-8, with a label. Raises BadInput."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            known = reader.fieldnames or []
            wanted = [*texts, label, *filter(None, [whose])]
            if missing := [name for name in wanted if name not in known]:
                raise BadInput(
                    _("%(file)s has no column %(missing)s. It has: %(known)s")
                    % {"file": table, "missing": ", ".join(missing), "known": ", ".join(known)}
                )
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise BadInput(
            _("%(path)s cannot be read: %(problem)s") % {"path": table, "problem": problem}
        ) from problem
    return [
        Example(
            key=f"{number:09}",
            whose=row[whose] if whose else str(number),
            text="\n".join(row[name] or "" for name in texts),
            answers={label: (row[label] or "").strip()},
        )
        for number, row in enumerate(rows)
        if (row[label] or "").strip()
    ]


def shown(measures: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Measures in lines."""
    for each in measures:
        of = each["held_out"]
        said = {
            "question": each["question"],
            "from": each["learned_from"],
            "of": of,
            "accuracy": _percent(each["accuracy"]),
            "low": _percent(each["low"]),
            "high": _percent(each["high"]),
            "majority": _percent(each["majority"]),
            "top2": _percent(each["top2"]),
            "off": _percent(each["calibration_error"]),
            "spoken": each["spoken"],
            "right": each["spoken_right"],
        }
        yield _("%(question)s: learned from %(from)s, asked about %(of)s that were held out") % said
        yield (
            _("  right %(accuracy)s; with so few, between %(low)s and %(high)s in 95 of 100 such samples")
            % said
        )
        yield (
            _("  always the commonest would be right %(majority)s; one of the two likeliest %(top2)s") % said
        )
        yield (
            _(
                "  confidence is off by %(off)s on average; sure enough to speak %(spoken)s times, right %(right)s"
            )
            % said
        )
        for code in each["codes"]:
            yield (
                _(
                    "  %(code)s: learned from %(learned_from)s, found %(found)s of %(held_out)s, said %(said)s times"
                )
                % code
            )


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"
