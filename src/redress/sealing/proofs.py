"""The proof that a row, as it is, was sealed before a checkpoint: verified with the house's public key alone."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from redress.sealing import checkpoints, digests, kinds, merkle, signing, wire
from redress.sealing.body import Body, leaf
from redress.sealing.models import Checkpoint, Seal

FORMAT = 1


class BadProof(Exception):
    """Why there is no proof, or why it does not hold."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Where the seal stands in the tree, and what the row says, column by column."""

    place: dict[str, str]
    entry: dict[str, str]


def make(table: str, pk: int) -> str:
    """The proof for a row, as JSON. Raises BadProof. As the house."""
    kind = kinds.newest(kinds.known().values())[table]
    seal = (
        Seal.objects.extra(where=["pks @> ARRAY[%s]::bigint[]"], params=[pk])
        .filter(kinds__contains=[kind.pk])
        .order_by("-pk")
    )
    record = _record(kind.table, kind.columns, pk)
    found = next((each for each in seal if _covers(each, kind.pk, pk, record)), None)
    checkpoint = Checkpoint.objects.order_by("-pk").first()
    if found is None:
        raise BadProof(_("no seal covers the entry as it is"))
    if checkpoint is None:
        raise BadProof(_("there is no checkpoint yet: make one with `redress checkpoint`"))
    numbers, leaves = [], []
    for number, each in checkpoints.leaves():
        numbers.append(number)
        leaves.append(each or b"")
    if found.pk not in numbers:
        raise BadProof(_("the entry is newer than the last checkpoint: make one with `redress checkpoint`"))
    place = numbers.index(found.pk)
    said = {
        "redress": "proof",
        "format": FORMAT,
        "columns": list(kind.columns),
        "row": {"kind": kind.pk, "key": pk, "record": base64.b64encode(record).decode()},
        "seal": {
            "id": found.pk,
            "at": found.at.isoformat(),
            "cause": found.cause,
            "kinds": list(found.kinds),
            "pks": list(found.pks),
            "digests": bytes(found.digests).hex(),
            "mac": bytes(found.mac).hex(),
            "follows": found.follows,
        },
        "leaf": place,
        "path": [step.hex() for step in merkle.inclusion(place, leaves)],
        "checkpoint": {"statement": checkpoint.statement, "signature": checkpoint.signature},
        "public_key": signing.house_keys()[0].decode(),
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _record(table: str, columns: Sequence[str], pk: int) -> bytes:
    named = ", ".join(f"t.{connection.ops.quote_name(column)}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT record_send(ROW({named})) FROM {connection.ops.quote_name(table)} t WHERE t.id = %s",  # noqa: S608
            [pk],
        )
        row = cursor.fetchone()
    if row is None:
        raise BadProof(_("the entry is not there"))
    return bytes(row[0])


def _covers(seal: Seal, kind: int, pk: int, record: bytes) -> bool:
    wanted = sha256(record).digest()[: digests.BYTES]
    return any(
        (each, key) == (kind, pk) and bytes(seal.digests)[place * 16 : place * 16 + 16] == wanted
        for place, (each, key) in enumerate(zip(seal.kinds, seal.pks, strict=True))
    )


def verify(text: str, given: Sequence[bytes] = ()) -> Proven:
    """What the proof proves, without a database. Raises BadProof."""
    try:
        return _verify(json.loads(text), given)
    except (ValueError, KeyError, TypeError, IndexError) as problem:
        raise BadProof(_("this is no proof: %(why)s") % {"why": problem}) from problem


def _verify(said: dict[str, Any], given: Sequence[bytes]) -> Proven:
    if (said["redress"], said["format"]) != ("proof", FORMAT):
        raise BadProof(_("its format is not known"))
    statement, signature = said["checkpoint"]["statement"], said["checkpoint"]["signature"]
    keys = [*signing.house_keys(), *given]
    if not any(signing.signed(pem, statement.encode(), signature.encode()) for pem in keys):
        raise BadProof(
            _("its checkpoint is not signed by this house; give the key that you trust with --key")
        )
    tree, seal, row = json.loads(statement), said["seal"], said["row"]
    record = base64.b64decode(row["record"], validate=True)
    body = Body(
        seal["id"],
        datetime.fromisoformat(seal["at"]),
        seal["cause"],
        seal["kinds"],
        seal["pks"],
        bytes.fromhex(seal["digests"]),
        seal.get("follows"),
    )
    place = list(zip(body.kinds, body.pks, strict=True)).index((row["kind"], row["key"]))
    if body.digests[place * 16 : place * 16 + 16] != sha256(record).digest()[: digests.BYTES]:
        raise BadProof(_("the entry is not the one that was sealed"))
    found = merkle.leaf_hash(leaf(body, bytes.fromhex(seal["mac"])))
    path = [bytes.fromhex(step) for step in said["path"]]
    if not merkle.included(found, said["leaf"], tree["size"], path, bytes.fromhex(tree["root"])):
        raise BadProof(_("the seal does not stand in the tree of the checkpoint"))
    at = {"at": seal["at"], "leaf": f"{said['leaf'] + 1:,}", "size": f"{tree['size']:,}"}
    return Proven(at, wire.read(record, said["columns"]))
