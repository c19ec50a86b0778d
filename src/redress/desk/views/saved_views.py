"""Saved views: named filters of the workbench (FLW-18)."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from redress.casework import saved_views
from redress.desk import filter_form
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said


@require_POST
@staff
def save(request: StaffRequest) -> HttpResponse:
    query = filter_form.query(QueryDict(said.words(request, "query", saved_views.LONGEST_QUERY)))
    saved_views.save(request.actor, said.words(request, "name", saved_views.LONGEST), query)
    return redirect(f"{reverse('desk:workbench')}?{query}")


@require_POST
@staff
def delete(request: StaffRequest, view: int) -> HttpResponse:
    saved_views.delete(request.actor, view)
    return redirect("desk:workbench")
