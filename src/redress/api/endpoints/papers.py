"""What is attached to a file of any kind: the list, and each content as it was handed in (SEC-03, SEC-05)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Path
from pydantic import BaseModel

from redress.api import scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.operations import reads
from redress.api.schemas import AttachmentOut
from redress.casework import access
from redress.casework.addressed import Addressed
from redress.casework.kinds import Kind
from redress.evidence import handing_out
from redress.evidence.queries import opened
from redress.organisation.actor import Actor


class PaperOut(AttachmentOut):
    """A file of a file: `id` fetches it, `about` is the paper that it is, by its code."""

    id: int
    about: str
    size: int
    content_type: str


class PapersOut(BaseModel):
    items: list[PaperOut]


_BYTES = {"type": "string", "format": "binary"}


def serve(kind: Kind, addressed: Addressed, router: Router) -> None:
    """Where the other operations on files of that kind are."""
    thing = addressed.thing.replace(" ", "_")
    router.get(
        f"/{addressed.path}/{{number}}/files",
        auth=Bearer(scopes.READ),
        operation_id=f"list_{thing}_files",
        summary=f"What is attached to a {addressed.thing}",
        response=reads(PapersOut, 404),
    )(_numbered(_list(kind), addressed))
    router.get(
        f"/{addressed.path}/{{number}}/files/{{file}}",
        auth=Bearer(scopes.READ),
        operation_id=f"get_{thing}_file",
        summary=f"A file that is attached to a {addressed.thing}",
        response={**reads(PapersOut, 404, 410), 200: None},
        openapi_extra={"responses": {200: {"content": {"application/octet-stream": {"schema": _BYTES}}}}},
    )(_numbered(_get(kind), addressed))


def _list(kind: Kind) -> Callable[..., HttpResponse]:
    def papers(request: HttpRequest, number: str) -> HttpResponse:
        """Names and sizes, the oldest first; none for who must keep out. The read is logged."""
        actor = actor_of(request)
        row = _row(kind, actor, number)
        access.log(actor, access.Action.READ, row.pk)
        found = [] if kind.kept_out(row, actor) else row.attachments.select_related("blob").order_by("id")
        items = [
            PaperOut(
                blob_id=each.blob_id,
                kind=each.kind,
                name=str(each.name),
                at=each.at,
                id=each.pk,
                about=each.about,
                size=each.blob.size,
                content_type=each.blob.content_type,
            )
            for each in found
        ]
        return answer(PapersOut(items=items))

    return papers


def _get(kind: Kind) -> Callable[..., HttpResponse]:
    def paper(request: HttpRequest, number: str, file: int) -> HttpResponse:
        """Its content, as what it was when it was checked. The download is logged."""
        actor = actor_of(request)
        found = opened(actor, _row(kind, actor, number), file)
        return handing_out.answer(actor, number, found, inline=False)

    return paper


def _row(kind: Kind, actor: Actor, number: str) -> Any:
    row = kind.visible_to(actor).filter(number=number).first()
    if row is None:
        raise kind.door.unknown(number)
    return row


def _numbered(operation: Callable[..., HttpResponse], addressed: Addressed) -> Callable[..., HttpResponse]:
    """The operation, its `number` one of that kind of file: the library reads it from the annotation."""
    said = f"Number of the {addressed.thing}, for example {addressed.example}."
    operation.__annotations__["number"] = Annotated[str, Path(pattern=addressed.number, description=said)]
    return operation
