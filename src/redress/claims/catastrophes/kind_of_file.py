"""The catastrophe as a kind of file. Nothing of it runs against time."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from redress.casework.kinds import Kind
from redress.claims.catastrophes.commands import COMMANDS, OpenCatastropheFile
from redress.claims.catastrophes.door import DOOR, JOURNAL
from redress.claims.catastrophes.numbers import NUMBERS
from redress.claims.models import Catastrophe

CATASTROPHE: Final = Kind(
    name="catastrophe",
    label=_("catastrophe"),
    number=NUMBERS.pattern,
    series=NUMBERS.series,
    model=Catastrophe,
    door=DOOR,
    journal=JOURNAL,
    commands=COMMANDS,
    verify=JOURNAL.verify,
    visible_to=Catastrophe.objects.visible_to,
    page="desk:catastrophe",
    path="catastrophes",
    title="Catastrophes",
    example="E2026-0000001",
    opens=OpenCatastropheFile,
)
