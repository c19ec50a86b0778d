"""Four eyes: nobody decides on what they wrote (AUT-03)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.organisation.actor import Actor


def check(actor: Actor, authors: Iterable[int | None], field: str = "") -> None:
    """Refuse whoever wrote what is decided, whoever acts for that person, and who wrote it as a deputy."""
    if actor.people & {author for author in authors if author is not None}:
        refuse(
            "AUT-03",
            _(
                "Nobody decides on their own work, nor does the deputy of whoever wrote it. Ask somebody else."
            ),
            field,
        )
