"""Numbers of catastrophes, e.g. E2026-0000001."""

from __future__ import annotations

from typing import Final

from redress.casework.numbering import Numbering

NUMBERS: Final = Numbering("E", 2, "claims_catastrophe_number")
