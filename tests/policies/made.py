"""Policies as nouns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from redress.policies.kinds import PolicyState
from redress.policies.values import Account, Beneficiary, Clause, Cover, Policy, Product, Somebody

MEDICAL = Product(
    code="AH-YL-01",
    name="安和住院医疗保险",
    kind="medical",
    line="医疗保险",
    clauses=(
        Clause(code="2.3", title="住院医疗费用", text="住院费用扣除免赔额后按比例给付。"),
        Clause(code="2.6", kind="exclusion", title="责任免除", text="故意行为造成的费用，不予给付。"),
    ),
)
LI_NA = Somebody(
    name="李娜",
    id_number="510104198805206023",
    born=date(1988, 5, 20),
    phone="13900000001",
    email="lina@example.com",
    address="四川省成都市锦江区红星路一段 1 号",
)
CHEN_YU = Somebody(name="陈宇", id_number="510104201503120017", born=date(2015, 3, 12))


def made(**other: Any) -> Policy:
    """A medical policy of Li Na for her son, as it is unless said otherwise."""
    said: dict[str, Any] = {
        "number": "P510104000001",
        "product": MEDICAL,
        "unit": "cd",
        "state": PolicyState.IN_FORCE,
        "begins": date(2025, 3, 1),
        "ends": date(2027, 2, 28),
        "holder": LI_NA,
        "insured": (CHEN_YU,),
        "beneficiaries": (
            Beneficiary(name="李娜", id_number=LI_NA.id_number, share=Decimal("0.6")),
            Beneficiary(name="陈强", share=Decimal("0.4")),
        ),
        "covers": (
            Cover(
                code="inpatient",
                title="住院医疗",
                clause="2.3",
                sum_insured=Decimal("200000.00"),
                left=Decimal("184000.50"),
                deductible=Decimal("10000.00"),
                ratio=Decimal("0.8"),
            ),
        ),
        "account": Account(holder="李娜", bank="中国建设银行成都锦江支行", number="6217003810012345678"),
    }
    return Policy(**(said | other))
