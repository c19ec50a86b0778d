"""Leaving: what a person has in hand, handed over in one sitting (ORG-11, FLW-05, SEC-05)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from redress.desk import leaving
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms.leaving import LeavingForm
from redress.desk.forms.named import colleagues
from redress.desk.forms.plain import fields
from redress.desk.pages import organisation as pages


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def leave(request: StaffRequest, person: int) -> HttpResponse:
    user = pages.person_or_404(request.actor, person)
    if not leaving.may(request.actor, user):
        raise Http404
    form = LeavingForm(request.actor, user, request.POST or None, {"last": timezone.localdate()})
    refused: list[leaving.Refused] = []
    done = request.method == "POST" and form.is_valid()
    if done:
        given = form.cleaned_data
        refused = leaving.hand_over(request.actor, user, form.successors, given["last"], given["reason"])
        user = pages.person_or_404(request.actor, person)
        if not refused:
            messages.success(request, _("Handed over. What is left, if anything, stands below."))
    left, today = leaving.left(request.actor, user), timezone.localdate()
    to_do = left.to_do(today)
    context = {
        "person": user,
        "left": left,
        "to_do": to_do,
        "ending": left.ending(today),
        # An account that nobody signs in with any more, and nothing in its hands but what goes by itself.
        "over": not user.is_active and all(pile.stays for pile in to_do),
        "form": form,
        "fields": fields(form),
        "people": colleagues(user.department.unit) if user.department else [],
        "refused": refused,
        "done": done,
        "administers": leaving.administers(request.actor, user),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/organisation/leaving.html", context, status=status)
