"""Files on their way to a case: who uploaded one may attach it, once, within a day; nobody else (SEC-05, SEC-06).

The hash of a content names the content and gives no right to it: somebody who knows the hash of a file has not seen it.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import IO, Any, Final

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.refusals import TooMany
from redress.evidence.models import Blob, Upload
from redress.evidence.storing import Stored, forget, path_of, store
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.days import midnight

__all__ = ["KEPT", "Upload", "own", "sweep", "take", "used"]

KEPT: Final = timedelta(days=1)
"""How long a file waits to be attached."""
_TRIES: Final = 3


def take(actor: Actor, file: IO[bytes], name: str, file_id: int | None = None) -> Upload:
    """Check and store a file for the actor; with `file_id` for that case alone. Raises Refusal on 'file'.

    Two may upload the same content while a third upload of it is being cleared away: then it is written again.
    """
    with transaction.atomic():
        _bounded(actor)
        kept = _kept(actor, file, name, file_id)
        _count(actor, kept.blob.size)
        return kept


def _bounded(actor: Actor) -> None:
    """Refuse more than one person may hand in within a day, and more than may lie there attached to nothing: both fill
    the disk of the house.

    Asked one after another: several at once would each find room. Raises TooMany.
    """
    if actor.id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('redress uploads'), %s)", [actor.id])
    _within_the_day(actor)
    waiting = Upload.objects.filter(by_id=actor.id, at__gt=timezone.now() - KEPT)
    found = waiting.aggregate(files=Count("pk"), size=Sum("blob__size"), first=Min("at"))
    if (
        found["files"] < settings.EVIDENCE_WAITING_FILES
        and (found["size"] or 0) < settings.EVIDENCE_WAITING_BYTES
    ):
        return
    access.tried(actor, "upload beyond what may wait")
    raise TooMany(
        "SEC-05",
        _(
            "The upload was refused: %(files)d files of yours, %(size)d MB, are attached to no case yet. Attach them "
            "first; what is attached to nothing is gone a day after it came."
        )
        % {"files": found["files"], "size": (found["size"] or 0) // 1_000_000},
        int((found["first"] + KEPT - timezone.now()).total_seconds()) + 1,
    )


def _within_the_day(actor: Actor) -> None:
    files, size = cache.get(_today(actor), [0, 0])
    if files < settings.EVIDENCE_DAY_FILES and size < settings.EVIDENCE_DAY_BYTES:
        return
    access.tried(actor, "upload beyond what one hands in a day")
    again = midnight(timezone.localdate() + timedelta(days=1))
    raise TooMany(
        "SEC-05",
        _(
            "The upload was refused: you handed in %(files)d files, %(size)d MB, today, which is as much as one person "
            "may. Go on tomorrow, or ask whoever runs the system to allow more."
        )
        % {"files": files, "size": size // 1_000_000},
        int((again - timezone.now()).total_seconds()) + 1,
    )


def _count(actor: Actor, size: int) -> None:
    """What was handed in today, attached or not."""
    if actor.id is not None:
        files, before = cache.get(_today(actor), [0, 0])
        cache.set(_today(actor), [files + 1, before + size], KEPT.total_seconds())


def _today(actor: Actor) -> str:
    return f"uploads of {actor.id} on {timezone.localdate()}"


def _kept(actor: Actor, file: IO[bytes], name: str, file_id: int | None) -> Upload:
    for _try in range(_TRIES - 1):
        try:
            return _bind(actor, store(file, name), file_id)
        except (IntegrityError, FileNotFoundError):
            continue
    return _bind(actor, store(file, name), file_id)


def _bind(actor: Actor, stored: Stored, file_id: int | None) -> Upload:
    """The row holds the blob, so that it is not cleared away from under it; then the file must be there."""
    with transaction.atomic():
        upload = Upload.objects.create(
            handle=secrets.token_urlsafe(24),
            blob=stored.blob,
            by_id=actor.id,
            file_id=file_id,
            name=stored.name,
            at=timezone.now(),
        )
        path_of(stored.blob.sha256).stat()
    return upload


def own(actor: Actor, file_id: int, *, handle: str = "", sha256: str = "") -> Upload | None:
    """The actor's own upload, not too old: by its handle or by its content. Else None."""
    wanted = Q(handle=handle) if handle else Q(blob_id=sha256)
    found = Upload.objects.filter(
        wanted,
        Q(file=None) | Q(file=file_id),
        by_id=actor.id,
        at__gt=timezone.now() - KEPT,
    )
    return found.select_related("blob").order_by("-at").first()


def used(upload: Upload) -> None:
    """The file is attached: the upload has served, and its handle with it."""
    upload.delete()


def sweep() -> int:
    """Forget uploads older than a day, and delete contents that nothing names any more; how many contents."""
    with acting_as(SYSTEM):
        old = Upload.objects.filter(at__lte=timezone.now() - KEPT)
        contents = sorted(set(old.values_list("blob_id", flat=True)))
        old.delete()
        return sum(_clear(sha256) for sha256 in contents)


def _clear(sha256: str) -> bool:
    """Delete a content unless something names it. Who uploads it meanwhile waits for the lock, and writes it anew."""
    with transaction.atomic():
        blob = Blob.objects.select_for_update().filter(pk=sha256).first()
        if blob is None or _named(blob):
            return False
        blob.delete()
        forget(sha256)
    return True


def _named(blob: Blob) -> bool:
    """Whether any table refers to the content: a table added later is asked as well."""
    for each in Blob._meta.get_fields(include_hidden=True):
        if not (each.auto_created and each.is_relation):
            continue
        relation: Any = each
        model: Any = relation.related_model
        if model._base_manager.filter(**{relation.field.name: blob.pk}).exists():
            return True
    return False
