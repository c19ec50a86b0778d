"""Refusals that are a claim's own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import NotThere


class NoSuchClaim(NotThere):
    """No such claim for this actor."""

    def __init__(self, number: str) -> None:
        because = _("There is no claim %(number)s that you may see. Check the number.") % {"number": number}
        super().__init__("ORG-11", because, field="number")
