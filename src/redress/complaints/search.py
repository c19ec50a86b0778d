"""Full text that the database cannot read: keyed digests of bigrams, of single characters and of parts of numbers.

The index holds digests under the index key (SEC-02); what it finds is compared with the decrypted text, so that a hit
is one. `tokens` are what texts are compared by: bigrams of Chinese characters, and words of Latin letters and digits.
`pieces` are what else may be looked for: one character, or a part of a number.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from struct import pack
from typing import Final, Protocol

from redress.privacy.keys import ring
from redress.privacy.normalising import spaced
from redress.privacy.visible import half_width

_HAN = "㐀-鿿豈-﫿\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_HAN}]+|[a-z0-9]+")
_HAN_RUNS = re.compile(rf"[{_HAN}]+")
_BREAKS = "\\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f\u3000-\u303f\ufe10-\ufe1f\ufe30-\ufe6f"
"""White space, punctuation and signs, after NFKC: no term reaches across them."""
_TERMS = re.compile(f"[^{_BREAKS}]+")
_PIECES = re.compile(rf"[a-z0-9]+|[^{_BREAKS}]")
_SIZES: Final = (4, 2, 1)
"""Lengths of the parts of a number, or of a word of Latin letters, by which it is found."""
_KEPT: Final = 200_000
_RUNS_KEPT: Final = 50_000
_LONGEST_KEPT: Final = 40
"""How much is remembered: digests, words with all their pieces, and of how many letters such a word may be."""
_LINES_KEPT: Final = 10_000
_LONGEST_LINE_KEPT: Final = 300
"""So many whole lines of texts as well, as registers say the same of many cases; not those with a number in them, which
is another one in each."""
_DIGIT = re.compile("[0-9]")
_BETWEEN = re.compile(r"( [/→] | (?=[0-9]))")
"""Where a line is taken apart: between the codes of a register, as the importer writes them, and before a number."""
_TSVECTOR: Final = 3614
"""The type's number, which is the same in every PostgreSQL."""
_BYTES: Final = 6
"""Of a digest: 48 bits, eight characters. Two pieces of a million that share one cost a comparison, not a wrong hit."""


class Searched(Protocol):
    """What of a case is searched."""

    number: str
    facts: str
    demand: str
    product: str
    about_whom: str
    policy_number: str
    claim_number: str
    external_number: str
    external_parties: list[str]


COLUMNS: Final = (
    "number", "facts", "demand", "product", "about_whom", "policy_number", "claim_number", "external_number",
    "external_parties",
)  # fmt: skip


def narrative(case: Searched) -> tuple[str, ...]:
    """What the case tells, by which cases are compared."""
    return case.facts, case.demand, case.product, case.about_whom, *case.external_parties


def text_of(case: Searched) -> str:
    """All that is searched of a case."""
    return "\n".join(part for part in (*narrative(case), *_numbers(case)) if part)


