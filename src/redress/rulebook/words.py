"""A text in the two languages of the house."""

from __future__ import annotations

from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["zh", "en"]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def language_of(code: str) -> Language:
    """The house language for a locale code: `zh-hans`, `zh_CN` and `zh` are Chinese, all else English."""
    return "zh" if code.lower().startswith("zh") else "en"


KEPT_IN: Final = "zh"
"""The language of a title that is written down where no code can stand, whoever writes it; readers have their own."""


class Words(NamedTuple):
    """A text that the code itself owns, in both languages."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        return self.zh if language_of(language) == "zh" else self.en


class Title(BaseModel):
    """A text that a rulebook owns, in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: Line
    en: Line

    def get(self, language: str) -> str:
        return self.zh if language_of(language) == "zh" else self.en

    def __str__(self) -> str:
        return f"{self.zh} ({self.en})"
