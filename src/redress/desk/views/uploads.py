"""Files that are dropped, pasted or chosen several at once: each is taken or refused by itself (FLW-05, SEC-05)."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from redress.casework import access
from redress.casework.kinds import KINDS
from redress.casework.problems import problems
from redress.casework.refusals import Refusal, refuse
from redress.complaints.intake.commands.register import Register
from redress.desk.decorators import StaffRequest, staff
from redress.desk.files import find
from redress.desk.forms import said
from redress.evidence import uploads
from redress.evidence.attaching import Attach
from redress.evidence.kinds import EvidenceKind
from redress.organisation.refusals import RuleStands

TEMPLATE = "desk/components/uploaded.html"


@require_POST
@staff
def upload(request: StaffRequest) -> HttpResponse:
    """Keep a file for a registration that is being filled in: the answer is what the form sends with it."""
    name = _name(request)
    try:
        Register.admit_taker(request.actor)
        file = _file(request)
        made = uploads.take(request.actor, file.file, name)  # type: ignore[arg-type]
    except RuleStands as refusal:
        return _refused(request, name, refusal)
    place = said.number(request.POST.get("place", "")) or 0
    return render(request, TEMPLATE, {"name": made.name, "handle": made.handle, "place": place})


@require_POST
@staff
def attach(request: StaffRequest, number: str) -> HttpResponse:
    """Attach a file to the file of that number."""
    name = _name(request)
    row = find(request.actor, number)
    kind = KINDS.of(row.pk)
    command: Any = next(each for each in kind.commands if issubclass(each, Attach))
    try:
        if (refusal := kind.door.refusal(command, row, request.actor)) is not None:
            raise refusal
        file = _file(request)
        made = uploads.take(request.actor, file.file, name, row.pk)  # type: ignore[arg-type]
        given = command(
            upload=made.handle, kind=request.POST.get("kind", EvidenceKind.OTHER), file_name=made.name
        )
        kind.door.execute(given, request.actor, row.number, key=made.handle)
    except ValidationError as error:
        first = problems(error, command)[0]
        return _refused(request, name, Refusal(first.rule, first.message, first.field))
    except RuleStands as refusal:
        return _refused(request, name, refusal)
    return render(request, TEMPLATE, {"name": made.name})


def _file(request: StaffRequest) -> UploadedFile[Any]:
    file = request.FILES.get("file")
    if file is None or file.file is None:
        refuse("SEC-05", _("No file came with this. Choose one."), field="file")
    return file


def _name(request: StaffRequest) -> str:
    file = request.FILES.get("file")
    return (file.name or "") if file is not None else ""


def _refused(request: StaffRequest, name: str, refusal: RuleStands) -> HttpResponse:
    """Which file, and why."""
    access.told(refusal)
    return render(request, TEMPLATE, {"name": name, "refusal": refusal}, status=refusal.status)