def _numbers(case: Searched) -> tuple[str, ...]:
    return case.policy_number, case.claim_number, case.external_number, case.number


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted: terms that the text must hold, and what the two indexes are asked for; '' asks nothing."""

    terms: tuple[str, ...]
    document: str
    parts: str

    def holds(self, text: str) -> bool:
        """Whether the text holds every term, in any order."""
        said = normal(text)
        return all(term in said for term in self.terms)

    @property
    def all(self) -> str:
        """Both questions of one index."""
        return " & ".join(filter(None, (self.document, self.parts)))

    def __bool__(self) -> bool:
        return bool(self.terms)


def query(words: str) -> Query:
    """The question that wants all the words; false when there is nothing to look for."""
    terms = tuple(dict.fromkeys(_TERMS.findall(normal(words))))
    pairs = dict.fromkeys(pair for term in terms for run in _HAN_RUNS.findall(term) for pair in _pairs(run))
    pieces = dict.fromkeys(piece for term in terms for piece in _wanted(term))
    return Query(terms, _all_of(pairs), _all_of(pieces))


def tokens(text: str) -> list[str]:
    """Lower-case tokens of a text, each once, in order: '退保损失' -> 退保 保损 损失."""
    return list(dict.fromkeys(_tokens(normal(text))))


def digests(words: Iterable[str]) -> list[str]:
    """What the index holds in the place of tokens."""
    known = _known(ring().index_key)
    return [known[word] for word in words]


def of_case(case: Searched) -> tuple[str, str]:
    """`document` and `parts` of a case; each line of it is looked through once for both."""
    known = _known(ring().index_key)
    # No word and no piece reaches from one line to the next.
    found = [known.line(line) for text in narrative(case) if text for line in text.split("\n")]
    tokens = [tokens for tokens, _pieces in found]
    pieces = [pieces for _tokens, pieces in found]
    numbers = "\n".join((case.policy_number, case.claim_number, case.external_number))
    if not numbers.isascii():
        runs = _HAN_RUNS.findall(normal(numbers))
        tokens.append(tuple([known[pair] for run in runs for pair in _pairs(run)]))
    pieces += map(known.pieces, _PIECES.findall(normal("\n".join(_numbers(case)))))
    return _literal([*chain.from_iterable(tokens)]), _literal([*chain.from_iterable(pieces)])


def document(case: Searched) -> str:
    """The tsvector literal by which cases are compared: the tokens of what the case tells."""
    return of_case(case)[0]


def parts(case: Searched) -> str:
    """The tsvector literal of single characters and of parts of numbers."""
    return of_case(case)[1]


def whole(text: str) -> str:
    """The tsvector literal of a text that one index holds with all its pieces."""
    return vector(dict.fromkeys([*tokens(text), *_pieces(normal(text))]))


def vector(words: Iterable[str]) -> str:
    """The tsvector literal of some words, digested."""
    return _literal(digests(words))


def packed(literals: Sequence[str]) -> bytes:
    """Literals of this module as one array of tsvectors in the database's own form: it need not take texts apart.

    Behind a lexeme stand a zero byte and the number of its positions, none.
    """
    vectors = []
    for literal in literals:
        lexemes = f"{literal[1:-1]}' '".replace("' '", "\0\0\0").encode() if literal else b""
        vectors.append(pack(">ii", len(lexemes) + 4, literal.count("'") // 2) + lexemes)
    return pack(">iiIii", 1, 0, _TSVECTOR, len(vectors), 1) + b"".join(vectors)


def _literal(found: Collection[str]) -> str:
    """Each digest once, in the order of the database; none needs an escape."""
    return "'" + "' '".join(sorted(set(found))) + "'" if found else ""


def normal(text: str) -> str:
    """Full-width to half-width, lower case, nothing invisible."""
    return spaced(half_width(text)).lower()


def _tokens(text: str) -> Iterator[str]:
    for run in _RUNS.findall(text):
        if run[0] < "㐀":
            yield run[:40]
        elif len(run) == 1:
            yield run
        else:
            yield from _pairs(run)


def _pairs(run: str) -> Iterator[str]:
    return (run[place : place + 2] for place in range(len(run) - 1))


def _pieces(text: str) -> Iterator[str]:
    """Each character, and of runs of letters and digits every part of two and of four."""
    return chain.from_iterable(map(_pieces_of, _PIECES.findall(text)))


def _pieces_of(run: str) -> list[str]:
    return ["·" + run[place : place + size] for size in _SIZES for place in range(len(run) - size + 1)]


def _wanted(term: str) -> Iterator[str]:
    """The pieces that a text must have which holds the term, but for what its pairs of characters say already."""
    for run in _PIECES.findall(_HAN_RUNS.sub(lambda found: found[0] if len(found[0]) == 1 else " ", term)):
        size = next(size for size in _SIZES if size <= len(run))
        yield from ("·" + run[place : place + size] for place in range(len(run) - size + 1))


def _all_of(words: Iterable[str]) -> str:
    return " & ".join(f"'{digest}'" for digest in digests(words))


_Line = tuple[tuple[str, ...], tuple[str, ...]]
"""What is found in a line of text, in digests: its tokens, its pieces."""


class _Digests(dict[str, str]):
    """Digests under one key. The same few thousand pairs make up most of what is written, and words of registers come
    again and again: each is worked out once, and so are all pieces of a word."""

    def __init__(self, index_key: bytes) -> None:
        super().__init__()
        self._key = hashlib.blake2b(b"words of the search", key=index_key, digest_size=32).digest()
        self._pieces: dict[str, tuple[str, ...]] = {}
        self._lines: dict[str, _Line] = {}

    def __missing__(self, word: str) -> str:
        sealed = hashlib.blake2b(word.encode(), key=self._key, digest_size=_BYTES).digest()
        digest = base64.urlsafe_b64encode(sealed).decode()
        if len(self) >= _KEPT:
            self.clear()
        self[word] = digest
        return digest

    def line(self, line: str) -> _Line:
        """What is found in a line as somebody wrote it."""
        if len(line) > _LONGEST_LINE_KEPT:
            return self._found(line)
        return self._lines.get(line) or self._kept(line, self._put_together(line))

    def _put_together(self, line: str) -> _Line:
        """Codes of a register make up ever new lines. No word and no piece reaches across a blank."""
        parts = [
            self._lines.get(part) or self._kept(part, self._found(part)) for part in _BETWEEN.split(line)
        ]
        if len(parts) == 1:
            return parts[0]
        tokens = tuple(chain.from_iterable([tokens for tokens, _pieces in parts]))
        return tokens, tuple(dict.fromkeys(chain.from_iterable([pieces for _tokens, pieces in parts])))

    def _kept(self, line: str, found: _Line) -> _Line:
        if not _DIGIT.search(line):
            if len(self._lines) >= _LINES_KEPT:
                self._lines.clear()
            self._lines[line] = found
        return found

    def _found(self, line: str) -> _Line:
        said = normal(line)
        runs = dict.fromkeys(_PIECES.findall(said))
        tokens = tuple([self[token] for token in _tokens(said)])
        return tokens, tuple(dict.fromkeys(chain.from_iterable(map(self.pieces, runs))))

    def pieces(self, run: str) -> tuple[str, ...]:
        """Digests of all pieces of a run."""
        found = self._pieces.get(run)
        if found is None:
            found = tuple([self[piece] for piece in _pieces_of(run)])
            if len(self._pieces) >= _RUNS_KEPT:
                self._pieces.clear()
            if len(run) <= _LONGEST_KEPT:
                self._pieces[run] = found
        return found


@lru_cache(maxsize=4)
def _known(index_key: bytes) -> _Digests:
    return _Digests(index_key)
