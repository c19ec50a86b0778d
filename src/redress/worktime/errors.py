"""What goes wrong when a calendar is described or loaded."""


class CalendarError(ValueError):
    """A calendar, year plan or set of hours that cannot be used: where, what, and what to do; in both languages."""

    def __init__(self, en: str, zh: str = "") -> None:
        self.en, self.zh = en, zh or en
        super().__init__(en)

    def say(self, language: str) -> str:
        """The message in Chinese for 'zh...', otherwise in English."""
        return self.zh if language.startswith("zh") else self.en


class UnknownCalendarError(CalendarError, LookupError):
    """No calendar ships under that name."""
