"""Messages that wait for a decision, and how one wants to be told (COM-10)."""

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from redress.casework.kinds import KINDS
from redress.casework.refusals import Forbidden, refuse
from redress.desk.badges import case_url
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms.plain import fields
from redress.desk.forms.wishes import WishesForm
from redress.messages import channels, deciding, outbox, waiting
from redress.organisation.kinds import Duty


@require_safe
@staff
def page(request: StaffRequest) -> HttpResponse:
    if not request.actor.over({Duty.ADMINISTRATOR}):
        raise Forbidden(
            "SEC-01",
            _("The outbox is the administrators'. Messages of a case stand on its page. Look there."),
        )
    before = request.GET.get("before", "")
    after = int(before) if before.isdecimal() and len(before) < 19 else None
    rows = outbox.troubled(request.actor, after, outbox.SIZE + 1)
    more = rows[outbox.SIZE - 1].id if len(rows) > outbox.SIZE else None
    context = {
        "rows": rows[: outbox.SIZE],
        "more": more,
        "missing": _missing(),
        "paused": waiting.paused(),
    }
    return render(request, "desk/outbox/page.html", context)


def _missing() -> list[tuple[channels.Channel, int]]:
    """Ways that are not set up, each with how many messages were not sent for it."""
    ways = channels.to_set_up()
    unsent = waiting.unsent([way.medium for way in ways])
    return [(way, unsent.get(way.medium, 0)) for way in ways]


@require_POST
@staff
def decide(request: StaffRequest, message: int) -> HttpResponse:
    what = request.POST.get("what", "")
    if what == "again":
        deciding.send_again(request.actor, message)
    elif what in ("arrived", "not"):
        deciding.settle(request.actor, message, arrived=what == "arrived")
    elif what == "opt_out":
        deciding.opt_out(request.actor, message)
    elif what == "opt_in":
        deciding.opt_in(request.actor, message)
    else:
        refuse("COM-10", _("Choose what became of the message."), field="what")
    notes.success(request, _("Noted."))
    number = request.POST.get("case", "")
    return redirect(case_url(number) if KINDS.numbered(number) else "desk:outbox")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def wishes(request: StaffRequest) -> HttpResponse:
    form = WishesForm(request.actor, request.POST or None)
    if request.method == "POST" and form.carry_out():
        notes.success(request, _("Saved."))
        return redirect("desk:wishes")
    shown = [field for field in fields(form) if field.name != "channels"]
    context = {"form": form, "fields": shown, "ways": form.ways()}
    return render(request, "desk/outbox/wishes.html", context, status=422 if form.errors else 200)
