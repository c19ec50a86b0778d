"""Tags of the desk. `{% load desk %}`

{% icon "bell" %}                     a Tabler icon, hidden from screen readers
{% when entry.at %}                   relative time, the absolute one on hover
{% moment entry.at %}                 absolute time, minutes
{% due row.due %}                     deadline: icon, words, colour; a redress.complaints.queries.due.Due
{% state_badge row.state %}           state of a case
{% level_badge row.level title %}     level of a case, its title from the rulebook
{% pages page %}                      newer / older of a redress.complaints.queries.paging.Page
{% case_link row.number %}            the number as a link to the case page, and a button that copies it
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from redress.complaints.queries.counts import MOST
from redress.complaints.queries.due import Due
from redress.complaints.queries.paging import Page
from redress.complaints.states import STATE_LABELS
from redress.desk import navigation, wording
from redress.rulebook import State

register = template.Library()

STATE_ICONS = {
    State.REGISTERED: "file-text",
    State.INVESTIGATING: "zoom-question",
    State.RETURNED: "arrow-back-up",
    State.PROPOSED: "message-circle",
    State.REJECTED: "message-circle-x",
    State.ANSWERED: "message-circle-check",
    State.DETERMINED: "signature",
    State.CLOSED: "lock-check",
    State.ARCHIVED: "archive",
    State.WITHDRAWN: "circle-minus",
    State.TRANSFERRED: "arrow-forward-up",
}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    return format_html('<span class="ti ti-{} {}" aria-hidden="true"></span>', name, classes)


@register.simple_tag(takes_context=True)
def nav(context: Context) -> list[navigation.Link]:
    request = context["request"]
    actor = getattr(request, "actor", None)
    return list(navigation.links(actor, request.path)) if actor and actor.id else []


@register.simple_tag
def capped(count: int) -> str:
    """A live count: exact below a hundred, '99+' from there."""
    return str(count) if count < MOST else f"{MOST - 1}+"


@register.simple_tag
def when(value: datetime | None) -> SafeString | str:
    if value is None:
        return ""
    return _time(value, wording.relative(value), wording.absolute(value))


@register.simple_tag
def moment(value: datetime | None) -> SafeString | str:
    if value is None:
        return ""
    return _time(value, wording.absolute(value), wording.relative(value))


def _time(value: datetime, shown: str, hover: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), hover, shown)


@register.inclusion_tag("desk/components/due.html")
def due(value: Due | None, title: str = "") -> dict[str, Any]:
    return {"due": value, "title": title, "words": wording.left(value) if value else ""}


@register.inclusion_tag("desk/components/state.html")
def state_badge(state: str) -> dict[str, Any]:
    known = State(state)
    return {"state": known.value, "label": STATE_LABELS[known], "icon": STATE_ICONS[known]}


@register.inclusion_tag("desk/components/level.html")
def level_badge(level: str, title: str = "") -> dict[str, str]:
    return {"level": level, "title": title or level}


@register.inclusion_tag("desk/components/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("desk/components/case_link.html")
def case_link(number: str) -> dict[str, str]:
    return {"number": number, "url": case_url(number)}


@register.simple_tag
def case_url(number: str) -> str:
    """The address of a case page; '' while there is none."""
    try:
        return reverse("desk:case", args=[number])
    except NoReverseMatch:
        return ""
