"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {"recusal": Words("回避", "Recusal")}
