"""A parcel as a letter: set by the letters room, on the paper of the house."""

from __future__ import annotations

from django.utils import timezone

from redress.letters import typesetting
from redress.letters.paper import chinese_date
from redress.messages.channels.base import Parcel

TEMPLATE = typesetting.TEMPLATES / "message.typ"


def pdf(parcel: Parcel) -> bytes:
    """The letter; the same parcel gives the same bytes at every attempt. Raises NotRendered."""
    day = timezone.localdate(parcel.written_at)
    chinese = parcel.language.startswith("zh")
    data = {
        "sender": parcel.sender,
        "name": parcel.name,
        "address": parcel.address,
        "date": chinese_date(day) if chinese else f"{day:%d %B %Y}",
        "reference": parcel.reference,
        "subject": parcel.subject,
        "body": parcel.body,
        "language": "zh" if chinese else "en",
    }
    return typesetting.pdf(TEMPLATE, data, parcel.written_at)
