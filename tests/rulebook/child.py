"""A rulebook that extends another."""

from __future__ import annotations

from redress.rulebook import Rulebook, loads

HEAD = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: %s\ntitle: {zh: 子, en: child}\n'


def child(body: str, parent: str = "group-flows") -> Rulebook:
    return loads(HEAD % parent + body)
