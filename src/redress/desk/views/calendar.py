"""The working calendar: a year, a calculator, loading a year (CLK-06)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms.calendar import LoadForm, SumForm
from redress.desk.forms.plain import fields
from redress.desk.pages import calendar as pages


@require_safe
@staff
def calendar(request: StaffRequest) -> HttpResponse:
    page = pages.calendar_page(request.actor, request.GET.get("calendar", ""), request.GET.get("year", ""))
    form = SumForm(request.GET if "start" in request.GET else None, initial={"n": 3})
    answer = form.sum(page.calendar.name)
    return render(
        request, "desk/calendar/year.html", {"page": page, "fields": fields(form), "answer": answer}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def load(request: StaffRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = LoadForm(request.actor, request.POST if sent else None, request.FILES if sent else None)
    good = sent and form.is_valid()
    if good and "confirmed" in request.POST:
        return _loaded(request, form)
    context = {"form": form, "fields": fields(form)[:2], "preview": form.preview if good else None}
    return render(request, "desk/calendar/load.html", context, status=422 if form.errors else 200)


def _loaded(request: StaffRequest, form: LoadForm) -> HttpResponse:
    kept = form.load()
    words = _("%(calendar)s %(year)s is loaded. The deadlines that waited for it are being recomputed.")
    messages.success(request, words % {"calendar": kept.calendar, "year": kept.year})
    return redirect(f"{reverse('desk:calendar')}?calendar={kept.calendar}&year={kept.year}")
