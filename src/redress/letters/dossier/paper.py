"""The PDF of a dossier: facts, people, limits explained, course, letters, evidence (COM-11, CLK-07)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext

from redress.casework import moment
from redress.casework.kinds import Kind
from redress.casework.listing import headed
from redress.casework.models import Entry
from redress.casework.words import Texts
from redress.letters import typesetting
from redress.letters.dossier import contents as kinds
from redress.letters.dossier.contents import Contents, person
from redress.letters.dossier.limits import limits
from redress.letters.models import Letter
from redress.letters.paper import LANGUAGE, chinese_date, chinese_time, company
from redress.letters.writing import WRITING
from redress.privacy.hiding import WITHIN


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the archive as the PDF lists it."""

    path: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Said:
    """An entry of the journal with what was said in it; `texts` are the words alone, by their places."""

    entry: Entry
    payload: dict[str, Any]
    texts: Texts


def render(
    kind: Kind,
    file: Any,
    letters: Sequence[Letter],
    journal: Sequence[Said],
    listed: Sequence[Listed],
    *,
    whole: bool,
) -> bytes:
    """The PDF; personal data stand whole in it, or masked."""
    row, now, contents = file.row, moment.now(), kinds.of(file.row)
    with translation.override(LANGUAGE):
        data = {
            "title": contents.title,
            "number": row.number,
            "company": company(row.unit),
            "unit": row.unit.name,
            "date": chinese_date(timezone.localdate(now)),
            "revision": 1,
            "watermark": "",
            "personal": "" if whole else WITHIN,
            "parts": {},
            "facts": contents.facts(file),
            "people": [person(party, whole=whole) for party in contents.people(file)],
            "told": [asdict(each) for each in contents.told(file)],
            "found": [asdict(each) for each in contents.found(file)],
            "state": contents.state(file, row.state),
            "rulebook": f"{file.rulebook.title.zh} {file.rulebook.version}",
            "clocks": [each.as_text() for each in limits(row, "zh")],
            "letters": [_letter(each) for each in letters],
            "entries": [_entry(each, kind, contents, file) for each in journal],
            "files": [asdict(each) for each in listed],
            "head": row.journal_head,
        }
        if not whole:
            data = WRITING.of(row).hidden(file, data)
        return typesetting.pdf(typesetting.TEMPLATES / "dossier.typ", data, now)


def _letter(letter: Letter) -> dict[str, str]:
    sent = (
        f"{letter.get_means_display()} {chinese_time(letter.sent_at)} {letter.proof}"
        if letter.sent_at
        else "未发出"
    )
    people = {"author": str(letter.author or ""), "reviewer": str(letter.reviewer or "")}
    return {"number": letter.number, **people, "sent": sent}


def _entry(each: Said, kind: Kind, contents: Contents, file: Any) -> dict[str, Any]:
    entry = each.entry
    command = kind.commands.get(entry.command)
    return {
        "sequence": entry.sequence,
        "at": chinese_time(entry.at),
        "what": str(command.label) if command else entry.command,
        "by": str(entry.by or "系统"),
        "state": contents.state(file, entry.state),
        "lines": list(_lines(each, command)),
        "hash": entry.hash[:16],
    }


def _lines(each: Said, command: Any) -> Iterator[str]:
    """What was typed into fields of words; codes and lists are the journal's own."""
    for name, value in each.payload.items():
        info = command.model_fields.get(name) if command else None
        if info is not None and isinstance(value, str) and len(value) > 3 and info.title:
            yield headed(gettext(info.title), value)
