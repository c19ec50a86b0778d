"""What a mapping says of a market's table. See docs/market.md."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from redress.operations.importing import mapping as mappings
from redress.operations.importing.mapping import Form, Part


class MarketColumns(Part):
    """Headers of a market's table; a count at least, and what it is divided by."""

    year: str
    line: str = ""
    company: str
    key: str = ""
    complaints: str = ""
    confirmed: str = ""
    premium: str = ""
    policies: str = ""
    persons: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> MarketColumns:
        if not (self.complaints or self.confirmed):
            raise ValueError("name the column of complaints, or of confirmed ones")
        if not (self.premium or self.policies or self.persons):
            raise ValueError("name the column of premium, policies or persons")
        return self


class MarketMapping(Form):
    """Of a table of companies. `times`: what one in a column counts, where its unit is none of `amounts`."""

    kind: Literal["market"] = "market"
    dates: tuple[str, ...] = ()
    columns: MarketColumns
    times: dict[str, int] = Field(default={})

    @property
    def number(self) -> str:
        return self.columns.company

    def read(self) -> list[str]:
        return [*dict.fromkeys(filter(None, self.columns.model_dump().values()))]

    def money(self) -> list[str]:
        return [*filter(None, (self.columns.premium,))]


def load(path: str) -> MarketMapping:
    """BadInput says what is wrong with it."""
    found = mappings.read(path, {"market": MarketMapping})
    assert isinstance(found, MarketMapping)
    return found
