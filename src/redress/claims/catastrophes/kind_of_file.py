"""The catastrophe as a kind of file. Nothing of it runs against time."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from redress.casework.kinds import Kind
from redress.claims.catastrophes.commands import COMMANDS, OpenCatastropheFile
from redress.claims.catastrophes.door import DOOR

CATASTROPHE: Final = Kind(
    name="catastrophe",
    label=_("catastrophe"),
    door=DOOR,
    commands=COMMANDS,
    page="desk:catastrophe",
    path="catastrophes",
    title="Catastrophes",
    opens=OpenCatastropheFile,
)
