"""What the section and its fields are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {"pickup": Words("接报及时率", "Picking up report calls")}
FIELDS: Final = {
    "night_from": Words("夜间开始", "night from"),
    "night_until": Words("夜间结束", "night until"),
    "within_seconds": Words("多少秒内接听", "answered within (seconds)"),
}
