"""Names of people as frequent as they are."""

from __future__ import annotations

from random import Random

from faker.providers.person.zh_CN import Provider as Names

SURNAMES, _SURNAME_WEIGHTS = tuple(Names.last_names), tuple(Names.last_names.values())
_GIVEN = tuple(dict.fromkeys((*Names.first_names_male, *Names.first_names_female)))
_GIVEN_CHARS = tuple(dict.fromkeys("".join(_GIVEN)))


class Surnames:
    """Surnames as frequent as they are, by a table that is drawn from in one step."""

    _table = tuple(
        name
        for name, weight in zip(SURNAMES, _SURNAME_WEIGHTS, strict=True)
        for _ in range(max(1, round(weight * 1000 / sum(_SURNAME_WEIGHTS))))
    )

    @classmethod
    def one(cls, random: Random) -> str:
        return random.choice(cls._table)


def person(random: Random) -> str:
    """A surname and one or two characters."""
    name = Surnames.one(random) + random.choice(_GIVEN_CHARS)
    return name + random.choice(_GIVEN_CHARS) if random.random() < 0.7 else name
