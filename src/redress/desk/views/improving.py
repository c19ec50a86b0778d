"""Corrective actions and spot checks (CLO-03, CLO-11)."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from redress.assessment.kinds import LEADS, ActionState
from redress.assessment.queries import actions, samples
from redress.assessment.recording import key_of
from redress.assessment.rules import rulebook_of
from redress.casework import moment
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import assessment as forms
from redress.desk.forms.plain import fields
from redress.desk.pages.improving import ActionPage, headings, rows, sample_rule, strata
from redress.organisation.models import Unit


@require_safe
@staff
def action_list(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("list", "")
    leads = bool(request.actor.units)
    which = actions.Which(asked) if asked in set(actions.Which) else headings(leads)[0][0]
    context = {
        "which": which,
        "lists": headings(leads),
        "rows": rows(actions.listed(request.actor, which)),
        "may_open": bool(request.actor.over(LEADS)),
    }
    return render(request, "desk/improving/actions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def action_new(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate(moment.now())
    start = {"since": today - timedelta(days=90), "due": today + timedelta(days=30)} | request.GET.dict()
    form = forms.OpenActionForm(request.actor, _data(request), start)
    if request.method == "POST" and form.carry_out():
        return redirect("desk:action", key_of(form.result.number))
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def action(request: StaffRequest, action: int) -> HttpResponse:
    row = actions.opened(request.actor, action)
    form: forms.ActForm | None = None
    data = _data(request)
    if row.state == ActionState.OPEN:
        form = forms.ReportDoneForm(request.actor, row, data)
    elif row.state == ActionState.DONE:
        form = forms.VerifyForm(request.actor, row, data)
    if request.method == "POST" and form is not None and form.carry_out():
        return redirect("desk:action", row.pk)
    context = {
        "page": ActionPage(row, request.actor),
        "action": row,
        "form": form,
        "fields": fields(form) if form else (),
    }
    return render(request, "desk/improving/action.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def sample_list(request: StaffRequest) -> HttpResponse:
    unit = Unit.objects.filter(pk=request.actor.stands_at(LEADS) or 0).first()
    today = timezone.localdate(moment.now())
    start = {"first": today - timedelta(days=30), "last": today}
    form = forms.DrawForm(request.actor, unit, _data(request), start) if unit else None
    if request.method == "POST" and form is not None and form.carry_out():
        return redirect("desk:sample", key_of(form.result.number))
    context = {
        "samples": samples.listed(request.actor),
        "form": form,
        "fields": fields(form) if form else (),
    }
    return render(
        request, "desk/improving/samples.html", context, status=422 if form and form.errors else 200
    )


@require_safe
@staff
def sample(request: StaffRequest, sample: int) -> HttpResponse:
    found, checks = samples.opened(request.actor, sample)
    context = {
        "sample": found,
        "checks": checks,
        "rule": sample_rule(found),
        "strata": strata(found),
    }
    return render(request, "desk/improving/sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def spot_check(request: StaffRequest, check: int) -> HttpResponse:
    found = samples.one(request.actor, check)
    rules = rulebook_of(found.sample.unit).method.spot_checks[found.sample.rule]
    form = forms.CheckForm(request.actor, found, rules, _data(request))
    if request.method == "POST" and form.carry_out():
        return redirect("desk:sample", found.sample_id)
    return _form(request, form, found=found)


def _data(request: StaffRequest) -> QueryDict | None:
    """What was sent; an empty form that was sent is one too."""
    return request.POST if request.method == "POST" else None


def _form(request: StaffRequest, form: forms.ActForm, **more: object) -> HttpResponse:
    context = {"form": form, "fields": fields(form), **more}
    return render(request, "desk/improving/form.html", context, status=422 if form.errors else 200)
