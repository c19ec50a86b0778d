"""The filters above a list of cases, as fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.complaints.lists.choices import Choices, choices
from redress.complaints.lists.filters import TURNS, Filters, Limit
from redress.complaints.oversight.queries.monitor import STATES
from redress.complaints.states import STATE_LABELS
from redress.desk.form_fields import Choice, Field
from redress.desk.turn_badge import SHORT
from redress.organisation.actor import Actor

KEPT = (
    "list", "kind", "turn", "limit", "state", "channel", "class", "level", "unit", "only", "owner", "since", "until",
)  # fmt: skip
"""What a saved view remembers: everything but the page."""


def shown(actor: Actor, filters: Filters) -> SafeString:
    """Limit, state, class, level, channel as HTML, made once for those who choose the same among the same."""
    return _shown(choices(actor), filters, get_language())


@lru_cache(maxsize=512)
def _shown(codes: Choices, filters: Filters, _language: str | None) -> SafeString:
    return render_to_string("desk/lists/filter_fields.html", {"fields": _fields(codes, filters)})


def _fields(codes: Choices, filters: Filters) -> list[Field]:
    state = ",".join(filters.state)
    limits: dict[str, str] = {Limit.LATE: _("Past the limit"), Limit.NEAR: _("Near the limit")}
    if filters.limit == Limit.CAME_LATE:  # the monitor leads here; nobody else looks for it
        limits[Limit.CAME_LATE] = _("Past the limit when it came")
    turns: dict[str, str] = {turn.value: str(words) for turn, words in SHORT.items() if turn.value in TURNS}
    return [
        _select("turn", _("Whose turn"), filters.turn, turns),
        _select("limit", _("Limit"), filters.limit, limits),
        _select("state", _("State"), state, {s.value: str(STATE_LABELS[s]) for s in STATES}),
        _select("class", _("Class"), filters.class_code, codes.classes),
        _select("level", _("Level"), filters.level, codes.levels),
        _select("channel", _("Channel"), filters.channel, codes.channels),
        Field("since", _("Received from"), "date", filters.since.isoformat() if filters.since else ""),
        Field("until", _("Received until"), "date", filters.until.isoformat() if filters.until else ""),
    ]


def query(given: QueryDict) -> str:
    """The query string of the list as it is filtered, without its page."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if value := given.get(name):
            kept[name] = value
    return kept.urlencode()


def _select(name: str, label: str, value: str, options: Mapping[str, str]) -> Field:
    everything = Choice("", _("%(label)s: all") % {"label": label})
    return Field(
        name=name,
        label=label,
        kind="select",
        value=value,
        choices=[everything, *(Choice(code, title) for code, title in options.items())],
    )
