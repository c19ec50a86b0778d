"""Who is reached when a person is meant: the person, or who stands in (ORG-12, CLK-08)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone

from redress.organisation.models import Deputy


def reached(people: Collection[int]) -> dict[int, int]:
    """Person -> who is reached for them today, along the chain of deputies: one query, whatever their number."""
    standing = Deputy.objects.filter(period__contains=timezone.localdate(), deputy__is_active=True)
    instead = dict(standing.values_list("absent_id", "deputy_id"))
    return {person: end_of_chain(person, instead) for person in people}


def end_of_chain(person: int, instead: Mapping[int, int]) -> int:
    """The last of the chain. In a circle everybody is absent: then the person is told all the same."""
    met = {person}
    last = person
    while (following := instead.get(last)) is not None:
        if following in met:
            return person
        met.add(following)
        last = following
    return last
