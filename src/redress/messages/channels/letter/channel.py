"""Letters: laid down as PDF in the folder the print room fetches from. A file's name is the message's key.

They must be readable there, so this folder is the one place where personal data leave the house on disk: the operator
chose it, and the print room takes the files away. Only who runs the program reads them, or the group that a setgid
folder names.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from redress.letters.typesetting import NotRendered
from redress.messages.channels.base import Answer, Channel, Parcel, Reached
from redress.messages.channels.letter import paper
from redress.messages.models import Medium, Outcome


class Letter(Channel):
    """Laying the same letter down twice leaves one file; whether it lies there can be looked up."""

    medium = Medium.LETTER
    reached = Reached.PLACE
    for_customers = True
    needs = ("REDRESS_PRINT_FOLDER",)
    unready = gettext_lazy("No print room is set up yet.")
    asks = True

    def send(self, parcel: Parcel) -> Answer:
        file = path(parcel.key)
        try:
            _lay_down(paper.pdf(parcel), file)
        except NotRendered as fault:
            return Answer(Outcome.FAILED, error=str(fault))
        except (OSError, ImproperlyConfigured) as fault:
            return Answer(Outcome.RETRY, error=str(fault), trouble=isinstance(fault, OSError))
        return Answer(Outcome.SENT, provider_id=file.name)

    def ask(self, key: str) -> Answer | None:
        return Answer(Outcome.SENT, provider_id=path(key).name) if path(key).exists() else None


def _lay_down(sheet: bytes, file: Path) -> None:
    """Whole or not there. What an attempt before left half written, killed, is taken away."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in file.parent.glob(f"{file.stem}.*"):
        if left != file:
            left.unlink(missing_ok=True)
    for_group = file.parent.stat().st_mode & stat.S_ISGID
    draft = file.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640 if for_group else 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(sheet)
    draft.replace(file)


def path(key: str) -> Path:
    """Where the letter of that key lies; no key can name a file elsewhere."""
    return Path(settings.REDRESS_PRINT_FOLDER) / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.pdf"
