"""The organisation: who does what where, and changing it (ORG-01, ORG-04, ORG-11)."""

from datetime import date

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms.organisation import CHANGES, ChangeForm, EndDeputyForm, EndForm, OwnDeputyForm
from redress.desk.forms.plain import fields
from redress.desk.forms.reporting import ReportForm
from redress.desk.forms.seats import FORMS as SEATS
from redress.desk.forms.seats import EndSeatForm
from redress.desk.pages import organisation as pages
from redress.organisation import administration, structure
from redress.organisation.models import User


@require_GET
@staff
def organisation(request: StaffRequest, code: str = "") -> HttpResponse:
    if not request.actor.reach:
        return render(request, "desk/organisation/nowhere.html")
    page = pages.unit_page(request.actor, code, request.GET.get("department", ""))
    return render(request, "desk/organisation/unit.html", {"page": page})


@require_GET
@staff
def person(request: StaffRequest, person: int) -> HttpResponse:
    return _person(request, pages.person_or_404(request.actor, person))


@require_http_methods(["GET", "POST"])
@staff
def change(request: StaffRequest, code: str, what: str) -> HttpResponse:
    unit = pages.unit_or_404(request.actor, code)
    known = CHANGES | SEATS
    if what not in known:
        raise Http404
    start = {"first": timezone.localdate()} | pages.said_back(request)
    form = known[what](request.actor, unit, request.POST or None, start)
    return _answer(request, form)


@require_http_methods(["GET", "POST"])
@staff
def end(request: StaffRequest, appointment: int) -> HttpResponse:
    found = pages.appointment_or_404(request.actor, appointment)
    form = EndForm(found, request.actor, request.POST or None, {"last": _today()})
    return _answer(request, form)


@require_http_methods(["GET", "POST"])
@staff
def end_seat(request: StaffRequest, seat: int) -> HttpResponse:
    found = pages.seat_or_404(request.actor, seat)
    return _answer(request, EndSeatForm(found, request.actor, request.POST or None, {"last": _today()}))


@require_http_methods(["GET", "POST"])
@staff
def own_deputy(request: StaffRequest, person: int) -> HttpResponse:
    user = pages.person_or_404(request.actor, person)
    if user.pk != request.actor.id or user.department is None:
        raise Http404
    return _answer(request, OwnDeputyForm(user, request.actor, request.POST or None, {"first": _today()}))


@require_http_methods(["GET", "POST"])
@staff
def end_deputy(request: StaffRequest, named: int) -> HttpResponse:
    found = pages.deputy_or_404(request.actor, named)
    form = EndDeputyForm(found, request.actor, request.POST or None, {"last": _today()})
    return _answer(request, form)


@require_http_methods(["GET", "POST"])
@staff
def report(request: StaffRequest, notice: int) -> HttpResponse:
    found = pages.notice_or_404(request.actor, notice)
    return _answer(request, ReportForm(found, request.actor, request.POST or None))


@require_POST
@staff
def link(request: StaffRequest, person: int) -> HttpResponse:
    user = pages.person_or_404(request.actor, person)
    administration.note_password_link(request.actor, user)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return _person(request, user, get_adapter(request).get_reset_password_from_key_url(key))


def _person(request: StaffRequest, user: User, link: str = "") -> HttpResponse:
    unit = user.department.unit_id if user.department else None
    context = {
        "person": user,
        "posts": structure.posts_of(user),
        "entries": [pages.entry_in_words(e) for e in structure.changes(request.actor, person=user)],
        "administers": request.actor.has_over(administration.ADMINISTRATORS, unit),
        "deputies": structure.deputies_of(user, _today()),
        "names_deputies": administration.may_name(request.actor, user),
        "oneself": user.pk == request.actor.id,
        "link": link,
        "today": _today(),
    }
    return render(request, "desk/organisation/person.html", context)


def _answer(request: StaffRequest, form: ChangeForm) -> HttpResponse:
    if request.method == "POST" and form.carry_out():
        messages.success(request, form.done)
        if form.person is not None:
            return redirect("desk:person", form.person.pk)
        return redirect("desk:unit", form.unit.code)
    status = 422 if form.errors else 200
    return render(
        request, "desk/organisation/change.html", {"form": form, "fields": fields(form)}, status=status
    )


def _today() -> date:
    return timezone.localdate()
