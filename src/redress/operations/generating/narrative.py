"""Chinese narratives with enough variety that a full-text search means something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

import yaml
from faker.providers.address.zh_CN import Provider as Places
from faker.providers.company.zh_CN import Provider as Companies

from redress.operations.generating.names import SURNAMES
from redress.operations.generating.returning import agent

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五")
_ROADS = ("路", "街", "大道", "巷", "一路", "二路", "南街", "北街")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.yaml."""

    given: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.given[name]


@lru_cache(maxsize=1)
def words() -> Words:
    """Read once a process."""
    return Words(yaml.safe_load(files(__package__).joinpath("words.yaml").read_text("utf-8")))


class Slots(dict[str, str]):
    """Fills a slot when a sentence asks for it, and keeps it for the rest of the narrative."""

    def __init__(self, random: Random, customer: str) -> None:
        super().__init__(customer=customer)
        self.random = random

    def __missing__(self, name: str) -> str:
        value = self[name] = self._make(name)
        return value

    def _make(self, name: str) -> str:
        random, lists = self.random, words()
        if name in _NUMBERS:
            low, high, step = _NUMBERS[name]
            return str(random.randrange(low, high, step))
        make = _MADE.get(name)
        return make(self) if make else str(random.choice(lists[name]))

    def of(self, *parts: Sequence[str]) -> str:
        """One of each, joined."""
        return "".join(self.random.choice(part) for part in parts)


_PREFIXES = Companies.company_prefixes
_MADE: dict[str, Callable[[Slots], str]] = {
    "agent": lambda slots: agent(slots.random),
    "city": lambda slots: slots.of(Places.cities),
    "district": lambda slots: f"{slots.of(Places.districts)}区",
    "road": lambda slots: slots.of(_PREFIXES)[:2] + slots.of(SURNAMES, _ROADS),
    "company": lambda slots: slots.of(_PREFIXES, words()["company_kinds"]),
    "product": lambda slots: slots.of(words()["product_names"], words()["product_kinds"]),
    "hospital": lambda slots: slots["city"] + slots.of(words()["hospital_kinds"]),
    "branch": lambda slots: slots.of(Places.cities, words()["branch_kinds"]),
    "weekday": lambda slots: slots.of(_WEEKDAYS),
}
_NUMBERS = {
    "month": (1, 13, 1),
    "day": (1, 29, 1),
    "year": (2008, 2026, 1),
    "years": (3, 21, 1),
    "days": (2, 60, 1),
    "wait": (3, 90, 1),
    "times": (2, 12, 1),
    "rate": (2, 7, 1),
    "amount": (100, 20000, 50),
    "more": (20000, 200000, 500),
}


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a case says: facts, demand, product; and the slots, for what is said later."""

    facts: str
    demand: str
    product: str
    slots: Slots

    def say(self, which: str) -> str:
        """An opinion or a plan about the same matter."""
        return str(self.slots.random.choice(words()[which])).format_map(self.slots)


def narrative(random: Random, class_code: str, customer: str) -> Narrative:
    """Two to four sentences of 60 to 150 characters."""
    lists, slots = words(), Slots(random, customer)
    sentences = lists["sentences"][class_code]
    told = [random.choice(lists["openings"]) + "：" + random.choice(sentences)]
    if random.random() < 0.6:
        told.append(random.choice(lists["details"]))
    if random.random() < 0.3:
        told.append(random.choice(lists["details"]))
    told.append(random.choice(lists["endings"]))
    facts = "".join(dict.fromkeys(told)).format_map(slots)
    return Narrative(facts, slots["demand"], slots["product"], slots)
