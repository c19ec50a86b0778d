"""Who is in a claim, and to whom it is paid, as far as the reader may know (SEC-02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redress.claims.file import OpenClaim
from redress.privacy.masks import Kind, mask


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the claim."""

    name: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class ClaimPeople:
    """People and accounts of a claim. `plain`: as they are, for who does its business; else masked (SEC-02)."""

    file: OpenClaim
    plain: bool

    @property
    def lines(self) -> Iterator[Somebody]:
        return (self.shown(each) for each in self.file.parties)

    def shown(self, party: Any) -> Somebody:
        name, phone = self._said(party.name, Kind.NAME), self._said(party.phone, Kind.PHONE)
        return Somebody(name, str(party.get_role_display()), phone)

    @property
    def account(self) -> str:
        return self._account(self.file.row.account_holder, self.file.row.account)

    @property
    def new_account(self) -> str:
        """The one that a change waits for."""
        change = self.file.last_change
        return self._account(change.holder, change.account) if change else ""

    def _account(self, holder: object, account: object) -> str:
        return f"{self._said(holder, Kind.NAME)} {self._said(account, Kind.ACCOUNT)}"

    def _said(self, value: object, kind: Kind) -> str:
        return str(value) if self.plain else mask(str(value), kind)
