"""What a person would call the same is the same: one way to write each name, telephone and number (SEC-02, INT-15).

Nothing stored or shown is changed by it: fingerprints are taken of this form, and values are compared in it. A change
of meaning here raises `GENERATION`, so that `redress migrate` computes every blind index anew (`privacy.indexing`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from redress.privacy import telephones
from redress.privacy.kinds import Kind
from redress.privacy.visible import half_width

GENERATION: Final = 2
"""Of these rules. The first was one rule for everything: half width, upper case, no spaces, dashes and dots."""

_DOTS: Final = re.compile("[·•‧∙⋅●∘⸱・･᛫․]")
"""What stands between the parts of a name, as keyboards and registers have it."""
_MASKS: Final = frozenset("*?×○〇□■")
"""Signs that stand for characters left out: 张* is not 张."""
_CROSSES: Final = str.maketrans({"×": "X", "✕": "X", "╳": "X", "Х": "X", "χ": "X", "Χ": "X"})
"""What people type for the X at the end of an identity number."""
_FIRST_WAY: Final = "-–—·.()"


def spaced(text: str) -> str:
    """With one space where a dot stands between parts of a name: how running text is searched."""
    return text if text.isascii() else _DOTS.sub(" ", text)


def normalise(plain: str, kind: str) -> str:
    """The one way to write a value of that kind (`Kind`, or another word); empty when nothing is said."""
    rule = _RULES.get(kind, _words)
    once = rule(half_width(str(plain)))
    return once if once.isascii() else rule(half_width(once))  # what stood apart may compose now


def before(plain: str, kind: str) -> str:
    """As the first generation had it, for registers that keep a fingerprint alone and cannot be computed anew."""
    text = unicodedata.normalize("NFKC", plain).upper()
    text = "".join(ch for ch in text if not ch.isspace() and ch not in _FIRST_WAY)
    return text.removeprefix("+86")


def _name(text: str) -> str:
    """Letters, the marks on them, digits; whatever stands between."""
    return "".join(
        ch for ch in text.upper() if ch.isalnum() or ch in _MASKS or unicodedata.category(ch)[0] == "M"
    )


def _number(text: str) -> str:
    """Letters and digits alone."""
    return "".join(ch for ch in text.upper() if ch.isalnum())


def _words(text: str) -> str:
    return "".join(ch for ch in text.upper() if not ch.isspace() and ch not in _FIRST_WAY)


def _mailbox(text: str) -> str:
    """Case is told apart by no mail service that people have."""
    return "".join(text.split()).upper()


def _phone(text: str) -> str:
    """A mail address stays one: who wants no messages is kept by address, whatever the channel.

    Words without a digit, as 'none', are nobody's number: two who have none are not one person.
    """
    if "@" in text:
        return _mailbox(text)
    return telephones.same(text) or (_words(text) if any(ch.isdigit() for ch in text) else "")


def _identity(text: str) -> str:
    """Eighteen digits of a citizen, of fifteen too; other papers by their letters and digits (GB 11643)."""
    number = _number(text.translate(_CROSSES))
    if len(number) != 15 or not number.isdecimal():
        return number
    century = "18" if number[12:] in ("996", "997", "998", "999") else "19"  # kept for those born before 1900
    whole = number[:6] + century + number[6:]
    try:
        datetime.strptime(whole[6:14], "%Y%m%d")  # noqa: DTZ007 - only whether there is such a day
    except ValueError:
        return number  # the number of a register, which has fifteen digits as well
    return whole + check_digit(whole)


def birthday(number: str) -> date | None:
    """The day of birth that a citizen's identity number says; None of any other paper (GB 11643)."""
    whole = _identity(number)
    try:
        return datetime.strptime(whole[6:14], "%Y%m%d").date() if len(whole) == 18 else None  # noqa: DTZ007 - a day
    except ValueError:
        return None


def check_digit(number: str) -> str:
    """The last place of an identity number by its first seventeen (ISO 7064 MOD 11-2, GB 11643-1999)."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11]


_RULES: Final[dict[str, Callable[[str], str]]] = {
    Kind.NAME: _name,
    Kind.AGENT: _name,
    Kind.PRODUCT: _name,
    Kind.PHONE: _phone,
    Kind.EMAIL: _mailbox,
    Kind.ID_NUMBER: _identity,
    Kind.POLICY: _number,
    Kind.CLAIM: _number,
    Kind.ACCOUNT: _number,
    "policy_number": _number,
    "claim_number": _number,
    "about_whom": _name,
}
