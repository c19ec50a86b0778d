"""A rulebook's life: publishing a version, replaying a period under it, moving open cases to it (CLK-09, CLK-10)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from redress.administration import publishing
from redress.complaints.rulebooks.commands.migrate_rulebook import MigrateRulebook
from redress.complaints.tasks import have_migrated
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.forms.plain import fields
from redress.desk.forms.rulebook_life import MigrateForm, PublishForm, SimulateForm
from redress.desk.pages import rulebook_life as pages


@require_safe
@staff
def simulate(request: StaffRequest) -> HttpResponse:
    form = SimulateForm(
        request.actor, pages.editions(request.actor), request.GET if "rulebook" in request.GET else None
    )
    found = pages.simulation(request.actor, form) if form.is_valid() else None
    context = {"fields": fields(form), "found": found, "most": pages.MOST}
    return render(request, "desk/rulebook/simulate.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def migrate(request: StaffRequest) -> HttpResponse:
    if not request.actor.over(MigrateRulebook.duties):
        raise MigrateRulebook.forbidden()
    given = request.POST or (request.GET if "source" in request.GET else None)
    form = MigrateForm(request.actor, pages.editions(request.actor), given)
    good, reason = form.is_valid(), said.words(request, "reason", 2000)
    if good and request.method == "POST" and reason:
        return _moving(request, form, reason)
    found = pages.preview(request.actor, form) if good else {}
    context = {"fields": fields(form), "reasonless": request.method == "POST", **found}
    return render(request, "desk/rulebook/migrate.html", context, status=422 if form.errors else 200)


def _moving(request: StaffRequest, form: MigrateForm, reason: str) -> HttpResponse:
    assert request.actor.id is not None
    have_migrated(request.actor.id, pages.plan(form), reason)
    messages.success(request, _("The cases are being moved; the journal of each says what became of it."))
    return redirect("desk:rulebook_migrate")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def publish(request: StaffRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = PublishForm(request.POST, request.FILES) if sent else PublishForm()
    good = sent and form.is_valid()
    if good and "confirmed" in request.POST:
        return _published(request, form)
    proposed = form.proposed if good else None
    context = {
        "form": form,
        "fields": fields(form)[:1],
        "proposed": proposed,
        "changes": pages.changes(proposed) if proposed else [],
        "may": proposed is not None and publishing.may_publish(request.actor, proposed.rulebook),
    }
    return render(request, "desk/rulebook/publish.html", context, status=422 if form.errors else 200)


def _published(request: StaffRequest, form: PublishForm) -> HttpResponse:
    given = form.cleaned_data
    version = publishing.publish(request.actor, given["text"], given["name"] or "rulebook")
    words = _("%(version)s is published; cases registered from %(day)s follow it.")
    messages.success(request, words % {"version": version, "day": version.effective})
    for each in publishing.said_of_children(version.name):
        messages.warning(request, each)
    return redirect("desk:rulebook_version", version.name, version.version)
