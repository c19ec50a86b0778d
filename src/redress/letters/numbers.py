"""Numbers of letters, one series a kind, unit and year; codes by which anybody can verify a letter."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import connection

from redress.organisation.models import Unit

_NEXT = """
    INSERT INTO letters_letterseries (prefix, unit_id, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (prefix, unit_id, year) DO UPDATE SET last = letters_letterseries.last + 1 RETURNING last
"""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that is misread."""
CODE_LENGTH = 12


def take(prefix: str, unit: Unit, day: date) -> str:
    """The next number, 处意〔2026〕SC-00012: gapless, because it is counted in the transaction of the letter."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [prefix, unit.pk, day.year])
        count = cursor.fetchone()[0]
    return f"{prefix}〔{day.year}〕{unit.code.upper()}-{count:05d}"


def new_code() -> str:
    """Sixty random bits: cannot be guessed, can be typed."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def spaced(code: str) -> str:
    """As people read it: XXXX-XXXX-XXXX."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def plain(typed: str) -> str:
    """What was typed, as it is kept: letters that look alike are taken for one another."""
    kept = "".join(char for char in typed.upper() if char.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))[:CODE_LENGTH]
