"""Time limits as people write them: `1 working day`, `4 working hours`, `15 calendar days`, `same day`."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from redress.rulebook.words import Words


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAY = "working day"
    CALENDAR_DAY = "calendar day"
    WORKING_HOUR = "working hour"
    HOUR = "hour"
    WORKING_MINUTE = "working minute"
    MINUTE = "minute"
    YEAR = "year"
    PLANNED = "planned"
    """The time that was promised with the start event."""


DAYS = frozenset({Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.YEAR})
WORKING = frozenset({Unit.WORKING_DAY, Unit.WORKING_HOUR, Unit.WORKING_MINUTE})
_WORDS = {
    Unit.WORKING_DAY: Words("个工作日", "working day"),
    Unit.CALENDAR_DAY: Words("日", "calendar day"),
    Unit.WORKING_HOUR: Words("个工作小时", "working hour"),
    Unit.HOUR: Words("小时", "hour"),
    Unit.WORKING_MINUTE: Words("个工作分钟", "working minute"),
    Unit.MINUTE: Words("分钟", "minute"),
    Unit.YEAR: Words("年", "year"),
}
_FORM = re.compile(r"(\d{1,4}) (working day|calendar day|working hour|hour|working minute|minute|year)s?")


class Amount(BaseModel):
    """A number of units. `same day` is 0 calendar days: the day of the start itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    unit: Unit

    @property
    def in_days(self) -> bool:
        return self.unit in DAYS

    @property
    def duration(self) -> timedelta:
        """The time counted, for hours and minutes."""
        minutes = self.n if self.unit in {Unit.MINUTE, Unit.WORKING_MINUTE} else self.n * 60
        return timedelta(minutes=minutes)

    def get(self, language: str) -> str:
        """In words: `3 working days`, `3 个工作日`."""
        zh = language.startswith("zh")
        if self.unit is Unit.PLANNED:
            return "约定时间" if zh else "the planned time"
        if self.n == 0 and self.unit is Unit.CALENDAR_DAY:
            return "当日" if zh else "the same day"
        noun = _WORDS[self.unit]
        if zh:
            return f"{self.n} {noun.zh}"
        return f"{self.n} {noun.en}{'' if self.n == 1 else 's'}"

    def __str__(self) -> str:
        return self.get("en")


def parse(text: str) -> Amount:
    """Read an amount; ValueError says which forms exist."""
    clean = " ".join(text.split())
    if clean == "same day":
        return Amount(n=0, unit=Unit.CALENDAR_DAY)
    if clean == "planned time":
        return Amount(n=0, unit=Unit.PLANNED)
    found = _FORM.fullmatch(clean)
    if not found:
        raise ValueError(
            f"'{text}' is not an amount of time; write '3 working days', '15 calendar days', "
            "'4 working hours', '1 hour', '30 minutes', '2 years', 'same day' or 'planned time'"
        )
    return Amount(n=int(found[1]), unit=Unit(found[2]))


def _read(raw: Any) -> Any:
    if isinstance(raw, str):
        return parse(raw)
    if raw == 0 and not isinstance(raw, bool):
        return Amount(n=0, unit=Unit.HOUR)
    if isinstance(raw, Amount):
        return raw
    raise ValueError("an amount of time is written as text, such as '3 working days'")


AmountField = Annotated[Amount, BeforeValidator(_read)]


def _read_before(raw: Any) -> Any:
    return _read(raw.removesuffix(" before") if isinstance(raw, str) else raw)


BeforeField = Annotated[Amount, BeforeValidator(_read_before)]
"""An amount written `4 working hours before`."""
