"""Mails that came back: reads delivery status notifications (RFC 3464)."""

from __future__ import annotations

import email
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message

from redress.messages import reports
from redress.messages.channels.mail.channel import key_of


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that could not be delivered: its key, the enhanced status code ('5.1.1'), the server's words."""

    key: str
    status: str
    words: str


def read(raw: bytes) -> Bounce | None:
    """The bounce in a mail; None when it is none, is about a delay only, or about a mail that is not ours."""
    mail = email.message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    failed = next((block for block in _blocks(mail) if _says(block, "Action").lower() == "failed"), None)
    key = next((key for part in mail.walk() if (key := _key(part))), "")
    if failed is None or not key:
        return None
    words = _says(failed, "Diagnostic-Code").partition(";")[2].strip() or _says(failed, "Diagnostic-Code")
    return Bounce(key, _says(failed, "Status")[:12], " ".join(words.split())[:300])


def take_back(raw: bytes) -> Bounce | None:
    """Read a mail that came to the sender's address and write down what it says; None when it says nothing of ours."""
    bounce = read(raw)
    if bounce is None or not reports.undelivered(bounce.key, f"{bounce.status} {bounce.words}".strip()):
        return None
    return bounce


def _blocks(mail: Message) -> list[Message]:
    """The blocks of the machine-readable part: one of the mail, one a recipient."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            found = part.get_payload()
            return [block for block in found if isinstance(block, Message)] if isinstance(found, list) else []
    return []


def _says(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip()


def _key(part: Message) -> str:
    """The key in the mail, or in its headers, that a report carries along."""
    if part.get_content_type() == "text/rfc822-headers" and isinstance(part, EmailMessage):
        headers = email.message_from_string(str(part.get_content()), policy=policy.default)
        return key_of(_says(headers, "Message-ID"))
    if part.get_content_type() == "message/rfc822":
        found = part.get_payload()
        inner = found[0] if isinstance(found, list) and found else None
        return key_of(_says(inner, "Message-ID")) if isinstance(inner, Message) else ""
    return ""
