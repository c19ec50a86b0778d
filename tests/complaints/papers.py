"""Files of a case, as tests need them."""

from __future__ import annotations

import hashlib

from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import execute
from redress.evidence.models import Attachment, Blob
from redress.organisation.actor import Actor


def attach(number: str, actor: Actor, name: str, kind: str = "customer") -> str:
    """Attach a file of that name to the case, unless it is; its SHA-256, to be named as proof."""
    digest = hashlib.sha256(f"{number}/{name}".encode()).hexdigest()
    Blob.objects.get_or_create(sha256=digest, defaults={"size": 100, "content_type": "application/pdf"})
    if not Attachment.objects.filter(complaint__number=number, blob_id=digest).exists():
        execute(AttachEvidence(sha256=digest, kind=kind, file_name=f"{name}.pdf"), actor, number)
    return digest
