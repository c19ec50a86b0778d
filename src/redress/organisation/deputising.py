"""What passes from an absent person to a deputy, and who may name one (ORG-12). The one place that knows lines of duty.

A post passes where the deputy has a post in the same department or of the same line of duty: nobody comes by a duty of
another trade because somebody is on leave. Along a chain of deputies it passes only where each of them could take it
over. An administrator's and an auditor's reach are trusts of their own: the first passes to nobody, the second to
auditors alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from redress.organisation.actor import Post
from redress.organisation.kinds import CASE_DUTIES, HEADS, Duty

NAMERS: Final = HEADS | {Duty.MANAGER}
"""Duties of a superior, who names a deputy for somebody beneath."""
_DEPARTMENT: Final = frozenset({Duty.COORDINATOR, Duty.DEPARTMENT_HEAD})


def line(post: Post) -> str | None:
    """The line of duty of a post; None for one that passes to nobody."""
    if post.duty == Duty.ADMINISTRATOR:
        return None
    if post.duty in CASE_DUTIES:
        return "customer service"
    if post.duty in _DEPARTMENT:
        return f"department: {post.kind}"
    return str(post.duty)


def passes(post: Post, held: Iterable[Post]) -> bool:
    """Whether somebody with these posts of their own may take that one over."""
    return any(_fits(post, own) for own in held)


def _fits(post: Post, own: Post) -> bool:
    lines = line(post), line(own)
    if None in lines:
        return False
    trusted = Duty.AUDITOR in (post.duty, own.duty)
    return lines[0] == lines[1] or (post.department == own.department and not trusted)


def passed(
    absent: int,
    posts: Mapping[int, Collection[Post]],
    seats: Mapping[int, int | None],
    through: Mapping[int, int],
) -> frozenset[Post] | None:
    """The posts of an absent person that reach the end of the chain; None when the work does not pass at all.

    `posts` and `seats` (the department where somebody sits) by person, `through`: absent person -> deputy. Somebody
    without any post passes what is personal - cases, questions - to who has a post in the same department.
    """
    found, sits, has_posts = frozenset(posts[absent]), seats.get(absent), bool(posts[absent])
    person, met = absent, {absent}
    while (deputy := through.get(person)) is not None and deputy not in met:
        met.add(deputy)
        held = posts[deputy]
        if has_posts:
            found = frozenset(post for post in found if passes(post, held))
            if not found:
                return None
        elif not any(own.department == sits and line(own) is not None for own in held):
            return None
        person = deputy
    return found


def is_above(namer: Post, post: Post) -> bool:
    """Whether who has the one post is the superior of who has the other, by post and not by place.

    A manager over the unit and all below, save over managers of the same unit; a head over the people of the
    department, and over the same department of units below.
    """
    if post.unit not in namer.below or namer.duty not in NAMERS:
        return False
    if namer.duty == Duty.MANAGER:
        return post.duty != Duty.MANAGER or post.unit != namer.unit
    if post.kind != namer.kind or post.duty == Duty.MANAGER:
        return False
    return post.unit != namer.unit or (post.department == namer.department and post.duty not in HEADS)
