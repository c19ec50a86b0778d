"""How a person has the desk look, and whether its hints have been read."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from redress.casework.themes import Theme
from redress.desk import look
from redress.desk.decorators import StaffRequest, staff


@require_POST
@staff
def theme(request: StaffRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    if chosen not in Theme.values:
        return HttpResponse(status=400)
    look.choose(request, request.actor, theme=chosen)
    return HttpResponse(status=204)


@require_POST
@staff
def toured(request: StaffRequest) -> HttpResponse:
    """The hints of the first day have been read."""
    look.choose(request, request.actor, toured=True)
    return HttpResponse(status=200)
