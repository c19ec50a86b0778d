"""How files of the room are named: in entries of its journal, and in the addresses of pages."""

from __future__ import annotations

from django.db.models import Model


def about(row: Model) -> str:
    """'correctiveaction 3'."""
    return f"{row._meta.model_name} {row.pk}"


def key_of(number: str) -> int:
    """The key of the file with that number, by which its page is addressed."""
    return int(number.rpartition("-")[2])
