"""What the sealed dossier of a complaint says of it (COM-11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redress.complaints.case import Case
from redress.complaints.letters.writing import facts
from redress.complaints.models import Complaint, Party
from redress.complaints.states import STATE_LABELS
from redress.letters.dossier.contents import Contents, Words
from redress.rulebook import State


class ComplaintContents(Contents):
    model = Complaint
    title = "投诉案卷"

    def facts(self, file: Case) -> list[dict[str, Any]]:
        return [row for row in facts(file) if row["title"] not in ("投诉人", "联系电话")]

    def people(self, file: Case) -> Sequence[Party]:
        return list(file.row.parties.all())

    def told(self, file: Case) -> list[Words]:
        return [Words("投诉内容", file.row.facts), Words("客户诉求", file.row.demand)]

    def found(self, file: Case) -> list[Words]:
        findings, proposals = file.row.findings.all(), file.row.proposals.all()
        return [
            *(Words(each.get_kind_display(), each.conclusion, each.reasons) for each in findings),
            *(Words(each.get_state_display(), each.plan, each.basis) for each in proposals),
        ]

    def state(self, file: Case, code: str) -> str:
        return str(STATE_LABELS[State(code)])
