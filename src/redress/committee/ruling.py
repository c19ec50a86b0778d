"""Committees rule on complaints: what complaints ask of whoever does (ORG-03)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from redress.committee import agendas, binding
from redress.committee.kinds import Question
from redress.committee.models import Ruling
from redress.complaints.case import Case
from redress.organisation.actor import Actor


class Committees:
    """`complaints.rulings.Ruling`, by committees."""

    def on_handling(self, case: Case) -> Ruling | None:
        return binding.ruling_on(case, Question.HANDLING)

    def check_determination(self, case: Case, validity: str, causes: Collection[tuple[str, int]]) -> None:
        binding.check_determination(case, validity, causes)

    def check_proposal(self, case: Case, plan: str, amount: Decimal | None) -> None:
        binding.check_proposal(case, plan, amount)

    def end(self, case: Case, actor: Actor) -> None:
        agendas.end(case, actor)
