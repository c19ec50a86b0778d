"""Checkpoints: signed statements of everything sealed so far, each a beginning of the next (RFC 9162, SEC-04).

One that was printed or lies outside the house cannot be unsaid: the present tree must begin as it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from redress.sealing import digests, merkle, registry, signing
from redress.sealing.body import leaf
from redress.sealing.models import Checkpoint, Seal
from redress.sealing.seals import FIELDS, as_row

FORMAT = 1
MOST = 100_000
"""Leaves that one checkpoint adds; of more, several are made at once."""
SLACK = 1_000_000
"""A transaction that was open while a checkpoint was made may hold a lower id; so far back one is looked for."""

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('redress checkpoint'))"
_NEW = f"""
    WITH taken AS MATERIALIZED (SELECT unnest(seals) AS id FROM sealing_checkpoint WHERE until > %(low)s)
    SELECT {", ".join(FIELDS)} FROM sealing_seal s
     WHERE s.id > %(low)s AND NOT EXISTS (SELECT FROM taken t WHERE t.id = s.id)
     ORDER BY s.id LIMIT {MOST}
"""  # noqa: S608 - no input in it


def make(now: datetime | None = None) -> list[Checkpoint]:
    """The checkpoints for what was sealed since the last one; none when that is nothing. As the house."""
    made: list[Checkpoint] = []
    while found := _make(now or datetime.now(UTC)):
        made.append(found)
        if len(found.seals) < MOST:
            break
    return made


@transaction.atomic
def _make(now: datetime) -> Checkpoint | None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    last = Checkpoint.objects.order_by("-id").first()
    low = max((last.until if last else 0) - SLACK, 0)
    with connection.cursor() as cursor:
        cursor.execute(_NEW, {"low": low})
        found = cursor.fetchall()
    if not found:
        return None
    peaks, size = (list(map(bytes, last.peaks)), last.size) if last else ([], 0)
    peaks, size = merkle.grow(peaks, size, (leaf_of(row) for row in found))
    until = max([row[0] for row in found] + [last.until if last else 0])
    statement = _statement(now, size, merkle.root_of(peaks), last)
    key = signing.private(settings.REDRESS_SEAL_KEY)
    return Checkpoint.objects.create(
        at=now,
        size=size,
        until=until,
        seals=[row[0] for row in found],
        peaks=peaks,
        statement=statement,
        signature=signing.sign(key, statement.encode()).decode().strip(),
    )


def leaf_of(row: Any) -> bytes:
    """The leaf hash of a row of the seals."""
    body, _key, mac = as_row(row)
    return merkle.leaf_hash(leaf(body, mac))


def _statement(now: datetime, size: int, root: bytes, last: Checkpoint | None) -> str:
    said = {
        "format": FORMAT,
        "at": now.astimezone(UTC).isoformat(),
        "size": size,
        "root": root.hex(),
        "previous": {"number": last.pk, "size": last.size, "code": code(last.statement)} if last else None,
        "journals": dict(_journals()),
        "files": _files(),
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _journals() -> Iterator[tuple[str, dict[str, Any]]]:
    """How many entries each register has, and the digest of the last."""
    for label in registry.journals():
        model = apps.get_model(label)
        table = connection.ops.quote_name(model._meta.db_table)
        digest = digests.digest(registry.columns(model))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names of models
            (count,) = cursor.fetchone()
            cursor.execute(f"SELECT t.id, encode({digest}, 'hex') FROM {table} t ORDER BY t.id DESC LIMIT 1")  # noqa: S608
            last, head = cursor.fetchone() or (0, "")
        yield label, {"entries": count, "last": last, "head": head}


def _files() -> dict[str, Any]:
    """How many files there are, and the SHA-256 over their hashes in order."""
    digest, count = hashlib.sha256(), 0
    for sha256 in (
        apps.get_model("evidence.Blob").objects.order_by("pk").values_list("pk", flat=True).iterator()
    ):
        digest.update(bytes.fromhex(sha256))
        count += 1
    return {"count": count, "sha256": digest.hexdigest()}


def code(statement: str) -> str:
    """What a person compares with the paper: the beginning of the statement's SHA-256, in groups of four."""
    text = hashlib.sha256(statement.encode()).hexdigest()[:24].upper()
    return "-".join(text[place : place + 4] for place in range(0, 24, 4))


def document(checkpoint: Checkpoint) -> str:
    """The checkpoint as it is kept outside: what was signed, the signature, the key to verify it with."""
    key = signing.public_pem(signing.private(settings.REDRESS_SEAL_KEY).public_key()).decode()
    said = {
        "redress": "checkpoint",
        "number": checkpoint.pk,
        "statement": checkpoint.statement,
        "signature": checkpoint.signature,
        "public_key": key,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def signed(statement: str, signature: str) -> bool:
    """Whether one of the house's keys signed it."""
    return any(signing.signed(pem, statement.encode(), signature.encode()) for pem in signing.house_keys())


def leaves(until: int | None = None) -> Iterator[tuple[int, bytes | None]]:
    """(id, leaf hash) of every seal in the tree, in its order; None for one that is not there."""
    checkpoints = Checkpoint.objects.order_by("pk")
    for ids in checkpoints.values_list("seals", flat=True).iterator(1):
        for start in range(0, len(ids), 5000):
            part = ids[start : start + 5000]
            there = {row[0]: leaf_of(row) for row in Seal.objects.filter(pk__in=part).values_list(*FIELDS)}
            for each in part:
                if until is not None and until <= 0:
                    return
                yield each, there.get(each)
                if until is not None:
                    until -= 1
