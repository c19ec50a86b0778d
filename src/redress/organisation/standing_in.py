"""Who is reached when a person is meant: the person, or who stands in (ORG-12, CLK-08)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import connection
from django.utils import timezone

from redress.organisation.actor import Post
from redress.organisation.deputising import passed
from redress.organisation.models import User
from redress.organisation.queries import posts_on

_STANDING = """
    SELECT p.absent_id, p.deputy_id FROM organisation_deputy p
      JOIN organisation_user d ON d.id = p.deputy_id AND d.is_active
      JOIN organisation_user u ON u.id = p.absent_id AND u.is_active
     WHERE p.period @> %s AND p.named_by_id IS DISTINCT FROM p.deputy_id
"""


def reached(people: Collection[int]) -> dict[int, int]:
    """Person -> who is reached for them today, along the chain of deputies: three queries at most, for any number.

    As far as the person's work passes: who is told for somebody can also act for them.
    """
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [today])
        through = dict(cursor.fetchall())
        if through.keys().isdisjoint(people):
            return {person: person for person in people}
        known = {*through, *through.values()}
    posts = posts_on(known, today)
    seats = dict(User.objects.filter(pk__in=known).values_list("pk", "department_id"))
    return {person: end_of_chain(person, _passing(person, through, posts, seats)) for person in people}


def _passing(
    person: int,
    through: Mapping[int, int],
    posts: Mapping[int, Collection[Post]],
    seats: Mapping[int, int | None],
) -> dict[int, int]:
    """The links of the chain from the person as far as the work passes."""
    links: dict[int, int] = {}
    last = person
    while (following := through.get(last)) is not None and following not in (person, *links):
        links[last] = following
        if passed(person, posts, seats, links) is None:
            del links[last]
            break
        last = following
    else:
        if following is not None:
            links[last] = following  # a circle: everybody is absent
    return links


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
