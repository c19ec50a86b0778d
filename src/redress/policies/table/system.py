"""Reads policies from the house's own tables."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Prefetch

from redress.policies import models, values
from redress.policies.kinds import PartyRole, PolicyState
from redress.policies.port import MOST, Asked, Found
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind

_KEPT_SECONDS: Final = 30
"""So long it is remembered whether any policy was loaded: whoever has none pays nothing for the question."""


class Table:
    """The house's own tables. Three queries a look-up."""

    def __init__(self) -> None:
        self._filled: bool | None = None
        self._asked = 0.0

    def ready(self) -> bool:
        now = time.monotonic()
        if self._filled is None or now - self._asked > _KEPT_SECONDS:
            self._filled, self._asked = models.Policy.objects.exists(), now
        return self._filled

    def find(self, asked: Asked) -> Found:
        if not (keys := _keys(asked)):
            return Found()
        rows = (
            models.Policy.objects.filter(**keys)
            .select_related("product")
            .prefetch_related(
                Prefetch("parties", models.Party.objects.order_by("role", "place")),
                Prefetch("covers", models.Cover.objects.order_by("place")),
            )
            .distinct()
            .order_by("-begins", "-id")[: MOST + 1]
        )
        found = [policy(row) for row in rows]
        return Found(tuple(found[:MOST]), more=len(found) > MOST)

    def product(self, code: str) -> values.Product | None:
        row = models.Product.objects.filter(code=code).first()
        return None if row is None else product(row)

    def products(self) -> tuple[values.Product, ...]:
        return tuple(product(row) for row in models.Product.objects.order_by("code"))


def _keys(asked: Asked) -> dict[str, Any]:
    """By which indexes it is asked; none when what was given is nobody's."""
    match asked.by:
        case "number":
            wanted = {"number_index": blind(asked.number, Kind.POLICY)}
        case "id_number":
            wanted = {"parties__id_number_index": blind(asked.id_number, Kind.ID_NUMBER)}
        case "phone":
            wanted = {"parties__phone_index": blind(asked.phone, Kind.PHONE)}
        case "name":
            wanted = {
                "parties__name_index": blind(asked.name, Kind.NAME),
                "parties__born_index": blind(str(asked.born), Kind.BIRTH),
            }
        case _:
            return {}
    return wanted if all(wanted.values()) else {}


def policy(row: models.Policy) -> values.Policy:
    """A row with its parties, covers and product as the port gives it."""
    parties = list(row.parties.all())
    return values.Policy(
        number=str(row.number),
        product=product(row.product),
        unit=row.unit,
        state=PolicyState(row.state),
        since=row.since,
        begins=row.begins,
        ends=row.ends,
        holder=_somebody(next(each for each in parties if each.role == PartyRole.HOLDER)),
        insured=tuple(_somebody(each) for each in _of(parties, PartyRole.INSURED)),
        beneficiaries=tuple(_beneficiary(each) for each in _of(parties, PartyRole.BENEFICIARY)),
        covers=tuple(_cover(each) for each in row.covers.all()),
        account=_account(row),
    )


def product(row: models.Product) -> values.Product:
    return values.Product(
        code=row.code,
        name=row.name,
        kind=row.kind,
        line=row.line,
        clauses=tuple(values.Clause.model_validate(each) for each in row.clauses),
    )


def _of(parties: Iterable[models.Party], role: PartyRole) -> Iterable[models.Party]:
    return (each for each in parties if each.role == role)


def _said(row: models.Party) -> dict[str, Any]:
    return {
        "name": str(row.name),
        "is_organisation": row.is_organisation,
        "id_number": str(row.id_number),
        "born": str(row.born) or None,
        "phone": str(row.phone),
        "email": str(row.email),
        "address": str(row.address),
    }


def _somebody(row: models.Party) -> values.Somebody:
    return values.Somebody(**_said(row))


def _beneficiary(row: models.Party) -> values.Beneficiary:
    return values.Beneficiary(**_said(row), order=row.order or 1, share=row.share)


def _cover(row: models.Cover) -> values.Cover:
    return values.Cover(
        code=row.code,
        title=row.title,
        clause=row.clause,
        sum_insured=row.sum_insured,
        left=row.left,
        deductible=row.deductible,
        ratio=row.ratio,
    )


def _account(row: models.Policy) -> values.Account | None:
    if not row.account_number:
        return None
    return values.Account(
        holder=str(row.account_holder), bank=str(row.account_bank), number=str(row.account_number)
    )
