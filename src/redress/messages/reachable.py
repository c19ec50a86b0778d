"""Whether a message can arrive at an address as it stands: a text at a mobile number, a mail at a mailbox (COM-10).

People write numbers and addresses as they are used to; what they mean is taken, and what nobody could reach is not
tried, so that the next way is.
"""

from __future__ import annotations

import re
import unicodedata

from redress.privacy.visible import visible

_CHINESE = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})")
_ABROAD = re.compile(r"(?:\+|00)(?!86)([1-9]\d{6,14})")
_BETWEEN = re.compile(r"[\s\-–—‐‑.·()]")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)


def mobile(written: str) -> str:
    """The number a text goes to: of China eleven digits, of another country '+' and its digits; '' if it is none.

    A landline, an extension, two numbers in one, or a digit too few is none.
    """
    text = _BETWEEN.sub("", _plain(written))
    if found := _CHINESE.fullmatch(text):
        return found[1]
    if found := _ABROAD.fullmatch(text):
        return f"+{found[1]}"
    return ""


def mailbox(written: str) -> str:
    """The mailbox in the letters every mail server knows (RFC 5321, host by IDNA); '' if there is none.

    Characters other than ASCII before the @ want a server that speaks SMTPUTF8, which few do.
    """
    name, at, host = _plain(written).strip().rpartition("@")
    if not at:
        return ""
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return ""
    whole = f"{name}@{host}"
    good = len(name) <= 64 and len(whole) <= 254 and _LOCAL.fullmatch(name) and _HOST.fullmatch(host)
    return whole if good else ""


def _plain(written: str) -> str:
    """Full width as half width, without characters that nobody sees."""
    return unicodedata.normalize("NFKC", visible(written))
