"""The claim that a complaint is about: where it stands, its papers, decision and limits, to who may see it (CLM-10)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.casework import access
from redress.claims.numbers import NUMBERS
from redress.claims.queries.claim import opened
from redress.claims.refusals import NoSuchClaim
from redress.complaints.queries.case import Row
from redress.desk.pages.claim import ClaimPage
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    number = str(row.claim_number)
    if not NUMBERS.pattern.fullmatch(number.strip().upper()):
        return {"hidden": "", "elsewhere": number}
    try:
        whole = opened(actor, number)
    except NoSuchClaim:
        return {"hidden": number, "elsewhere": number}
    claim = whole.file.row
    access.log(actor, access.Action.READ, claim.pk)
    return {"claim": claim, "page": ClaimPage(whole, actor)}


SECTION: Section = Section("claim", _("Claim"), "umbrella", _build)
