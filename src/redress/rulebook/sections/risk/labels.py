"""What the section and its fields are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {"risk": Words("投诉风险", "Risk of a complaint")}
FIELDS: Final = {
    "fact": Words("情形", "fact"),
    "listed_from": Words("列入名单的分值", "listed from"),
    "points": Words("分值", "points"),
}
