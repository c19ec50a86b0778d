"""What is done to several chosen files of a list at once: given to another owner, urged (FLW-17, FLW-04, FLW-05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from redress.casework.asking import Option
from redress.casework.kinds import KINDS
from redress.casework.many import MOST, Given, Result, choice, give_all_or_none, give_each
from redress.casework.problems import say
from redress.casework.refusals import refuse
from redress.claims.commands.recuse import AssignClaim
from redress.claims.door import DOOR as CLAIMS
from redress.claims.queries import takers
from redress.complaints.executor import DOOR as COMPLAINTS
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.cohandling import Urge
from redress.complaints.handling.queries import chosen
from redress.complaints.kind_of_file import COMPLAINT
from redress.desk.form_fields import Choice, Field
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.models import User


class Act(StrEnum):
    """What may be done to many at once."""

    ASSIGN = "assign"
    URGE = "urge"


TITLES: Final[Mapping[Act, Promise]] = {
    Act.ASSIGN: gettext_lazy("Give the chosen files to another owner"),
    Act.URGE: gettext_lazy("Urge in the chosen files"),
}
DONE: Final[Mapping[Act, Promise]] = {
    Act.ASSIGN: gettext_lazy("Given to the new owner."),
    Act.URGE: gettext_lazy("Urged."),
}
RULES: Final = {Act.ASSIGN: "FLW-05", Act.URGE: "FLW-04"}
LONGEST_REASON: Final = 500
LONGEST_NAME: Final = 150


@dataclass(frozen=True, slots=True)
class Many:
    """The chosen files, of those that the actor sees."""

    act: Act
    actor: Actor
    numbers: Sequence[str]

    @classmethod
    def of(cls, act: Act, actor: Actor, numbers: Sequence[str]) -> Many:
        """Raises Refusal when nothing, or too much, is chosen."""
        return cls(act, actor, choice((number[:40] for number in numbers), RULES[act]))

    @property
    def title(self) -> str:
        return str(TITLES[self.act])

    @property
    def done(self) -> str:
        return str(DONE[self.act])

    def fields(self, to: str = "", reason: str = "") -> list[Field]:
        """What is asked for once, for all of them."""
        said = Field(
            "reason",
            _("Reason"),
            "textarea",
            reason,
            required=True,
            rows=2,
            max_length=LONGEST_REASON,
            wide=True,
        )
        if self.act is Act.URGE:
            return [said]
        people = [Choice("", _("Choose"))] + [
            Choice(each.value, each.label, each.group) for each in self._people()
        ]
        return [
            Field("to", _("New owner"), "select", to, choices=people, required=True, autofocus=True),
            said,
        ]

    def give(self, to: str, reason: str, key: str, *, together: bool) -> list[Result]:
        """Give the commands. Raises Refusal for what cannot be given at all and, of all `together`, for the first."""
        given = self._given(to, reason)
        return give_all_or_none(given, self.actor, key) if together else give_each(given, self.actor, key)

    def _given(self, to: str, reason: str) -> list[Given]:
        orders = chosen.one_open_order(self.actor, self.numbers) if self.act is Act.URGE else {}
        try:
            return [self._command(number, to, reason, orders.get(number, "")) for number in self.numbers]
        except ValidationError as error:
            wrong = error.errors()[0]
            refuse(
                RULES[self.act], say(wrong), field="to" if wrong["loc"][0] in ("owner", "to") else "reason"
            )

    def _command(self, number: str, to: str, reason: str, order: str) -> Given:
        complaint = _is_complaint(number)
        if self.act is Act.ASSIGN:
            if complaint:
                return Given(COMPLAINTS, Assign(owner=to, reason=reason), number)
            return Given(CLAIMS, AssignClaim(to=to, reason=reason), number)
        if not complaint:
            refuse(
                "FLW-04",
                _("%(number)s is a claim: nobody is urged by an order there. Take it out of the choice.")
                % {"number": number},
                field="number",
            )
        return Given(COMPLAINTS, Urge(order=order, reason=reason), number)

    def _people(self) -> list[Option]:
        """Who could take over at least one of them; each command says of whom its file is not."""
        found: dict[int, User] = {}
        for unit in chosen.units(self.actor, self.numbers):
            for each in holders.customer_service_of(unit).select_related("department__unit")[:MOST]:
                found.setdefault(each.pk, each)
        claims = [number for number in self.numbers if not _is_complaint(number)]
        free = takers.free(self.actor, claims) if claims else []
        for each in User.objects.filter(pk__in=free).select_related("department__unit"):
            found.setdefault(each.pk, each)
        return [Option(each.username, each.name, str(each.department)) for each in found.values()]


def _is_complaint(number: str) -> bool:
    return (KINDS.numbered(number) or COMPLAINT) is COMPLAINT
