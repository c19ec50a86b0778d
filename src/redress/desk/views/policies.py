"""Looking up policies, a policy, and the claims guides of products (SYS-02, CLM-01)."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from redress.casework import access, moment
from redress.casework.refusals import Refusal
from redress.claims.kinds import TAKES
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.pages import disputed
from redress.desk.pages import policies as pages
from redress.letters import guides as paper
from redress.policies import asking, guides
from redress.policies.port import Asked, Found

FIELDS = ("number", "id_number", "phone", "name", "born")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def look_up(request: StaffRequest) -> HttpResponse:
    """What is asked for comes by POST: numbers and names of people stand in no address."""
    asking.admit(request.actor)
    typed = dict.fromkeys(FIELDS, "")
    found: Found | None = None
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            for name in FIELDS:
                typed[name] = said.words(request, name)
            found = asking.look_up(request.actor, pages.asked(typed))
        except Refusal as refused:
            access.told(refused)
            refusal = refused
    context = {
        "typed": typed,
        "found": found,
        "lines": pages.lines(found) if found else (),
        "may_report": bool(request.actor.over(TAKES)),
        "refusal": refusal,
    }
    return render(request, "desk/policies/look_up.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff
def policy(request: StaffRequest) -> HttpResponse:
    found = asking.look_up(request.actor, Asked(number=said.words(request, "number"))).policies
    if not found:
        raise Http404
    kinds = guides.kinds(guides.standard(_today(), request.actor.unit))
    context = {"page": pages.page(found[0], kinds), "may_report": bool(request.actor.over(TAKES))}
    return render(request, "desk/policies/policy.html", context)


@require_safe
@staff
def contacts(request: StaffRequest) -> HttpResponse:
    """Policies of one's units whose customers' contacts are to be verified."""
    asking.admit(request.actor)
    rule = guides.standard(_today(), request.actor.unit).method.contact_check
    return render(request, "desk/policies/contacts.html", {"rule": rule, "due": pages.due(request.actor)})


@require_safe
@staff
def all_guides(request: StaffRequest) -> HttpResponse:
    rulebook, language = guides.standard(_today(), request.actor.unit), get_language() or "zh"
    found = [(kind, guides.told(rulebook, kind, language)) for kind in guides.kinds(rulebook)]
    return render(request, "desk/policies/guides.html", {"guides": found})


@require_safe
@staff
def guide(request: StaffRequest, kind: str) -> HttpResponse:
    found = _guide(request, kind)
    message = guides.message(found, get_language() or "zh")
    context = {"guide": found, "kind": kind, "message": message}
    context["lines"] = disputed.at_guide(request.actor, kind)
    return render(request, "desk/policies/guide.html", context)


@require_safe
@staff
def guide_pdf(request: StaffRequest, kind: str) -> HttpResponse:
    unit = pages.at_home(request.actor)
    content = paper.pdf(_guide(request, kind), unit, get_language() or "zh", moment.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="guide-{kind}.pdf"'
    return response


def _today() -> date:
    return timezone.localdate(moment.now())


def _guide(request: StaffRequest, kind: str) -> guides.Told:
    """As the unit of who reads it has it."""
    found = guides.told(guides.standard(_today(), request.actor.unit), kind, get_language() or "zh")
    if found is None:
        raise Http404
    return found
