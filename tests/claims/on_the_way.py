"""Claims brought to where a story begins."""

from __future__ import annotations

import pytest

from redress.casework.refusals import Refusal
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials
from redress.claims.models import Claim
from tests.claims.conftest import Claims

PAPERS = ["claim_form", "identity", "account", "traffic_report", "driving_licence", "repair_invoice"]


ITEM = {"title": "前保险杠", "clause": "车损险第六条", "amount": "6800", "deductible": "500", "ratio": "0.8"}


COVER = {"cover_left": "120000", "covered_from": "2026-01-01", "covered_until": "2026-12-31"}


def refused(run, *given, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*given, **more)
    return caught.value


def row(claims: Claims) -> Claim:
    return Claim.objects.get(number=claims.number)


def complete(claims: Claims, originals: list[str] | None = None) -> Claims:
    """All papers on Tuesday, all as they must be."""
    claims(ReceiveMaterials(papers=PAPERS, originals=originals or []), "2026-03-03 10:00")
    claims(CheckMaterials(told_by="sms"), "2026-03-03 11:00")
    return claims


def decided(claims: Claims, outcome: str = "pay", **more) -> Claims:
    said = {"items": [ITEM], **COVER} if outcome != "refuse" else {}
    said |= {} if outcome == "pay" else {"clause": "车损险第八条", "reasons": "年检逾期，不属于保险责任。"}
    complete(claims, more.pop("originals", None))
    claims(DecideClaim.model_validate({"outcome": outcome, **said, **more}), "2026-03-04 15:00")
    return claims


def told(claims: Claims, outcome: str = "pay", **more) -> Claims:
    decided(claims, outcome, **more)
    claims(NotifyDecision(proof="本人签收"), "2026-03-04 16:00")
    return claims
