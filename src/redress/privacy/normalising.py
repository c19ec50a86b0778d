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
from redress.privacy.visible import half_width, ideograph

GENERATION: Final = 3
"""Of these rules. The first was one rule for everything: half width, upper case, no spaces, dashes and dots. The second
knew fewer dots, no radicals, and took what a number is called for a part of it."""

_DOTS: Final = re.compile("[·•‧∙⋅●∘⸱・･᛫․ᐧꞏㆍ\u119e˙]| \u0307")
"""What stands between the parts of a name, as keyboards and registers have it; the last of them are letters or marks
by their kind, and in half width."""
_APOSTROPHES: Final = re.compile("[ʼʻʹˈ]")
"""Letters by their kind, and what people type for the sign in O'Neil."""
_RADICALS: Final = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
    "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
)
"""Signs of the supplement of radicals that stand for a character where a text was copied out of a PDF. Those of Kangxi
are composed by Unicode itself."""
_CALLED: Final = re.compile(
    r"^(?:(?:保险单|保单|身份证)(?:号码|编号|号)?|"
    r"(?:保险合同|合同|赔案|理赔|案件|报案|立案|公民身份|居民身份证|证件|护照|银行账|账|银行卡|卡|编)(?:号码|编号|号))+"
    r"(?=[^\d]{0,8}\d)"
)
_AFTER: Final = re.compile(r"(?<=\d)号+$")
_SIGNED: Final = re.compile(r"^\s*(?:NO|ID)\s*[.:#]\s*(?=\S*\d)", re.IGNORECASE)
"""What a number is called, written before it: 保单号：P510001, No. P510001."""
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
    once = rule(half_width(str(plain).replace("№", "No.")))
    return once if once.isascii() else rule(half_width(once))  # what stood apart may compose now


def before(plain: str, kind: str) -> str:
    """As the first generation had it, for registers that keep a fingerprint alone and cannot be computed anew."""
    text = unicodedata.normalize("NFKC", plain).upper()
    text = "".join(ch for ch in text if not ch.isspace() and ch not in _FIRST_WAY)
    return text.removeprefix("+86")


def _name(text: str) -> str:
    """Letters, the marks on them, digits; whatever stands between."""
    if not text.isascii():
        text = _APOSTROPHES.sub("", _DOTS.sub("", text.translate(_RADICALS)))
    return "".join(
        ch
        for ch in text.upper()
        if ch.isalnum() or ch in _MASKS or ideograph(ch) or unicodedata.category(ch)[0] == "M"
    )


def _number(text: str) -> str:
    """Letters and digits alone, without what the number is called before it and 号 after it."""
    number = "".join(ch for ch in _SIGNED.sub("", text).upper() if ch.isalnum() or ideograph(ch))
    if number.isascii():
        return number
    return _AFTER.sub("", _CALLED.sub("", number))


def _words(text: str) -> str:
    return "".join(ch for ch in text.upper() if not ch.isspace() and ch not in _FIRST_WAY)


def _mailbox(text: str) -> str:
    """Case is told apart by no mail service that people have."""
    return "".join(text.split()).replace("。", ".").upper()


def _phone(text: str) -> str:
    """A mail address stays one: who wants no messages is kept by address, whatever the channel.

    Words without a digit, as 'none', are nobody's number: two who have none are not one person.
    """
    if "@" in text:
        return _mailbox(text)
    return telephones.same(text) or (_words(text) if any(ch.isdigit() for ch in text) else "")


def _tail(text: str) -> str:
    """The last four digits of a telephone, or the four that somebody says: what is shorter than a number is none."""
    digits = "".join(ch for ch in (text if len(text) <= 4 else telephones.same(text)) if ch in "0123456789")
    return digits[-4:] if len(digits) == 4 or len(digits) >= 7 else ""


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
    Kind.PHONE_TAIL: _tail,
    Kind.EMAIL: _mailbox,
    Kind.ID_NUMBER: _identity,
    Kind.POLICY: _number,
    Kind.CLAIM: _number,
    Kind.ACCOUNT: _number,
    "policy_number": _number,
    "claim_number": _number,
    "about_whom": _name,
}
