"""The small signs that every list repeats in every row. Made in Python: by the hundred, a template a sign is slow.

Each is an icon and words; colour comes on top (desk.css).
"""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from urllib.parse import quote

from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.due import Due, Urgency
from redress.casework.kinds import KINDS
from redress.complaints.kind_of_file import COMPLAINT
from redress.complaints.states import STATE_LABELS
from redress.desk import wording
from redress.desk.markup import filled
from redress.desk.wording import Manner
from redress.rulebook import State

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
    State.DECIDED: "gavel",
    State.WITHDRAWN: "circle-minus",
    State.DECLINED: "circle-x",
    State.TRANSFERRED: "arrow-forward-up",
    State.MERGED: "arrows-join",
    State.TAKEN_BACK: "file-off",
}
LEVEL_ICONS = {"major": "flame", "difficult": "flag"}
DUE_ICONS = {Urgency.LATE: "alert-triangle", Urgency.NEAR: "clock-exclamation", Urgency.FINE: "clock"}
_NUMBER = "NUMBER"
NOTHING_DUE = mark_safe('<span class="due due-none nothing">—</span>')


@lru_cache(maxsize=512)
def icon(name: str, classes: str = "") -> SafeString:
    """A Tabler icon, hidden from screen readers: the words beside it say it."""
    return filled('<span class="ti ti-{} {}" aria-hidden="true"></span>', name, classes)


def time(value: datetime, shown: str, hover: str) -> SafeString:
    """A time as it is shown, and otherwise when pointed at."""
    return filled('<time datetime="{}" title="{}">{}</time>', value.isoformat(), hover, shown)


def when(value: datetime, how: Manner | None = None) -> SafeString:
    """How long ago or how soon; the time itself when pointed at."""
    return time(value, wording.relative(value, how), wording.absolute(value, how))


def last_day(value: datetime, how: Manner | None = None) -> SafeString:
    """Month and day on which a limit ends; the whole time when pointed at."""
    whole = wording.until(value, how)
    return time(value, whole[5:10], whole)


def deadline(value: datetime) -> SafeString:
    """The last instant in time of a limit."""
    return filled('<time datetime="{}">{}</time>', value.isoformat(), wording.until(value))


def due(value: Due | None, title: str = "", how: Manner | None = None) -> SafeString:
    """How long is left, or by how much the limit has passed."""
    if value is None:
        return NOTHING_DUE
    how = how or wording.manner()
    at = wording.until(value.at, how)
    urgency = value.urgency
    return filled(
        '<span class="due due-{}" title="{}"><span class="ti ti-{}" aria-hidden="true"></span> {}</span>',
        urgency,
        f"{title} · {at}" if title else at,
        DUE_ICONS[urgency],
        wording.left(value, how),
    )


def state(value: str, language: str | None = None) -> SafeString:
    """Where a case stands."""
    return _state(value, language or get_language())


@lru_cache(maxsize=64)
def _state(value: str, _language: str | None) -> SafeString:
    known = State(value)
    label = str(STATE_LABELS[known])
    return filled(
        '<span class="state state-{}" title="{}"><span class="ti ti-{}" aria-hidden="true"></span>'
        ' <span class="state-words">{}</span></span>',
        known.value,
        label,
        STATE_ICONS[known],
        label,
    )


@lru_cache(maxsize=512)
def level(value: str, title: str) -> SafeString:
    """How grave a case is."""
    name = LEVEL_ICONS.get(value)
    return filled(
        '<span class="level level-{}">{}{}</span>', value, icon(name) if name else "", title or value
    )


def case_url(number: str) -> str:
    """The address of the page of the file with that number, whatever its kind; '' while there is none."""
    return _case_url(_page_of(number), get_script_prefix()).replace(_NUMBER, quote(number))


def _page_of(number: str) -> str:
    """The name of the pages of files that are numbered so."""
    return (KINDS.numbered(number) or COMPLAINT).page


@cache
def _case_url(page: str, prefix: str) -> str:
    """The address of all such pages under that prefix: asked once, for a list needs it in each row."""
    try:
        return reverse(page, args=[_NUMBER])
    except NoReverseMatch:
        return ""


def case_link(number: str, language: str | None = None) -> SafeString:
    """The number as a link to the page of its file, and a button that copies it."""
    pattern = _case_link(_page_of(number), language or get_language(), get_script_prefix())
    return filled(pattern, number=number, url=case_url(number))


@cache
def _case_link(page: str, _language: str | None, prefix: str) -> str:
    shown = (
        '<a class="number" href="{url}" data-open>{number}</a>'
        if _case_url(page, prefix)
        else '<span class="number">{number}</span>'
    )
    copy = filled(
        '<button type="button" class="copy" data-copy="{}" aria-label="{}" title="{}">'
        '<span class="ti ti-copy" aria-hidden="true"></span></button>',
        "{number}",
        _("Copy %(number)s") % {"number": "{number}"},
        _("Copy"),
    )
    return shown + copy
