"""The journal of claims."""

from __future__ import annotations

from typing import Final

from redress.casework.journal import Journal
from redress.claims.models import Claim, ClaimEntry, ClaimText

JOURNAL: Final = Journal(files=Claim, entries=ClaimEntry, texts=ClaimText, file="claim_id")
