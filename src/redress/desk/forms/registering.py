"""Sends a register form: the case and the signature drawn on screen come into being together, or neither does."""

from __future__ import annotations

import base64
import binascii
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from redress.casework import drafts
from redress.casework.door import Outcome
from redress.casework.listing import listed
from redress.casework.problems import problems
from redress.casework.refusals import KeyReused, Refusal, refuse
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import answered, execute, guarded
from redress.complaints.intake.commands.register import Register
from redress.desk.forms import named, reading, relating
from redress.desk.forms.faults import from_problems, from_refusal
from redress.desk.forms.register import RegisterForm
from redress.desk.forms.unfinished import DRAFT
from redress.evidence import uploads
from redress.evidence.kinds import EvidenceKind
from redress.evidence.uploads import Upload
from redress.organisation.actor import Actor

_PNG = "data:image/png;base64,"
_LARGEST = 400_000
MOST_FILES = 30
"""Files that come with one registration; more are attached to the case."""


@dataclass(frozen=True, slots=True)
class Again:
    """The form again, with everything that was typed; what stands beside it where it is shown for its sake."""

    form: RegisterForm
    beside: relating.Beside | None = None


def send(actor: Actor, typed: dict[str, list[str]], key: str) -> Outcome | Again:
    """Register; with a fault, or with an offer that was not shown yet, the form again."""
    try:
        Register.admit_taker(actor)  # before anything is looked up or stored for the sender
        command = Register(**_payload(actor, typed))
        if (panel := _offered_late(actor, typed, key)) is not None:
            faults = from_refusal(_look_first(panel), ())
            return Again(RegisterForm(actor, typed, key, faults, status=422), panel)
        signature = _signature(actor, reading.one(typed, "signature")) if command.signed else None
        files = _files(typed)
        outcome = guarded(lambda: _together(command, signature, files, actor, key), keyed=bool(key))
    except ValidationError as error:
        faults = from_problems(problems(error, Register), typed)
        return Again(RegisterForm(actor, typed, key, faults, status=422))
    except Refusal as refusal:
        if isinstance(refusal, KeyReused):
            key, refusal = _anew(actor, typed, key), _sent_before()
        faults = from_refusal(refusal, [*Register.model_fields, "signature", "files"])
        return Again(RegisterForm(actor, typed, key, faults, status=refusal.status))
    drafts.discard(actor, drafts.of_tab(DRAFT, key))
    return outcome


def _offered_late(actor: Actor, typed: dict[str, list[str]], key: str) -> relating.Beside | None:
    """What the sender was not shown; nothing where the form was sent before: then its own case is what is found."""
    return None if answered(key, actor) else relating.not_shown(RegisterForm(actor, typed, key))


def _look_first(panel: relating.Beside) -> Refusal:
    numbers = listed(dict.fromkeys(each.related.case.number for each in panel.offers))
    return Refusal(
        "INT-15",
        _(
            "Not registered yet: by the rulebook this filing belongs to %(numbers)s, which was not shown before you "
            "sent it. Say under “Other cases” what it is, then register. Nothing you typed is lost."
        )
        % {"numbers": numbers},
    )


def _anew(actor: Actor, typed: dict[str, list[str]], key: str) -> str:
    """Another key for a form whose first one stands for a case already, with the draft under it."""
    new = str(uuid.uuid4())
    drafts.discard(actor, drafts.of_tab(DRAFT, key))
    drafts.save(actor, drafts.of_tab(DRAFT, new), typed)
    return new


def _sent_before() -> Refusal:
    """A key of idempotency is nothing that a person has."""
    return Refusal(
        "INT-01",
        _(
            "This form was sent before and registered with other content. Look for that case first; to register this "
            "as another case, send it again."
        ),
    )


def _together(
    command: Register, signature: Upload | None, files: Sequence[AttachEvidence], actor: Actor, key: str
) -> Outcome:
    """The case, its signature and what was handed in with it: all or nothing."""
    command.beforehand(actor, "")  # others are asked while nothing waits for their answer
    with transaction.atomic():
        outcome = execute(command, actor, key=key)
        if signature:
            _attach(signature, actor, outcome, key)
        for place, each in enumerate(files):
            try:
                execute(each, actor, outcome.number, key=f"{key}:file{place}" if key else "")
            except Refusal as refusal:
                refuse(
                    refusal.rule,
                    _("%(name)s: %(because)s") % {"name": each.file_name, "because": refusal.because},
                    field="files",
                )
    return outcome


def _payload(actor: Actor, typed: dict[str, list[str]]) -> dict[str, Any]:
    """A drawn signature is a signature; what a channel does not ask for is not sent; a unit is sent by its code."""
    found = reading.payload(Register, typed)
    if "unit" in found:
        found["unit"] = named.unit_code(actor, found["unit"])
    found["signed"] = bool(reading.one(typed, "signature")) or found.get("signed", False)
    found["counted"] = True
    return found | relating.link_as(typed)


def _signature(actor: Actor, data: str) -> Upload | None:
    """The picture of a signature as a stored file; None when it was given on paper."""
    if not data:
        return None
    if not data.startswith(_PNG) or len(data) > _LARGEST:
        refuse("INT-05", _("The signature cannot be read; clear it and sign again."), field="signature")
    try:
        content = base64.b64decode(data.removeprefix(_PNG), validate=True)
    except binascii.Error:
        refuse("INT-05", _("The signature cannot be read; clear it and sign again."), field="signature")
    return uploads.take(actor, io.BytesIO(content), _("Signature on the visit form") + ".png")


def _files(typed: dict[str, list[str]]) -> list[AttachEvidence]:
    """What was uploaded for it; whose it is the command asks."""
    try:
        return [
            AttachEvidence(
                upload=row.get("upload", ""), kind=EvidenceKind.CUSTOMER, file_name=row.get("file_name", "")
            )
            for row in reading.rows(typed, "files")[:MOST_FILES]
        ]
    except ValidationError:
        refuse("SEC-05", _("This form was changed on its way. Upload the files once more."), field="files")


def _attach(signature: Upload, actor: Actor, outcome: Outcome, key: str) -> None:
    command = AttachEvidence(
        sha256=signature.blob_id, kind=EvidenceKind.SIGNATURE, file_name=str(signature.name)
    )
    execute(command, actor, outcome.number, key=f"{key}:signature" if key else "")
