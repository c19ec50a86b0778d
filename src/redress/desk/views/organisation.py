"""The organisation: who does what where, and changing it (ORG-01, ORG-04, ORG-11)."""

import uuid
from datetime import date

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from redress.administration import proposals
from redress.administration.accounts import (
    AccountCommand,
    DisableAccount,
    EndAllAccess,
    EndSession,
    NotePasswordLink,
    ProposeEnabling,
    ProposeFactorReset,
    ProposePasswordCode,
)
from redress.administration.authority import NotYourDuty
from redress.administration.deputies import may_name
from redress.administration.door import PEOPLE
from redress.administration.numbers import person_number
from redress.administration.proposals import Deciding, Proposing, decider
from redress.casework import access
from redress.casework.door import Outcome
from redress.casework.refusals import Refusal
from redress.claims import handing_over as claims
from redress.complaints.handling.queries.owned import open_numbers
from redress.desk import leaving
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.forms.accounts import EndDeputyForm, EndForm, OwnDeputyForm
from redress.desk.forms.changing import ChangeForm
from redress.desk.forms.organisation import CHANGES
from redress.desk.forms.plain import fields
from redress.desk.forms.reporting import ReportForm
from redress.desk.forms.seats import FORMS as SEATS
from redress.desk.forms.seats import EndSeatForm
from redress.desk.pages import organisation as pages
from redress.messages.notices import accounts
from redress.organisation import queries, structure, tracking
from redress.organisation.kinds import Verdict, Widening
from redress.organisation.models import User


@require_safe
@staff
def organisation(request: StaffRequest, code: str = "") -> HttpResponse:
    if not request.actor.reach:
        return render(request, "desk/organisation/nowhere.html")
    page = pages.unit_page(request.actor, code, request.GET.get("department", ""))
    return render(request, "desk/organisation/unit.html", {"page": page})


