"""What a template is given: everything a form or letter shows, as plain words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from redress.letters.models import Letter
from redress.letters.numbers import spaced
from redress.letters.paper import LANGUAGE, chinese_date, company, qr, verification_address
from redress.letters.writing import WRITING
from redress.privacy.hiding import WITHIN
from redress.rulebook.sections.letters.schema import LetterRule


def content(
    file: Any, letter: Letter, rule: LetterRule, day: date, watermark: str = "", *, whole: bool = True
) -> dict[str, Any]:
    """The template's data. `day` is the date the letter carries; not `whole`: with personal data masked (SEC-02)."""
    data = _content(file, letter, rule, day, watermark)
    if whole:
        return data
    writing = WRITING.of(file.row)
    data = writing.hidden(file, data, name=str(letter.addressee or ""), address=str(letter.address or ""))
    return data | {"watermark": " ".join(filter(None, (watermark, WITHIN)))}


def _content(file: Any, letter: Letter, rule: LetterRule, day: date, watermark: str) -> dict[str, Any]:
    unit = file.row.unit
    with translation.override(LANGUAGE):
        return {
            "title": rule.title.zh,
            "form": rule.form,
            "number": letter.number,
            "revision": letter.revision,
            "date": chinese_date(day),
            "company": company(unit),
            "unit": unit.name,
            "watermark": watermark,
            "addressee": letter.addressee if rule.to == "customer" else "",
            "address": letter.address,
            "parts": {
                code: {"title": part.title.zh, "text": letter.parts.get(code, "")}
                for code, part in rule.parts.items()
            },
            "order": list(rule.parts),
            "replaces": letter.supersedes.number if letter.because and letter.supersedes else "",
            "verify": f"{settings.REDRESS_ADDRESS}/verify",
            "code": spaced(letter.code),
            "qr": qr(verification_address(letter.code)),
            **WRITING.of(file.row).says(file, letter),
        }
