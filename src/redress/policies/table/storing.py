"""Writes policies into the house's own tables: new ones, and those that say something else than before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from redress.policies import models, values
from redress.policies.kinds import PartyRole
from redress.policies.table.system import policy as value_of
from redress.policies.table.system import product as product_of
from redress.privacy.cipher import blind
from redress.privacy.identity import give_keys
from redress.privacy.masks import Kind


@dataclass(frozen=True, slots=True)
class Stored:
    """How many were new, said something else, were there as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0


def store(policies: Sequence[values.Policy]) -> Stored:
    """Store a batch, all or none; each number at most once, each product one that is there."""
    with transaction.atomic():
        products = {
            row.code: row
            for row in models.Product.objects.filter(code__in={p.product.code for p in policies})
        }
        given = {_index(each): each for each in policies}
        there = _there(list(given))
        same = {index for index, row in there.items() if value_of(row) == given[index]}
        changed = [each for index, each in given.items() if index in there and index not in same]
        new = [each for index, each in given.items() if index not in there]
        rows = [_row(models.Policy(), each, products) for each in new]
        give_keys({models.Policy: rows})
        models.Policy.objects.bulk_create(rows)
        for each in changed:
            row = _row(there[_index(each)], each, products)
            row.save()
            rows.append(row)
        was = [row.pk for index, row in there.items() if index not in same]
        models.Party.objects.filter(policy__in=was).delete()
        models.Cover.objects.filter(policy__in=was).delete()
        _beneath(list(zip(rows, [*new, *changed], strict=True)))
    return Stored(len(new), len(changed), len(same))


def store_products(products: Sequence[values.Product]) -> Stored:
    """Store products by their codes."""
    with transaction.atomic():
        there = {
            row.code: row for row in models.Product.objects.filter(code__in={each.code for each in products})
        }
        new = changed = 0
        for each in products:
            row = there.get(each.code)
            if row is not None and product_of(row) == each:
                continue
            new, changed = new + (row is None), changed + (row is not None)
            row = row or models.Product(code=each.code)
            row.name, row.kind, row.line = each.name, each.kind, each.line
            row.clauses = [clause.model_dump(mode="json") for clause in each.clauses]
            row.save()
    return Stored(new, changed, len(products) - new - changed)


def _index(policy: values.Policy) -> bytes:
    return blind(policy.number, Kind.POLICY) or b""


def _there(indexes: Sequence[bytes]) -> dict[bytes, models.Policy]:
    rows = (
        models.Policy.objects.filter(number_index__in=indexes)
        .select_related("product")
        .prefetch_related("parties", "covers")
        .select_for_update(of=("self",))
    )
    return {bytes(row.number_index or b""): row for row in rows}


def _row(row: models.Policy, given: values.Policy, products: Mapping[str, models.Product]) -> models.Policy:
    row.number, row.product, row.unit = given.number, products[given.product.code], given.unit
    row.state, row.since, row.begins, row.ends = given.state, given.since, given.begins, given.ends
    account = given.account
    row.account_holder = account.holder if account else ""
    row.account_bank = account.bank if account else ""
    row.account_number = account.number if account else ""
    return row


def _beneath(work: Sequence[tuple[models.Policy, values.Policy]]) -> None:
    parties = [party for row, given in work for party in _parties(row, given)]
    give_keys({models.Party: parties})
    models.Party.objects.bulk_create(parties)
    models.Cover.objects.bulk_create(
        models.Cover(policy=row, place=place, **cover.model_dump())
        for row, given in work
        for place, cover in enumerate(given.covers)
    )


def _parties(row: models.Policy, given: values.Policy) -> list[models.Party]:
    named: list[tuple[PartyRole, Sequence[values.Somebody]]] = [
        (PartyRole.HOLDER, [given.holder]),
        (PartyRole.INSURED, given.insured),
        (PartyRole.BENEFICIARY, given.beneficiaries),
    ]
    return [
        models.Party(policy=row, role=role, place=place, **_said(each))
        for role, people in named
        for place, each in enumerate(people)
    ]


def _said(person: values.Somebody) -> dict[str, Any]:
    said = person.model_dump()
    return {**said, "born": person.born.isoformat() if person.born else ""}
