"""Files of a case, as tests need them."""

from __future__ import annotations

import hashlib
from secrets import token_urlsafe

from django.utils import timezone

from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import execute
from redress.evidence.models import Attachment, Blob, Upload
from redress.organisation.actor import Actor


def attach(number: str, actor: Actor, name: str, kind: str = "customer") -> str:
    """Attach a file of that name to the case, unless it is; its SHA-256, to be named as proof."""
    digest = hashlib.sha256(f"{number}/{name}".encode()).hexdigest()
    Blob.objects.get_or_create(sha256=digest, defaults={"size": 100, "content_type": "application/pdf"})
    if not Attachment.objects.filter(file__number=number, blob_id=digest).exists():
        uploaded(actor, Blob.objects.get(pk=digest), f"{name}.pdf")
        execute(AttachEvidence(sha256=digest, kind=kind, file_name=f"{name}.pdf"), actor, number)
    return digest


def uploaded(actor: Actor, blob: Blob, name: str) -> Upload:
    """As if the actor had just uploaded it."""
    return Upload.objects.create(
        handle=token_urlsafe(24), blob=blob, by_id=actor.id, name=name, at=timezone.now()
    )
