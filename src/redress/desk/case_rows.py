"""Rows of a list of cases, made in Python like the signs in it: as a template, fifty rows cost half of their page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from redress.claims.queries.mine import ClaimRow
from redress.complaints.lists.rows import CaseRow
from redress.complaints.searching.queries.search import Hit
from redress.complaints.searching.queries.snippets import Piece
from redress.desk import badges, wording
from redress.desk.addresses import address
from redress.desk.markup import filled
from redress.desk.turn_badge import turn
from redress.desk.wording import Manner

# On a narrow screen a row is a card and each figure carries its heading: data-label.
_ROW = (
    '<tr data-row>\n<td class="nowrap"{version}>{link}{signs}</td>'
    "<td>{customer}</td>"
    '<td class="class-cell"><span class="class-words">{kind}'
    '<span class="muted channel"> · {channel}</span></span>{about}</td>'
    "<td>{level}</td><td>{turn}</td><td>{state}</td>"
    '<td data-label="{since_label}">{since}</td>'
    '<td data-label="{who_label}"><span class="nowrap">{owner}{unit}</span></td>'
    '<td class="due-cell nowrap">{due}{due_what}</td>'
    '<td class="legal-cell" data-label="{legal_label}">{legal}</td>\n</tr>\n'
)
_UNIT = ' <span class="muted unit" title="{0}">{0}</span>'
_VERSION = ' data-version="{}"'
_ABOUT = "<div>{}</div>"
_SIGN = ' <span class="ti ti-{1} row-{0}" role="img" title="{2}"></span>'
_NEW = ' <i class="unread" role="img" title="{}"></i>'
_WORD = ' <span class="row-{0}"><span class="ti ti-{1}" aria-hidden="true"></span>{2}</span>'
_DUE_WHAT = ' <span class="muted due-what" title="{0}">{0}</span>'
_HIT = (
    '<li data-row>\n<div class="hit-line">{link} <span>{customer}</span> <span class="muted">{kind}</span> {state} '
    '{due} <span class="muted">{owner} · {unit} · {received}</span></div>\n{words}</li>\n'
)
_NO_LEGAL_LIMIT = mark_safe('<span class="muted nothing">—</span>')


def case_rows(rows: Iterable[CaseRow | ClaimRow], which: str = "") -> SafeString:
    """Of a list; each with its unit where cases of several people stand together."""
    how, with_unit = wording.manner(), which != "mine"
    return SafeString(
        "".join(
            _claim_row(row, how, with_unit) if isinstance(row, ClaimRow) else _case_row(row, how, with_unit)
            for row in rows
        )
    )


def _claim_row(row: ClaimRow, how: Manner, with_unit: bool) -> SafeString:
    return filled(
        _row(how.language),
        version="",
        signs="",
        about="",
        turn=turn(row.turn, how.language),
        link=filled(
            '<a class="number" href="{}" data-open>{}</a>', address("desk:claim", row.number), row.number
        ),
        customer=row.customer,
        kind=row.title,
        channel=row.way,
        level=SafeString(" ").join(filled('<span class="mark">{}</span>', each) for each in row.marks),
        state=filled('<span class="state">{}</span>', row.state),
        since=badges.when(row.since, how),
        owner=row.owner,
        unit=filled(_UNIT, row.unit) if with_unit else "",
        due=badges.due(row.due, row.due_title, how),
        due_what=filled(_DUE_WHAT, row.due_title) if row.due else "",
        legal=_NO_LEGAL_LIMIT,
    )


def _case_row(row: CaseRow, how: Manner, with_unit: bool) -> SafeString:
    return filled(
        _row(how.language),
        version=filled(_VERSION, str(row.version)),
        link=badges.case_link(row.number, how.language),
        signs=_signs(row, how),
        customer=row.customer,
        about=filled(_ABOUT, row.about) if row.about else "",
        turn=turn(row.turn, how.language),
        kind=row.class_title,
        channel=row.channel_title,
        level=badges.level(row.level, row.level_title),
        state=badges.state(row.state, how.language),
        since=badges.when(row.since, how),
        owner=row.owner,
        unit=filled(_UNIT, row.unit) if with_unit else "",
        due=badges.due(row.due, row.due_title, how),
        due_what=filled(_DUE_WHAT, row.due_title) if row.due else "",
        legal=_legal(row, how),
    )


def _signs(row: CaseRow, how: Manner) -> SafeString:
    return _sign(row.emergency, row.repeat, row.unread, how.language)


@cache
def _sign(emergency: bool, repeat: bool, unread: bool, _language: str) -> SafeString:
    """What must not be overlooked: an emergency in words, a repeat as a sign whose words are read out."""
    shown = []
    if unread:
        words = _("Something new since you last opened it")
        shown.append(filled(_NEW, words))
    if emergency:
        words = _("Emergency")
        shown.append(filled(_WORD, "emergency", "urgent", words))
    if repeat:
        words = _("Repeat complaint")
        shown.append(filled(_SIGN, "repeat", "repeat", words))
    return SafeString("".join(shown))


def hit_rows(hits: Iterable[Hit]) -> SafeString:
    """Cases that a search found, each with the words around what was looked for."""
    how = wording.manner()
    return SafeString("".join(_hit_row(hit, how) for hit in hits))


def _hit_row(hit: Hit, how: Manner) -> SafeString:
    row = hit.case
    return filled(
        _HIT,
        link=badges.case_link(row.number, how.language),
        customer=row.customer,
        kind=row.class_title,
        state=badges.state(row.state, how.language),
        due=badges.due(row.due, row.due_title, how),
        owner=row.owner,
        unit=row.unit,
        received=badges.time(
            row.received_at, wording.known(row.received_at, row, how), wording.relative(row.received_at, how)
        ),
        words=filled('<p class="hit-words">{}</p>\n', _marked(hit.snippet)) if hit.snippet else "",
    )


def _marked(pieces: Iterable[Piece]) -> SafeString:
    return SafeString("".join(filled("<mark>{}</mark>" if it.hit else "{}", it.text) for it in pieces))


@cache
def _row(_language: str) -> str:
    """The pattern of a row with its headings in it."""
    headings = {"since_label": _("Since"), "who_label": _("Who"), "legal_label": _("Legal limit")}
    pattern = _ROW
    for name, words in headings.items():
        pattern = pattern.replace(f"{{{name}}}", escape(words))
    return pattern


def _legal(row: CaseRow, how: Manner) -> SafeString:
    """The day of the law's limit; how long is left only when that is little."""
    if row.legal is None:
        return _NO_LEGAL_LIMIT
    shown = badges.last_day(row.legal.at, how)
    return shown if row.legal.urgency == "fine" else filled("{} {}", shown, badges.due(row.legal, how=how))
