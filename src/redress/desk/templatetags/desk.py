"""Tags of the desk. `{% load desk %}`

{% icon "bell" %}                     a Tabler icon, hidden from screen readers
{% when entry.at %}                   relative time, the absolute one on hover
{% moment entry.at %}                 absolute time, minutes
{% moment case.closed_at case %}      the same; the day alone where the register it came from knows no more
{% deadline clock.due_at %}           the last instant in time: a limit in days ends at 24:00 of its last day
{% due row.due %}                     deadline: icon, words, colour; a redress.casework.due.Due
{% state_badge row.state %}           state of a case
{% level_badge row.level title %}     level of a case, its title from the rulebook
{% pages page %}                      newer / older of a redress.casework.paging.Page
{% capped counts.mine %}              '12', or '99+'
{% case_link row.number %}            the number as a link to the case page, and a button that copies it
{% rule form.cite %}                   the article behind it: § and its name
{% case_rows page.rows which %}       the rows of a list of cases
{% list_totals page %}                how many files a list shows, and how many of them are late
{% hit_rows hits %}                   the cases that a search found
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from redress.casework.due import Due
from redress.casework.paging import Page
from redress.casework.themes import Theme
from redress.complaints.lists.counts import MOST
from redress.desk import badges, case_rows, list_totals, look, navigation, rules, wording

register = template.Library()

register.simple_tag(badges.icon, name="icon")
register.simple_tag(badges.case_link, name="case_link")
register.simple_tag(badges.case_url, name="case_url")
register.simple_tag(rules.sign, name="rule")
register.simple_tag(case_rows.case_rows)
register.simple_tag(case_rows.hit_rows)
register.simple_tag(list_totals.list_totals)


@register.simple_tag(takes_context=True)
def nav(context: Context) -> SafeString | str:
    request = context["request"]
    actor = getattr(request, "actor", None)
    return navigation.shown(actor, request.path) if actor and actor.id else ""


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    return look.theme(context["request"]) if "request" in context else Theme.SYSTEM


@register.simple_tag(takes_context=True)
def first_day(context: Context) -> bool:
    return "request" in context and look.first_day(context["request"])


@register.simple_tag
def theme_choices() -> list[tuple[str, Any, str]]:
    """Value, words and icon of each look."""
    icons = {Theme.SYSTEM: "device-desktop", Theme.LIGHT: "sun", Theme.DARK: "moon"}
    return [(each.value, each.label, icons[each]) for each in Theme]


@register.simple_tag
def capped(count: int) -> str:
    """A live count: exact below a hundred, '99+' from there."""
    return str(count) if count < MOST else f"{MOST - 1}+"


@register.simple_tag
def when(value: datetime | None, of: Any = None) -> SafeString | str:
    if not value:
        return ""
    how = wording.manner()
    return badges.time(value, wording.relative(value, how), wording.known(value, of, how))


@register.simple_tag
def moment(value: datetime | None, of: Any = None) -> SafeString | str:
    if not value:
        return ""
    how = wording.manner()
    return badges.time(value, wording.known(value, of, how), wording.relative(value, how))


@register.simple_tag
def deadline(value: datetime | None) -> SafeString | str:
    return badges.deadline(value) if value else ""


@register.simple_tag
def due(value: Due | None, title: str = "") -> SafeString:
    return badges.due(value, title)


@register.simple_tag
def state_badge(state: str) -> SafeString:
    return badges.state(state)


@register.simple_tag
def level_badge(level: str, title: str = "") -> SafeString:
    return badges.level(level, title)


@register.inclusion_tag("desk/components/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    return {"page": page, "request": context["request"]}
