"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "channels": Words("受理渠道", "Channels"),
    "class_sets": Words("分类体系", "Class sets"),
    "bridges": Words("分类对照", "Bridges between classes"),
    "levels": Words("投诉级别", "Levels"),
    "automatic_levels": Words("自动定级", "Automatic levels"),
    "complainants": Words("投诉人类型", "Kinds of complainant"),
    "emotions": Words("客户情绪", "Emotions"),
    "temperaments": Words("客户性格", "Temperaments"),
    "needs": Words("情感需求", "Emotional needs"),
    "common_errors": Words("常见错误", "Common errors"),
    "causes": Words("投诉原因", "Causes"),
}
