"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "clocks": Words("时限", "Time limits"),
    "limits": Words("时限表", "Tables of limits"),
    "ladder_times": Words("提醒和报告的时点", "Times of warnings and reports"),
}
