"""One view of a customer across the companies of the group."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.complaints.oversight.queries import customer as queries
from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages.people import person


@require_safe
@staff
def customer(request: StaffRequest, number: str, party: int) -> HttpResponse:
    found = queries.customer(request.actor, number, party)
    return render(request, "desk/customer.html", {"found": found, "person": person(found.party)})
