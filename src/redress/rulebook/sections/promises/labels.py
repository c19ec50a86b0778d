"""What the section and its fields are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {"promises": Words("承诺", "Promises")}
SPECIAL: Final = {("promises", "longest"): Words("最长时间", "at most")}
