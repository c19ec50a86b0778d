"""What the section is called; its fields are called as elsewhere."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {"milestones": Words("进度告知", "Milestones told")}
