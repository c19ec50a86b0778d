"""Destroys what a file holds of people, and leaves the skeleton that figures and the hash chain need (CLO-10).

What refers to a file is deleted unless it is listed as kept: a table nobody thought of is destroyed, not forgotten.
Text columns of the file itself are emptied unless they are codes.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError, RestrictedError

from redress.casework import moment
from redress.casework.beneath import references
from redress.casework.kinds import Kind
from redress.casework.models import Disposal
from redress.evidence.storing import forget
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.privacy.fields import BlindIndexField, EncryptedField
from redress.sealing.doors import door

KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "casework.disposal": (),
    "casework.legalhold": (),
    "clocks.clock": (),
}
"""Tables of services whose rows stay, and the columns of them that are emptied. A kind says its own
(`casework.disposal.Keeps`)."""


def destroy(kind: Kind, file: Any, disposal: Disposal) -> None:
    """Destroy, in the transaction of the command; the files themselves go when it is committed."""
    row, kept = file.row, kept_of(kind)
    disposal.skeleton = kind.journal.skeleton(row.pk)
    Disposal.objects.filter(pk=disposal.pk).update(
        confirmed_by=disposal.confirmed_by_id, confirmed_at=disposal.confirmed_at
    )
    before = _counted(kind, row, kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT redress_dispose(%s)", [row.pk])
        disposal.files = sorted(cursor.fetchone()[0] or [])
    disposal.refresh_from_db(fields=["emptied", "minutes"])
    left = _counted(kind, row, kept)
    gone = {label: count - left[label] for label, count in before.items() if count > left[label]}
    disposal.destroyed = gone | delete(kind, [row.pk], kept)
    disposal.emptied |= _empty_kept(kind, row, kept)
    empty(kind, row, file.now)
    file.change(disposal, "destroyed", "emptied", "files", "skeleton")
    transaction.on_commit(partial(erase_files, disposal.pk))


def kept_of(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Tables that stay when a file of the kind goes."""
    entries = kind.journal.entries._meta.label_lower
    return {**KEPT, entries: (), **kind.keeps.tables}


def empty(kind: Kind, row: Any, now: datetime) -> None:
    """Take out of the row of the file what are no codes, dates or references."""
    for field in emptied(kind):
        setattr(row, field.name, field.get_default())
    row.disposed_at = now


def erase_files(disposal_id: int) -> None:
    """Delete the files of a confirmed disposal from disk; done again after a crash it deletes what is left."""
    disposal = Disposal.objects.get(pk=disposal_id)
    for digest in disposal.files:
        forget(digest)
    with door("disposal"):
        Disposal.objects.filter(pk=disposal_id).update(files_gone_at=moment.now())


def finish() -> int:
    """Delete the files of disposals that were confirmed and not finished; how many there were."""
    with acting_as(SYSTEM):
        left = Disposal.objects.filter(confirmed_at__isnull=False, files_gone_at__isnull=True)
        ids = list(left.values_list("pk", flat=True))
        for disposal_id in ids:
            erase_files(disposal_id)
    return len(ids)


def emptied(kind: Kind) -> list[Any]:
    """Texts that are no codes - what has choices is one - and amounts."""
    texts = (models.CharField, models.TextField, EncryptedField)
    return [
        field
        for field in kind.own
        if field.name not in kind.keeps.codes
        and (
            (isinstance(field, texts) and not field.choices)
            or (isinstance(field, models.DecimalField) and field.null)
        )
    ]


def emptied_columns(kind: Kind) -> frozenset[str]:
    """Columns of the row that a disposal empties, with the fingerprints of what it empties."""
    fields = emptied(kind)
    names = {field.name for field in fields}
    prints = [each for each in kind.own if isinstance(each, BlindIndexField) and each.of in names]
    return frozenset(field.column for field in (*fields, *prints))


def delete(kind: Kind, files: Sequence[int], kept: Container[str]) -> dict[str, int]:
    """Delete the rows that refer to the files, those that others refer to last; how many of each table."""
    waiting = list(_references(kind, kept))
    deleted: dict[str, int] = {}
    while waiting:
        left = []
        for model, name in waiting:
            label = model._meta.label_lower
            rows = model._default_manager.filter(**{f"{name}__in": files})
            try:
                with transaction.atomic():
                    _total, by_model = rows.delete()
            except (ProtectedError, RestrictedError, IntegrityError) as stuck:
                left.append((model, name))
                last: Exception = stuck
            else:
                for each, count in by_model.items():
                    deleted[each.lower()] = deleted.get(each.lower(), 0) + count
                deleted.setdefault(label, 0)
        if len(left) == len(waiting):
            raise last
        waiting = left
    return {label: count for label, count in deleted.items() if count}


def _counted(kind: Kind, row: Any, kept: Collection[str]) -> dict[str, int]:
    """How many rows of its room refer to the file, by table: some go in the database, because nobody who serves may."""
    ours = [
        (model, name)
        for model, name in references(kind.model)
        if model._meta.app_label == kind.model._meta.app_label and model._meta.label_lower not in kept
    ]
    return {
        model._meta.label_lower: model._default_manager.filter(**{name: row.pk}).count()
        for model, name in ours
    }


def _references(kind: Kind, kept: Container[str]) -> Iterator[tuple[type[models.Model], str]]:
    """Every table that refers to a file of the kind, and the column by which it does."""
    for model, name in references(kind.model):
        if model._meta.label_lower not in kept and _deletable(model):
            yield model, name


def _deletable(model: type[models.Model]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'DELETE')", [model._meta.db_table])
        return bool(cursor.fetchone()[0])


def _empty_kept(kind: Kind, row: Any, kept: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Empty the columns of kept rows; how many rows of each table had words in them."""
    emptied: dict[str, int] = {}
    for model, name in references(kind.model):
        label = model._meta.label_lower
        if columns := kept.get(label, ()):
            said = Q(*((f"{column}__isnull", False) for column in columns), _connector=Q.OR)
            found = model._default_manager.filter(said, **{name: row.pk})
            if count := found.update(**dict.fromkeys(columns, "")):
                emptied[label] = emptied.get(label, 0) + count
    return emptied
