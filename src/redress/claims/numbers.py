"""Numbers of claims, e.g. C2026-0000123."""

from __future__ import annotations

from typing import Final

from redress.casework.numbering import Numbering

NUMBERS: Final = Numbering("C", 1, "claims_claim_number")