@require_safe
@staff
def person(request: StaffRequest, person: int) -> HttpResponse:
    return _person(request, pages.person_or_404(request.actor, person))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def change(request: StaffRequest, code: str, what: str) -> HttpResponse:
    unit = pages.unit_or_404(request.actor, code)
    known = CHANGES | SEATS
    if what not in known:
        raise Http404
    start = {"first": timezone.localdate()} | pages.said_back(request)
    form = known[what](request.actor, unit, request.POST or None, start)
    return _answer(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def end(request: StaffRequest, appointment: int) -> HttpResponse:
    found = pages.appointment_or_404(request.actor, appointment)
    form = EndForm(found, request.actor, request.POST or None, {"last": _today()})
    form.left = [*open_numbers(found.user), *claims.open_numbers(found.user)]
    answer = _answer(request, form)
    if form.left and answer.status_code == 302 and not queries.actor(found.user_id).posts:
        said = _("%(name)s owns open cases: %(numbers)s. Hand them over now.")
        messages.warning(request, said % {"name": found.user, "numbers": " ".join(form.left)})
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def end_seat(request: StaffRequest, seat: int) -> HttpResponse:
    found = pages.seat_or_404(request.actor, seat)
    return _answer(request, EndSeatForm(found, request.actor, request.POST or None, {"last": _today()}))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def own_deputy(request: StaffRequest, person: int) -> HttpResponse:
    user = pages.person_or_404(request.actor, person)
    if user.pk != request.actor.id or user.department is None:
        raise Http404
    return _answer(request, OwnDeputyForm(user, request.actor, request.POST or None, {"first": _today()}))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def end_deputy(request: StaffRequest, named: int) -> HttpResponse:
    found = pages.deputy_or_404(request.actor, named)
    form = EndDeputyForm(found, request.actor, request.POST or None, {"last": _today()})
    return _answer(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def report(request: StaffRequest, notice: int) -> HttpResponse:
    found = pages.notice_or_404(request.actor, notice)
    return _answer(request, ReportForm(found, request.actor, request.POST or None))


@require_POST
@staff
def link(request: StaffRequest, person: int) -> HttpResponse:
    """The link goes to the person by mail, or by a second person; never to who asks for it."""
    user = pages.person_or_404(request.actor, person)
    if accounts.reaches(user):
        if not _given(request, NotePasswordLink(), user).replayed:
            accounts.send_password_link(user, _new_password(request, user))
        messages.success(request, _("The link is on its way to the mail address of the person."))
    else:
        _given(request, ProposePasswordCode(), user)
        messages.success(
            request, _("No mail reaches the person. A second person confirms this and hands the link over.")
        )
    return redirect("desk:person", user.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def proposal(request: StaffRequest, proposal: int) -> HttpResponse:
    """What waits for a second person: confirmed or rejected here."""
    found = proposals.one(request.actor, proposal)
    if found is None:
        raise Http404
    link, refused = "", None
    if request.method == "POST":
        try:
            if request.POST.get("what") == "confirm":
                decided: Deciding = proposals.confirming(found)
            else:
                decided = proposals.rejecting(found, said.words(request, "reason"))
            door, number = decider(found)
            replayed = door.execute(decided, request.actor, number, key=said.key(request)).replayed
        except NotYourDuty:
            raise
        except Refusal as refusal:
            access.told(refusal)
            refused = refusal
        else:
            found = proposals.one(request.actor, proposal) or found
            hands_over = found.kind == Widening.PASSWORD_CODE and found.verdict == Verdict.CONFIRMED
            if hands_over and found.person and not replayed:
                link = _new_password(request, found.person)
    context = {
        "proposal": found,
        "said": pages.proposal_in_words(found),
        "may": proposals.may_confirm(request.actor, found),
        "key": uuid.uuid4(),
        "own": found.proposed_by_id == request.actor.id,
        "refused": refused,
        "link": link,
    }
    status = 422 if refused else 200
    return render(request, "desk/organisation/proposal.html", context, status=status)


@require_POST
@staff
def account(request: StaffRequest, person: int) -> HttpResponse:
    """Disable, enable, reset the second factor, end what is signed in."""
    user = pages.person_or_404(request.actor, person)
    what, reason = request.POST.get("what", ""), said.words(request, "reason")
    if what == "disable":
        _given(request, DisableAccount(reason=reason), user)
        messages.success(request, _("The account is disabled; sessions and tokens have ended."))
    elif what == "enable":
        _given(request, ProposeEnabling(because=reason), user)
        messages.success(request, _WAITS)
    elif what == "factor":
        _given(request, ProposeFactorReset(because=reason), user)
        messages.success(request, _WAITS)
    elif what == "end":
        _given(request, EndAllAccess(), user)
        messages.success(request, _("Sessions and tokens have ended."))
    else:
        raise Http404
    return redirect("desk:person", user.pk)


@require_POST
@staff
def session(request: StaffRequest, person: int) -> HttpResponse:
    """End one session: the person their own, an administrator that of a person of the unit."""
    user, key = pages.person_or_404(request.actor, person), said.words(request, "session")
    if user.pk == request.actor.id:
        tracking.end(user, key, request)
        if key == tracking.here(request):
            return redirect("desk:workbench")
    else:
        _given(request, EndSession(session=key[:64]), user)
    messages.success(request, _("The session has ended."))
    return redirect("desk:person", user.pk)


_WAITS = gettext_lazy("Proposed. It waits for a second person and gives nothing before.")


def _given(request: StaffRequest, command: AccountCommand | Proposing, user: User) -> Outcome:
    """On the file of the person, of the version that the page showed."""
    version = said.number(request.POST.get("version", ""))
    return PEOPLE.execute(command, request.actor, person_number(user.pk), version, said.key(request))


def _new_password(request: StaffRequest, user: User) -> str:
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return str(get_adapter(request).get_reset_password_from_key_url(key))


def _person(request: StaffRequest, user: User) -> HttpResponse:
    administers = leaving.administers(request.actor, user)
    context = {
        "person": user,
        "posts": structure.posts_of(user),
        "entries": pages.entries_in_words(structure.changes(request.actor, person=user)),
        "administers": administers,
        "deputies": structure.deputies_of(user, _today()),
        "names_deputies": may_name(request.actor, user),
        "key": uuid.uuid4(),
        "version": PEOPLE.version_of(person_number(user.pk)),
        "hands_over": leaving.may(request.actor, user),
        "oneself": user.pk == request.actor.id,
        "waiting": proposals.of_person(request.actor, user),
        "sessions": tracking.of(user) if administers or user.pk == request.actor.id else [],
        "here": tracking.here(request),
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
