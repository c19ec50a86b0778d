"""Letters: laid down as PDF in the folder the print room fetches from. A file's name is the message's key."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from redress.letters.typesetting import NotRendered
from redress.messages.channels.base import Answer, Channel, Parcel
from redress.messages.channels.letter import paper
from redress.messages.models import Medium, Outcome


class Letter(Channel):
    """Laying the same letter down twice leaves one file; whether it lies there can be looked up."""

    medium = Medium.LETTER
    needs = ("REDRESS_PRINT_FOLDER",)
    unready = gettext_lazy("No print room is set up yet.")
    asks = True

    def send(self, parcel: Parcel) -> Answer:
        file = path(parcel.key)
        draft = file.with_suffix(f".{os.getpid()}")
        try:
            sheet = paper.pdf(parcel)
            file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(sheet)
            draft.replace(file)
        except NotRendered as fault:
            return Answer(Outcome.FAILED, error=str(fault))
        except (OSError, ImproperlyConfigured) as fault:
            return Answer(Outcome.RETRY, error=str(fault), trouble=isinstance(fault, OSError))
        return Answer(Outcome.SENT, provider_id=file.name)

    def ask(self, key: str) -> Answer | None:
        return Answer(Outcome.SENT, provider_id=path(key).name) if path(key).exists() else None


def path(key: str) -> Path:
    """Where the letter of that key lies; no key can name a file elsewhere."""
    return Path(settings.REDRESS_PRINT_FOLDER) / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.pdf"
