"""Registering a complaint: the form, the parts of it that change while it is filled in, and its sending."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from redress.casework.door import Outcome
from redress.complaints.intake import held
from redress.complaints.queries import options
from redress.complaints.searching import lookups
from redress.desk import asked, kept
from redress.desk.decorators import PHONE, StaffRequest, staff
from redress.desk.forms import holding, named, reading, registering, relating, said, suggesting
from redress.desk.forms.register import RegisterForm, blank, resumed
from redress.desk.pages.held import told
from redress.desk.pages.preview import shown

PARTS = frozenset({"channel", "complainant", "reasons", "advice", "matters"})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def register(request: StaffRequest) -> HttpResponse:
    if request.method != "POST" or "refresh" in request.POST:
        lookups.admit(request.actor)
    if request.method != "POST":
        return asked.hidden(request, PHONE) or _show(request, _opened(request))
    if "refresh" in request.POST:
        return _show(request, _typed(request))
    typed, key = reading.typed(request.POST), said.key(request)
    done = registering.send(request.actor, typed, key)
    if not isinstance(done, Outcome):
        return _show(request, done.form, done.beside)
    return kept.keep(request, _done(request, done), reading.one(typed, "channel"))


def _opened(request: StaffRequest) -> RegisterForm:
    """The form of a draft, or a new one; of a call that the call centre opened, with its number."""
    begins = {"channel": kept.channel(request)}
    if phone := asked.opened(request, PHONE).get(PHONE, ""):
        begins |= {"people.0.phone": phone}
    key = request.GET.get("draft")
    form = blank(request.actor, begins) if key is None else resumed(request.actor, key, begins)
    return replace(form, called=True) if phone and key is None else form


@require_POST
@staff
def part(request: StaffRequest, part: str) -> HttpResponse:
    lookups.admit(request.actor)
    if part not in PARTS:
        raise Http404
    return render(request, f"desk/register/{part}.html", {"form": _typed(request)})


@require_POST
@staff
def preview(request: StaffRequest) -> HttpResponse:
    lookups.admit(request.actor)
    return render(request, "desk/register/preview.html", {"preview": shown(_typed(request).preview)})


@require_POST
@staff
def related(request: StaffRequest) -> HttpResponse:
    lookups.admit(request.actor)
    return render(request, "desk/register/related.html", {"beside": relating.beside(_typed(request))})


@require_POST
@staff
def suggestions(request: StaffRequest) -> HttpResponse:
    """What the text so far is like, for the person to take or leave (INT-16)."""
    lookups.admit(request.actor)
    return render(request, "desk/register/suggestions.html", {"lines": suggesting.lines(_typed(request))})


@require_POST
@staff
def insurer(request: StaffRequest) -> HttpResponse:
    """What the insurer holds of whoever is typed, beside the form; with `take`, what is filled in from that policy; of
    the `caller`, who is recognised by the telephone."""
    lookups.admit(request.actor)
    form = _typed(request)
    if number := said.words(request, "take"):
        held = holding.taken(form, number)
    else:
        held = holding.recognise(form) if "caller" in request.POST else holding.look_up(form)
    return render(request, "desk/register/insurer.html", {"held": held})


@require_safe
@staff
def units(request: StaffRequest) -> HttpResponse:
    lookups.admit(request.actor)
    words = request.GET.get("unit", "")
    found = [
        named.shown(each.label, each.value) for each in options.units(request.actor, named.code_of(words))
    ]
    form = RegisterForm(request.actor, {"unit": [words]}, "")
    return render(request, "desk/register/units.html", {"units": found, "form": form})


def _typed(request: StaffRequest) -> RegisterForm:
    return RegisterForm(request.actor, reading.typed(request.POST), said.key(request))


def _show(request: StaffRequest, form: RegisterForm, beside: relating.Beside | None = None) -> HttpResponse:
    template = "desk/register/form.html" if request.htmx else "desk/register/page.html"
    context = {"form": form, "preview": shown(form.preview), "beside": beside}
    return render(request, template, context, status=form.status)


def _done(request: StaffRequest, outcome: Outcome) -> HttpResponse:
    words = (
        _("Case %(number)s was registered.")
        if not outcome.replayed
        else _("Case %(number)s was registered already.")
    )
    messages.success(request, words % {"number": outcome.number})
    if held.worth_telling(outcome.facts):
        messages.warning(request, _("Policy system: %(said)s") % {"said": told(outcome.facts)})
    url = reverse("desk:case", args=[outcome.number])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
