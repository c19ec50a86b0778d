"""Destroys what a case holds of people, and leaves the skeleton that figures and the hash chain need (CLO-10).

What refers to a case is deleted unless it is listed as kept: a table nobody thought of is destroyed, not forgotten.
Text columns of the case itself are emptied unless they are listed as codes.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError, RestrictedError

from redress.casework import moment
from redress.casework.beneath import references
from redress.complaints import journal
from redress.complaints.case import Case
from redress.complaints.models import Complaint, Disposal
from redress.evidence.storing import forget
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.privacy.fields import EncryptedField
from redress.sealing.doors import door

KEPT: dict[str, tuple[str, ...]] = {
    "complaints.journalentry": (),
    "complaints.share": (),
    "complaints.link": ("reason", "end_reason"),
    "complaints.cause": (),
    "complaints.signoff": ("remark",),
    "complaints.revision": ("reasons",),
    "complaints.legalhold": (),
    "complaints.disposal": (),
    "clocks.clock": (),
    "assessment.spotcheck": ("remark",),
    "assessment.correctiveaction": (),
    "assessment.knowledgearticle": (),
    "assessment.assessmententry": (),
    "committee.referral": (),
}
"""Tables whose rows stay, and the columns of them that are emptied.

Links stay because figures of other cases follow from them. Registers that the database itself lets nobody delete from
(the committee's rulings and votes, say) stay as well, and lose their words in `redress_dispose`; the certificate counts
them in `emptied`.
"""

CODES = frozenset(
    {
        "number", "state", "channel", "source", "class_code", "reason_code", "class_at_intake", "level",
        "level_at_intake", "level_rule", "complexity", "complainant_kind", "product_line", "about", "soothing",
        "validity", "callback", "next_due_clock", "journal_head", "external_source", "flow",
    }
)  # fmt: skip
"""Text columns of the case that are codes of the rulebook or of the house."""


def destroy(case: Case, disposal: Disposal) -> None:
    """Destroy, in the transaction of the command; the files themselves go when it is committed."""
    row = case.row
    disposal.skeleton = journal.skeleton(row)
    Disposal.objects.filter(pk=disposal.pk).update(
        confirmed_by=disposal.confirmed_by_id, confirmed_at=disposal.confirmed_at
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT redress_dispose(%s)", [row.pk])
        disposal.files = sorted(cursor.fetchone()[0] or [])
    disposal.refresh_from_db(fields=["emptied", "minutes"])
    disposal.destroyed = _delete([row.pk], KEPT)
    disposal.emptied |= _empty_kept(row)
    empty(row, case.now)
    case.change(disposal, "destroyed", "emptied", "files", "skeleton")
    transaction.on_commit(partial(erase_files, disposal.pk))


def empty(row: Complaint, now: datetime) -> None:
    """Take out of the row of the case what are no codes, dates or references."""
    for name in _emptied():
        setattr(row, name, Complaint._meta.get_field(name).get_default())  # type: ignore[union-attr]
    row.amount, row.disposed_at = None, now


def take_back(cases: Sequence[int]) -> dict[str, int]:
    """Delete what imported cases that nobody worked on have beside their rows and journals, their clocks too: nothing
    ran, so no figure follows from them. How many rows of each table."""
    return _delete(cases, KEPT.keys() - {"clocks.clock"})


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


def _emptied() -> list[str]:
    texts = (models.CharField, models.TextField, EncryptedField)
    return [
        field.name
        for field in Complaint._meta.concrete_fields
        if isinstance(field, texts) and not field.primary_key and field.name not in CODES
    ]


def _delete(cases: Sequence[int], kept: Container[str]) -> dict[str, int]:
    """Delete the rows that refer to the cases, those that others refer to last; how many of each table."""
    waiting = [(model, name) for model, name in _references(kept)]
    deleted: dict[str, int] = {}
    while waiting:
        left = []
        for model, name in waiting:
            label = model._meta.label_lower
            rows = model._default_manager.filter(**{f"{name}__in": cases})
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


def _references(kept: Container[str]) -> Iterator[tuple[type[models.Model], str]]:
    """Every table that refers to a case, and the column by which it does."""
    for model, name in references(Complaint):
        if model._meta.label_lower not in kept and _deletable(model):
            yield model, name


def _deletable(model: type[models.Model]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'DELETE')", [model._meta.db_table])
        return bool(cursor.fetchone()[0])


def _empty_kept(row: Complaint) -> dict[str, int]:
    """Empty the columns of kept rows; how many rows of each table had words in them."""
    emptied: dict[str, int] = {}
    for model, name in references(Complaint):
        label = model._meta.label_lower
        if columns := KEPT.get(label, ()):
            said = Q(*((f"{column}__isnull", False) for column in columns), _connector=Q.OR)
            found = model._default_manager.filter(said, **{name: row.pk})
            if count := found.update(**dict.fromkeys(columns, "")):
                emptied[label] = emptied.get(label, 0) + count
    return emptied
