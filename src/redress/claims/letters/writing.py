"""What the letters of a claim say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from django.utils import timezone

from redress.claims import customer
from redress.claims.file import OpenClaim
from redress.claims.letters import words
from redress.claims.models import Claim, ClaimEntry, ClaimParty
from redress.letters.models import Letter
from redress.letters.paper import chinese_date, chinese_time, lines
from redress.letters.writing import Writing
from redress.privacy.hiding import hidden
from redress.rulebook.words import KEPT_IN

T = TypeVar("T")
_ISSUING: Final = ("pass_claim_letter", "send_claim_letter")
"""Commands whose entry names the PDF of a letter."""


class ClaimWriting(Writing):
    model = Claim

    def opened(self, row: Claim, now: datetime) -> OpenClaim:
        return OpenClaim(row, now)

    def addressee(self, file: OpenClaim) -> tuple[str, str]:
        """Whom the claim is spoken of with; neither a child, nor somebody who only reported it."""
        told = customer.written_to(file)
        return ("", "") if told is None else (told.name, told.address)

    def says(self, file: OpenClaim, letter: Letter) -> Mapping[str, Any]:
        row = file.row
        return {
            "case": row.number,
            "claim": row.number,
            "received": chinese_date(timezone.localdate(row.reported_at)),
            "narrative": row.course,
            "demand": "",
            "facts": facts(file),
            "about": [],
        }

    def filled(self, file: OpenClaim, what: str) -> str:
        fill = words.FILLS.get(what)
        return fill(file) if fill else ""

    def hidden(self, file: OpenClaim, data: T, **more: str) -> T:
        return hidden(data, ClaimParty.objects.filter(claim=file.row).order_by("id"), **more)

    def entries(self, letter: Letter) -> Iterable[ClaimEntry]:
        return ClaimEntry.objects.filter(
            claim_id=letter.file_id,
            command__in=_ISSUING,
            facts__letter=letter.number,
            facts__sha256=letter.pdf_id,
        )


def facts(file: OpenClaim) -> list[dict[str, Any]]:
    """The head of a form."""
    row, method = file.row, file.rulebook.method
    people = ClaimParty.objects.filter(claim=row).order_by("id")
    return lines(
        ("赔案号", row.number),
        ("报案时间", chinese_time(row.reported_at)),
        ("相关人员", "、".join(str(each.name) for each in people)),
        ("保单号", row.policy_number),
        ("险种", method.lines[row.line].title.get(KEPT_IN)),
        ("出险时间", chinese_time(row.occurred_at)),
    )
