"""What claims tell, and whom: who is told as the customer, by which way, and what texts may say (CLM-05 to CLM-07)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeVar

from django.conf import settings
from django.db import models

from redress.claims import customer
from redress.claims.file import OpenClaim
from redress.claims.kinds import HANDLES, Verdict, Way
from redress.claims.letters.words import tail
from redress.claims.models import (
    AccountChange,
    Appointment,
    Claim,
    ClaimPaper,
    ClaimParty,
    PaperNotice,
    Payment,
)
from redress.messages.composing.writing import Facts
from redress.messages.models import Medium
from redress.messages.speaking import Speaking, of_house
from redress.rulebook import Event
from redress.rulebook.sections.messages.schema import MessageRule
from redress.rulebook.words import Language, language_of

Row = TypeVar("Row", bound=models.Model)
WAYS: Final = {Way.SMS: Medium.SMS, Way.EMAIL: Medium.MAIL, Way.LETTER: Medium.LETTER}
"""Ways that messages go by; who chose another one is told by the first of the rule's that reaches them."""


class ClaimSpeaking(Speaking):
    model = Claim
    handlers = HANDLES

    def silent(self, file: OpenClaim) -> bool:
        return file.taken_over

    def customers(self, files: Sequence[OpenClaim]) -> Mapping[int, ClaimParty]:
        return customer.read(files)

    def preferred(self, file: OpenClaim) -> Medium | None:
        return WAYS.get(Way(file.row.told_by))

    def known(self, spoken: Sequence[tuple[OpenClaim, MessageRule]]) -> Collection[int]:
        """Claims of which a third person would be told."""
        files = {file.row.pk: file for file, rule in spoken if "customer" in rule.to}
        if not files:
            return frozenset()
        return {key for key, party in customer.read(list(files.values())).items() if customer.is_third(party)}

    def facts(self, file: OpenClaim, language: str, known: Collection[int]) -> Facts:
        """Nothing of what happened stands in a text for a third person but that it did."""
        short, third = language_of(language), file.row.pk in known
        said = _of_claim(file, short) | {"third": third, "said_of_it": _milestones(file, short)}
        said |= {"notice": file.notice}
        return said if third else said | _happened(file, short)


def _of_claim(file: OpenClaim, language: Language) -> Facts:
    row, method = file.row, file.rulebook.method
    return of_house(row, language) | {
        "kind": method.lines[row.line].title.get(language),
        "rough_days": row.rough_days,
        "link": f"{settings.REDRESS_URL.rstrip('/')}/claims/{row.number}" if settings.REDRESS_URL else "",
    }


def _milestones(file: OpenClaim, language: Language) -> list[str]:
    """What the rulebook has said of what happened, in its order."""
    happened = {event.name for event in file.events}
    return [
        each.text.get(language).format(number=file.row.number)
        for each in file.rulebook.method.milestones.values()
        if each.event in happened
    ]


def _happened(file: OpenClaim, language: Language) -> Facts:
    """What the command at hand added to the claim, as far as texts tell of it."""
    method = file.rulebook.method
    asked, notice = _new(file, ClaimPaper), _one(file, PaperNotice)
    change, payment = _one(file, AccountChange), _one(file, Payment)
    return {
        "papers": [
            method.papers[each.code].title.get(language) for each in asked if each.verdict != Verdict.SPARED
        ],
        "missing": [
            (method.papers[code].title.get(language), str(file.papers[code].reason))
            for code in (notice.papers if notice else ())
        ],
        "new_fact": str(notice.new_fact) if notice else "",
        "visit": _visit(file),
        "paid": f"{payment.amount:,.2f}" if payment else "",
        "account": tail(file.row.account),
        "new_account": tail(change.account) if change else "",
        "account_refused": _event(file, "account_change_refused") is not None,
        "told": file.said.rstrip("。. "),
        "returned": [
            method.papers[code].title.get(language)
            for code, each in file.papers.items()
            if each.returned_at == file.now
        ]
        if _event(file, "originals_returned")
        else [],
    }


def _new(file: OpenClaim, kind: type[Row]) -> list[Row]:
    return [row for row in file.inserts if isinstance(row, kind)]


def _one(file: OpenClaim, kind: type[Row]) -> Row | None:
    return next(iter(_new(file, kind)), None)


def _event(file: OpenClaim, *names: str) -> Event | None:
    return next((event for event in file.events if event.name in names), None)


def _visit(file: OpenClaim) -> Appointment | None:
    """The visit that was agreed just now, or that somebody is reminded of."""
    told = _event(file, "visit_agreed", "visit_reminded")
    if told is None:
        return None
    new = _one(file, Appointment)
    return new or Appointment.objects.filter(claim=file.row).order_by("id")[int(told.about) - 1]
