"""What the sealed dossier of a claim says of it (COM-11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redress.claims.file import OpenClaim
from redress.claims.letters import words
from redress.claims.letters.writing import facts
from redress.claims.models import Claim, ClaimParty
from redress.letters.dossier.contents import Contents, Words
from redress.letters.paper import chinese_time


class ClaimContents(Contents):
    model = Claim
    title = "赔案案卷"

    def facts(self, file: OpenClaim) -> list[dict[str, Any]]:
        return [row for row in facts(file) if row["title"] != "相关人员"]

    def people(self, file: OpenClaim) -> Sequence[ClaimParty]:
        return file.parties

    def told(self, file: OpenClaim) -> list[Words]:
        return [Words("出险经过", f"{file.row.place}\n{file.row.course}")]

    def found(self, file: OpenClaim) -> list[Words]:
        """Papers that were told to be missing, questions and their answers, the decision with its sum, and payments."""
        notices = [
            Words(
                f"{chinese_time(each.told_at)} 告知补交材料", _titles(file, each.papers), str(each.new_fact)
            )
            for each in file.notices
        ]
        asked = [Words("客户咨询", str(each.question), str(each.answer)) for each in file.questions]
        why = "\n".join(
            said for part in (words.basis, words.reasons, words.sum_of_it) if (said := part(file))
        )
        decided = [Words("理赔决定", words.decision(file), why)] if file.decision else []
        paid = [Words("支付", words.paid(file))] if file.payments else []
        return [*notices, *asked, *decided, *paid]


def _titles(file: OpenClaim, papers: Sequence[str]) -> str:
    return "、".join(file.paper(code).title.zh for code in papers)
