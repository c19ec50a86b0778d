"""What of evidence goes with its case (CLO-10)."""

from typing import Final

from redress.casework.disposal import Goes

GOES: Final = (Goes("evidence_attachment", which="file_id = disposed", file="blob_id"),)
