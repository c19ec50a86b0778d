"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "messages": Words("消息", "Messages"),
    "quiet_hours": Words("免打扰时段", "Quiet hours"),
}
