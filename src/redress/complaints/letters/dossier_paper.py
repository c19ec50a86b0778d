"""The PDF of a dossier: facts, people, limits explained, course, letters, evidence (COM-11, CLK-07)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext

from redress.casework import moment
from redress.clocks import queries as clocks
from redress.complaints.commands.registry import COMMANDS
from redress.complaints.letters.writing import facts
from redress.complaints.models import Party
from redress.complaints.queries.case import CaseFile
from redress.complaints.said import Said
from redress.complaints.states import STATE_LABELS
from redress.letters import typesetting
from redress.letters.models import Letter
from redress.letters.paper import LANGUAGE, chinese_date, chinese_time, company
from redress.privacy.hiding import WITHIN, hidden
from redress.privacy.masks import mask
from redress.rulebook import State

_PERSONAL = ("name", "id_number", "phone", "email", "address", "account")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the archive as the PDF lists it."""

    path: str
    title: str
    sha256: str


def render(
    file: CaseFile,
    letters: Sequence[Letter],
    journal: Sequence[Said],
    listed: Sequence[Listed],
    *,
    whole: bool,
) -> bytes:
    """The PDF; personal data stand whole in it, or masked."""
    row, now = file.row, moment.now()
    with translation.override(LANGUAGE):
        data = {
            "title": "投诉案卷",
            "number": row.number,
            "company": company(row.unit),
            "unit": row.unit.name,
            "date": chinese_date(timezone.localdate(now)),
            "revision": 1,
            "watermark": "",
            "personal": "" if whole else WITHIN,
            "parts": {},
            "facts": _facts(file),
            "people": [_person(party, whole=whole) for party in row.parties.all()],
            "narrative": row.facts,
            "demand": row.demand,
            "state": str(STATE_LABELS[State(row.state)]),
            "rulebook": f"{file.rulebook.title.zh} {file.rulebook.version}",
            "findings": [
                _said(each.get_kind_display(), each.conclusion, each.reasons) for each in row.findings.all()
            ],
            "proposals": [
                _said(each.get_state_display(), each.plan, each.basis) for each in row.proposals.all()
            ],
            "clocks": [each.as_text() for each in clocks.explanations(row, "zh")],
            "letters": [_letter(each) for each in letters],
            "entries": [_entry(each) for each in journal],
            "files": [asdict(each) for each in listed],
            "head": row.journal_head,
        }
        if not whole:
            data = hidden(data, row.parties.all())
        return typesetting.pdf(typesetting.TEMPLATES / "dossier.typ", data, now)


def _facts(file: CaseFile) -> list[dict[str, Any]]:
    """The head of a form without the people: these have a table of their own, masked or not."""
    return [row for row in facts(file.case) if row["title"] not in ("投诉人", "联系电话")]


def _person(party: Party, *, whole: bool) -> list[str]:
    values = (getattr(party, name) for name in _PERSONAL)
    kinds = (Party._meta.get_field(name).kind for name in _PERSONAL)  # type: ignore[union-attr]
    shown = [value if whole else mask(value, kind) for value, kind in zip(values, kinds, strict=True)]
    return [party.get_role_display(), *shown]


def _said(title: str, words: str, reasons: str) -> dict[str, str]:
    return {"title": title, "words": words, "reasons": reasons}


def _letter(letter: Letter) -> dict[str, str]:
    sent = (
        f"{letter.get_means_display()} {chinese_time(letter.sent_at)} {letter.proof}"
        if letter.sent_at
        else "未发出"
    )
    people = {"author": str(letter.author or ""), "reviewer": str(letter.reviewer or "")}
    return {"number": letter.number, **people, "sent": sent}


def _entry(each: Said) -> dict[str, Any]:
    entry = each.entry
    command = COMMANDS.get(entry.command)
    return {
        "sequence": entry.sequence,
        "at": chinese_time(entry.at),
        "what": str(command.label) if command else entry.command,
        "by": str(entry.by or "系统"),
        "state": str(STATE_LABELS[State(entry.state)]),
        "lines": list(_lines(each)),
        "hash": entry.hash[:16],
    }


def _lines(each: Said) -> Iterable[str]:
    """What was typed into fields of words; codes and lists are the journal's own."""
    command = COMMANDS.get(each.entry.command)
    for name, value in each.payload.items():
        info = command.model_fields.get(name) if command else None
        if info is not None and isinstance(value, str) and len(value) > 3 and info.title:
            yield f"{gettext(info.title)}：{value}"
