"""One year's holiday arrangement: days off, and weekend days that are worked (调休)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from redress.worktime.errors import CalendarError

SATURDAY = 5


@dataclass(frozen=True)
class YearPlan:
    """The days of `year` that differ from plain Monday to Friday.

    `off` maps each day off to the holiday's name ("" if unnamed); weekends inside a holiday may be listed.
    `working` holds the weekend days that are worked. `source` is the notice it was taken from. `provisional`
    says that no notice confirms it: its days count, its year stays outside the calendar's coverage (CLK-06).
    Raises CalendarError for a day of another year, a make-up day that is no weekend, or a day in both.
    """

    year: int
    off: Mapping[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    source: str = ""
    provisional: bool = False

    def __post_init__(self) -> None:
        for kind, days in (("off", self.off), ("working_weekends", self.working)):
            for day in sorted(days):
                if day.year != self.year:
                    raise CalendarError(
                        f"{kind}: {day} is not in {self.year}; put it in the plan of its own year.",
                        f"{kind}：{day} 不属于 {self.year} 年，请写入所属年份的文件。",
                    )
        for day in sorted(self.working):
            if day.weekday() < SATURDAY:
                raise CalendarError(
                    f"working_weekends: {day} is a {day:%A}; a make-up day falls at a weekend.",
                    f"working_weekends：{day} 不是周末；调休上班日应在周末。",
                )
            if day in self.off:
                raise CalendarError(
                    f"working_weekends: {day} is also under off; remove it from one of the two.",
                    f"working_weekends：{day} 同时列在 off 中，请从其中一处删除。",
                )

    @classmethod
    def of(
        cls, year: int, off: Iterable[date] = (), working: Iterable[date] = (), source: str = ""
    ) -> YearPlan:
        """A plan from plain dates, without holiday names."""
        return cls(year, dict.fromkeys(off, ""), frozenset(working), source)

    def over(self, base: YearPlan) -> YearPlan:
        """This region's plan laid over the one it extends; where they disagree the region decides."""
        off = {day: name for day, name in base.off.items() if day not in self.working} | dict(self.off)
        working = frozenset(day for day in base.working if day not in self.off) | self.working
        provisional = self.provisional or base.provisional
        return YearPlan(self.year, off, working, self.source or base.source, provisional)
