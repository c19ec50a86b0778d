"""A checkpoint as a page to print and sign, that is kept outside of the house of the computers (SEC-04)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.letters import typesetting
from redress.letters.paper import qr
from redress.sealing import checkpoints, signing
from redress.sealing.models import Checkpoint


def page(checkpoint: Checkpoint) -> bytes:
    """One page as PDF, with the code that people compare."""
    said = json.loads(checkpoint.statement)
    at = timezone.localtime(checkpoint.at)
    code = checkpoints.code(checkpoint.statement)
    data: dict[str, Any] = {
        "title": _("Checkpoint of the journals"),
        "subtitle": _("Number %(n)s, %(at)s") % {"n": checkpoint.pk, "at": f"{at:%Y-%m-%d %H:%M:%S %z}"},
        "code": code,
        "qr": qr(f"redress:checkpoint:{checkpoint.pk}:{said['size']}:{said['root']}"),
        "facts": [
            [_("Seals"), f"{said['size']:,}"],
            [_("Root"), said["root"]],
            [_("Before it"), str(said["previous"]["code"]) if said["previous"] else "-"],
            [_("Files"), f"{said['files']['count']:,}"],
            [_("Hash of the files"), said["files"]["sha256"]],
            [_("Key"), signing.fingerprint(signing.house_keys()[0])],
            [_("Hash of the statement"), hashlib.sha256(checkpoint.statement.encode()).hexdigest()],
        ],
        "heads": [_("Register"), _("Entries"), _("Last entry")],
        "journals": [
            [name, f"{each['entries']:,}", each["head"]] for name, each in sorted(said["journals"].items())
        ],
        "how": _(
            "Keep this page outside the house of the computers. Compare its code with the one that the page"
            " 'Checkpoints' shows for this number, or give the file to `redress verify --checkpoint`."
        ),
        "sign": [_("Made by, date"), _("Kept by, date")],
    }
    return typesetting.pdf(typesetting.TEMPLATES / "checkpoint.typ", data, checkpoint.at)
