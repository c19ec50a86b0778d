"""What the insurer holds, and claims guides (SYS-02, CLM-01)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Path, Router

from redress.api import bodies, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.operations import reads
from redress.api.policy_answers import GuideOut, GuidesOut, PoliciesOut, PolicyQuestion, policies
from redress.api.problems import UNKNOWN, Failure
from redress.casework import moment
from redress.policies import asking, guides
from redress.rulebook import Rulebook

router = Router()
READ = Bearer(scopes.READ)
Kind = Annotated[
    str, Path(pattern=r"^[a-z][a-z0-9_]{0,63}$", description="Kind of product, for example medical.")
]

_QUESTION = {
    "required": True,
    "content": {"application/json": {"schema": PolicyQuestion.model_json_schema()}},
}


@router.post(
    "/policies/search",
    auth=READ,
    operation_id="look_up_policies",
    summary="Look up policies",
    response=reads(PoliciesOut, 400, 413, 415, 429),
    openapi_extra={"requestBody": _QUESTION},
)
def look_up_policies(request: HttpRequest) -> HttpResponse:
    """What the insurer holds, by number, identity number, telephone, or name with birth day; people masked. It changes
    nothing, and is a POST so that nobody's number stands in an address. Each look-up is counted and on record; 503 when
    the policy system does not answer."""
    asked = bodies.read(request, PolicyQuestion).asked()
    return answer(policies(asking.look_up(actor_of(request), asked)))


@router.get(
    "/guides",
    auth=READ,
    operation_id="list_guides",
    summary="Claims guides",
    response=reads(GuidesOut),
)
def list_guides(request: HttpRequest) -> HttpResponse:
    """The claims guide of each kind of product, Chinese or English by Accept-Language."""
    rulebook = _standard(request)
    return answer(GuidesOut(items=[_guide(rulebook, kind) for kind in guides.kinds(rulebook)]))


@router.get(
    "/guides/{kind}",
    auth=READ,
    operation_id="get_guide",
    summary="A claims guide",
    response=reads(GuideOut, 404),
)
def get_guide(request: HttpRequest, kind: Kind) -> HttpResponse:
    """What is covered, what is not, how it goes, which papers, in plain words; and the words of a text message."""
    return answer(_guide(_standard(request), kind))


def _standard(request: HttpRequest) -> Rulebook:
    """As the unit of the token's user has it."""
    return guides.standard(timezone.localdate(moment.now()), actor_of(request).unit)


def _guide(rulebook: Rulebook, kind: str) -> GuideOut:
    language = get_language() or "zh"
    found = guides.told(rulebook, kind, language)
    if found is None:
        raise Failure(
            UNKNOWN,
            _("There is no guide for '%(kind)s'. Ask for one of the list.") % {"kind": kind},
            field="kind",
            rule="CLM-01",
        )
    return GuideOut.model_validate(asdict(found) | {"kind": kind, "message": guides.message(found, language)})
