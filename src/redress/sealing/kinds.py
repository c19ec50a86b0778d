"""The forms that tables have had, each sealed so that nobody can take a column out of it."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import models

from redress.sealing import digests, registry
from redress.sealing.keys import SealKeys, sealing_keys
from redress.sealing.models import Kind


def known() -> dict[int, Kind]:
    return {kind.pk: kind for kind in Kind.objects.order_by("pk")}


def newest(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """The present form of each table."""
    return {kind.table: kind for kind in sorted(kinds, key=lambda kind: kind.pk)}


def holds(kind: Kind, keys: SealKeys) -> bool:
    key = keys.keys.get(kind.key_id)
    return key is not None and hmac.compare_digest(bytes(kind.mac), hmac.digest(key, said(kind), "sha256"))


def said(kind: Kind) -> bytes:
    parts = ["kind", str(kind.pk), str(kind.line), kind.table, kind.key, str(kind.numbered), *kind.columns]
    return "\x00".join(parts).encode()


def add(model: type[models.Model], before: Iterable[Kind]) -> Kind:
    """The table in the form of its model, as a new kind."""
    before = list(before)
    table = model._meta.db_table
    line = next((kind.line for kind in before if kind.table == table), 0)
    number = max((kind.pk for kind in before), default=0) + 1
    keys = sealing_keys()
    key: Any = model._meta.pk
    kind = Kind(
        id=number,
        line=line or number,
        table=table,
        key=str(key.column),
        numbered=digests.by_number(model),
        columns=registry.columns(model),
        made_at=datetime.now(UTC),
        key_id=keys.current,
    )
    kind.mac = hmac.digest(keys.key, said(kind), "sha256")
    kind.save(force_insert=True)
    return kind
