"""How well the points rank claims that became disputes, and a new version of the rulebook that a history asks for.

It is written as a file and never set: somebody reads it, compares it (`redress rulebook diff`), publishes it (CLM-14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from string import digits
from typing import Any, Final

import numpy as np

from redress.casework import rulebooks
from redress.claims.kinds import STANDARD
from redress.claims.queries.outcomes import Outcomes, outcomes
from redress.claims.rules import ranking
from redress.claims.rules.ranking import Hits, Scores
from redress.operations.console import BadInput
from redress.operations.speech import gettext as _
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.rulebook import Rulebook, RulebookError, loads
from redress.rulebook.marks import read
from redress.rulebook.sections.risk.schema import Risk

LEAST: Final = 20
"""From fewer disputes nothing is learnt that the next one would not change."""
_VERSION = re.compile(r"^(version:\s*).*$")
_EFFECTIVE = re.compile(r"^(effective:\s*).*$")
_POINTS = re.compile(r"(points:\s*)\d+")
_LISTED = re.compile(r"(listed_from:\s*)\d+")


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule: in how many of the disputed claims, and of the others, it had given points before."""

    code: str
    title: str
    points: int
    before_disputes: int
    of_others: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found of the ranking. `auc` and `first` are None where no claim, or every one, was disputed."""

    claims: int
    disputes: int
    auc: float | None
    first: Hits | None
    listed: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        yield _(
            "%(claims)s claims, %(disputes)s of them became disputes; %(listed)s would have been listed."
        ) % {
            "claims": f"{self.claims:,}",
            "disputes": f"{self.disputes:,}",
            "listed": f"{self.listed:,}",
        }
        if self.auc is None or self.first is None:
            yield _(
                "Without claims that became disputes and others that did not, nothing says whether the points rank "
                "them well: this history carries no signal."
            )
        else:
            yield _("Ranking quality (AUC): %(auc)s; 0.5 is chance, 1 is perfect.") % {
                "auc": f"{self.auc:.3f}"
            }
            yield _(
                "Of the first 5 %% (%(n)s claims) %(found)s became disputes: %(share)s of all %(of)s; by chance it "
                "would be 5 %%."
            ) % {
                "n": f"{self.first.looked_at:,}",
                "found": f"{self.first.found:,.1f}",
                "of": f"{self.first.of:,}",
                "share": f"{self.first.found / self.first.of:.0%}",
            }
        yield _("How often each reason stood before a dispute, and in the other claims at the same age:")
        for each in self.reasons:
            yield _("  %(ours)s, others %(others)s, %(points)s points: %(title)s") % {
                "ours": f"{_share(each.before_disputes, self.disputes):>6}",
                "others": f"{_share(each.of_others, self.claims - self.disputes):>6}",
                "points": each.points,
                "title": each.title,
            }


def _share(some: int, all_: int) -> str:
    return f"{some / all_:.1%}" if all_ else "-"


def measure(language: str, *, rulebook: str = STANDARD, source: str = "") -> Measured:
    """The ranking by the points of the newest published version. BadInput when there is nothing to measure."""
    with acting_as(SYSTEM):
        risk = _risk(_newest(rulebook))
        found = outcomes(risk, source=source)
    if not len(found):
        raise BadInput(
            _("There is no claim to measure. Import a history of claims first, or leave --source out.")
        )
    return measured(risk, found, _scores(risk, found), language)


def measured(risk: Risk, found: Outcomes, scores: Scores, language: str) -> Measured:
    """What these scores are worth."""
    both = 0 < found.disputes < len(found)
    return Measured(
        claims=len(found),
        disputes=found.disputes,
        auc=ranking.auc(scores, found.disputed) if both else None,
        first=ranking.hits(scores, found.disputed) if both else None,
        listed=int((scores >= risk.listed_from).sum()),
        reasons=tuple(
            Reason(
                code,
                rule.title.get(language),
                rule.points,
                int(found.marks[found.disputed, place].sum()),
                int(found.marks[~found.disputed, place].sum()),
            )
            for place, (code, rule) in enumerate(risk.rules.items())
        ),
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """The points that the history asks for, what they are worth on claims they were not fitted to, and the text."""

    points: Mapping[str, tuple[int, int]]
    """By rule: now, and asked for."""
    listed_from: tuple[int, int]
    now: Measured
    then: Measured
    version: str
    text: str

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        for code, (now, asked) in self.points.items():
            yield _("  %(code)s: %(now)s, proposed %(asked)s") % {"code": code, "now": now, "asked": asked}
        now, then = self.listed_from
        yield _("  listed from: %(now)s, proposed %(asked)s") % {"now": now, "asked": then}
        assert self.now.auc is not None
        assert self.then.auc is not None
        yield _(
            "Ranking quality (AUC) on claims that the points were not fitted to: %(now)s now, %(then)s then."
        ) % {
            "now": f"{self.now.auc:.3f}",
            "then": f"{self.then.auc:.3f}",
        }


def propose(
    language: str, *, version: str, effective: date, rulebook: str = STANDARD, source: str = ""
) -> Proposed:
    """Refit the points to the history. BadInput when it says too little, nothing better, or something looser."""
    with acting_as(SYSTEM):
        book = _newest(rulebook)
        risk = _risk(book)
        found = outcomes(risk, source=source)
        if found.disputes < LEAST or found.disputes == len(found):
            raise BadInput(
                _("%(n)s of %(claims)s claims became disputes; at least %(least)s, and as many others, are needed to "
                  "refit the points. Nothing was written.")
                % {"n": found.disputes, "claims": f"{len(found):,}", "least": LEAST}
            )  # fmt: skip
        before = [rule.points for rule in risk.rules.values()]
        now = measured(risk, found, _scores(risk, found), language)
        then = measured(risk, found, ranking.out_of_fold(found.marks, found.disputed, before), language)
        assert now.auc is not None
        assert then.auc is not None
        if then.auc <= now.auc:
            raise BadInput(
                _("Points fitted to this history rank claims that they were not fitted to no better: AUC %(then)s "
                  "against %(now)s. Keep the points of now. Nothing was written.")
                % {"then": f"{then.auc:.3f}", "now": f"{now.auc:.3f}"}
            )  # fmt: skip
        asked = ranking.points(found.marks, found.disputed, before)
        listed = ranking.listed_from(found.marks @ np.array(asked, dtype=float), now.listed)
        points = dict(zip(risk.rules, zip(before, asked, strict=True), strict=True))
        text = _written(book, points, listed, version, effective)
        _check(book, text)
    return Proposed(points, (risk.listed_from, listed), now, then, version, text)


def next_version(rulebook: str = STANDARD) -> str:
    """That of the newest published one, its last number counted up."""
    with acting_as(SYSTEM):
        version = _newest(rulebook).version
    stem = version.rstrip(digits)
    last = version[len(stem) :]
    return f"{stem}{int(last) + 1}" if last else f"{version}.1"


def _newest(name: str) -> Rulebook:
    text = rulebooks.newest(name)
    if text is None:
        raise BadInput(
            _("No rulebook %(name)s is published. Publish it with 'redress rulebook publish'.")
            % {"name": name}
        )
    return loads(text, resolve=rulebooks.newest, file=name, published=True)


def _risk(book: Rulebook) -> Risk:
    if book.method.risk is None:
        raise BadInput(_("The rulebook %(name)s gives no points of risk.") % {"name": book.name})
    return book.method.risk


def _scores(risk: Risk, found: Outcomes) -> Scores:
    scores: Scores = found.marks @ np.array([rule.points for rule in risk.rules.values()], dtype=float)
    return scores


def _written(
    book: Rulebook, points: Mapping[str, tuple[int, int]], listed: int, version: str, effective: date
) -> str:
    """The text of now with these numbers in the place of its own: its comments and all else stay."""
    text = book.texts[book.name]
    _data, marks = read(text, book.name)
    lines = text.split("\n")
    _replace(lines, marks.get(("version",)), _VERSION, f'"{version}"')
    _replace(lines, marks.get(("effective",)), _EFFECTIVE, effective.isoformat())
    _replace(lines, marks.get(("risk", "listed_from")), _LISTED, str(listed))
    for code, (_now, asked) in points.items():
        _replace(lines, marks.get(("risk", "rules", code, "points")), _POINTS, str(asked))
    return "\n".join(lines)


def _replace(lines: list[str], mark: tuple[str, int] | None, what: re.Pattern[str], by: str) -> None:
    if mark is None:
        raise BadInput(
            _("The rulebook takes its points of risk from the one that it extends. Write the section 'risk' into it "
              "first, or propose for that one with --rulebook.")
        )  # fmt: skip
    at = mark[1] - 1
    lines[at] = what.sub(lambda found: found[1] + by, lines[at], count=1)


def _check(book: Rulebook, text: str) -> None:
    """What is proposed can be published: it is no looser than what it rests on."""
    try:
        loads(text, resolve=rulebooks.newest, file=book.name)
    except RulebookError as error:
        said: Sequence[str] = [problem.get("en") for problem in error.problems]
        raise BadInput(
            _("What the history asks for cannot be a rulebook. Nothing was written:") + "\n" + "\n".join(said)
        ) from error


def save(proposed: Proposed, path: Path) -> None:
    """BadInput when the file is there already, or cannot be written."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(proposed.text)
    except FileExistsError:
        raise BadInput(_("%(path)s is there already. Give another name.") % {"path": path}) from None
    except OSError as problem:
        raise BadInput(
            _("%(path)s cannot be written: %(problem)s") % {"path": path, "problem": problem}
        ) from problem
