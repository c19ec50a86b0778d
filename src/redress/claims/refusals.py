"""Refusals that are a claim's own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import Refusal, WrongState
from redress.claims.states import ClaimState


class NoSuchClaim(Refusal):
    """No such claim for this actor (HTTP 404)."""

    status = 404

    def __init__(self, number: str) -> None:
        because = _("There is no claim %(number)s that you may see. Check the number.") % {"number": number}
        super().__init__("ORG-11", because, field="number")


def wrong_state(command: str | Promise, state: ClaimState, begins: Iterable[ClaimState]) -> WrongState:
    """The refusal of a command that does not begin in this state; it says where it does."""
    because = _(
        "%(command)s is not possible while the claim is '%(state)s'. Look at what can be done now; this is for: "
        "%(begins)s."
    ) % {
        "command": command,
        "state": state.label,
        "begins": listed(each.label for each in ClaimState if each in set(begins)),
    }
    return WrongState("FLW-17", because)
