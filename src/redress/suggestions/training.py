"""Learning from files: groups of characters that many people's files have, and a calibrated linear model on them.

The same files give the same bytes: they are taken in one order, split by a digest of whose they are, and the solver
begins nowhere by chance. The one place that asks scikit-learn; it is no part of what serves.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from redress.suggestions.learned import Head, Learned, Numbers, weighed
from redress.suggestions.text import NOBODY, Names, cleaned, groups

FEWEST: Final = 5
"""People in whose files a group of characters must stand: what fewer have is left out, it may be one person's story."""
FEWEST_OF_A_CODE: Final = 8
"""People whose files must have a code for it to be suggested at all."""
MOST_GROUPS: Final = 30_000
FOLDS: Final = 5
_STRENGTH: Final = 10.0


@dataclass(frozen=True, slots=True)
class Example:
    """A closed file: what was told, how it was classed in the end, and whose it is (a key, not a name)."""

    key: str
    whose: str
    text: str
    answers: Mapping[str, str]


class TooFew(Exception):
    """What there is teaches nothing: no question with two answers that enough people's files give."""


def train(examples: Sequence[Example], names: Names = NOBODY) -> Learned:
    """Raises TooFew."""
    rows = sorted(examples, key=lambda each: each.key)
    counted = [groups(cleaned(each.text, names)) for each in rows]
    whose = [each.whose for each in rows]
    known = _known(counted, whose)
    if not known:
        raise TooFew
    rarity = _rarity(counted, known)
    place = {group: at for at, group in enumerate(known)}
    texts = [weighed(each, place, rarity) for each in counted]
    questions = sorted({name for each in rows for name in each.answers})
    heads = {name: head for name in questions if (head := _head(name, rows, texts, len(known)))}
    if not heads:
        raise TooFew
    return Learned(known, rarity, heads)


def _known(counted: Sequence[Counter[str]], whose: Sequence[str]) -> tuple[str, ...]:
    """Groups that the files of enough people have, the commonest where there are too many."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    for each, person in zip(counted, whose, strict=True):
        for group in each:
            people[group].add(person)
    held = [(len(by), group) for group, by in people.items() if len(by) >= FEWEST]
    held.sort(key=lambda each: (-each[0], each[1]))
    return tuple(sorted(group for _by, group in held[:MOST_GROUPS]))


def _rarity(counted: Sequence[Counter[str]], known: Sequence[str]) -> Numbers:
    having = Counter(group for each in counted for group in each)
    return np.array(
        [np.log((1 + len(counted)) / (1 + having[group])) + 1 for group in known], dtype=np.float32
    )


def _head(name: str, rows: Sequence[Example], texts: Sequence[Any], width: int) -> Head | None:
    """The question of that name; None where fewer than two answers were given often enough."""
    by_code: defaultdict[str, set[str]] = defaultdict(set)
    for each in rows:
        if code := each.answers.get(name):
            by_code[code].add(each.whose)
    codes = tuple(sorted(code for code, people in by_code.items() if len(people) >= FEWEST_OF_A_CODE))
    if len(codes) < 2:
        return None
    taken = [at for at, each in enumerate(rows) if each.answers.get(name) in codes]
    table = _table([texts[at] for at in taken], width)
    answers = np.array([codes.index(rows[at].answers[name]) for at in taken])
    folds = np.array([fold_of(rows[at].whose, FOLDS) for at in taken])
    weights, bias = _fitted(table, answers, len(codes))
    return Head(codes, weights, bias, _sharpness(table, answers, folds, len(codes)))


def fold_of(whose: str, folds: int) -> int:
    """All files of a person fall on one side, and always the same one."""
    return int.from_bytes(hashlib.sha256(f"fold {whose}".encode()).digest()[:8]) % folds


def _table(texts: Sequence[tuple[NDArray[np.int64], Numbers]], width: int) -> Any:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(places) for places, _values in texts)])
    places = np.concatenate([places for places, _values in texts])
    values = np.concatenate([values for _places, values in texts]).astype(np.float64)
    return csr_matrix((values, places, ends), shape=(len(texts), width))


def _fitted(table: Any, answers: NDArray[Any], codes: int) -> tuple[Numbers, Numbers]:
    """Weights by code, zero for a code that none of these files has."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, max_iter=2_000, tol=1e-6).fit(table, answers)
    found, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        found, bias = np.vstack([np.zeros_like(found), found]), np.array([0.0, bias[0]])
    weights, biases = np.zeros((table.shape[1], codes)), np.full(codes, -20.0)
    weights[:, model.classes_], biases[model.classes_] = found.T, bias
    return np.round(weights, 4).astype(np.float32), np.round(biases, 4).astype(np.float32)


def _sharpness(table: Any, answers: NDArray[Any], folds: NDArray[Any], codes: int) -> float:
    """What makes the sums of files that were held out say how often they are right (temperature scaling)."""
    from scipy.optimize import minimize_scalar

    sums = np.zeros((len(answers), codes))
    for fold in range(FOLDS):
        out = folds == fold
        if out.any() and len(set(answers[~out])) > 1:
            weights, bias = _fitted(table[~out], answers[~out], codes)
            sums[out] = table[out] @ weights + bias
    own = sums[np.arange(len(answers)), answers]

    def surprise(log_sharpness: float) -> float:
        by = np.exp(log_sharpness)
        top = sums.max(axis=1)
        whole = np.log(np.exp((sums - top[:, None]) * by).sum(axis=1)) + top * by
        return float((whole - own * by).mean())

    found = minimize_scalar(surprise, bounds=(-3.0, 3.0), method="bounded").x
    return round(float(np.exp(found)), 4)
