"""Journal entries in words: which command, what was said, where it led (FLW-08)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from redress.assembly import BY_NAME
from redress.casework.due import until
from redress.casework.listing import listed
from redress.complaints.commands.base import Command
from redress.complaints.kinds import FindingKind
from redress.complaints.queries.case import Row
from redress.complaints.queries.timeline import Entry, Show
from redress.complaints.states import STATE_LABELS
from redress.desk import wording
from redress.desk.forms.schema import Declared, declared
from redress.desk.pages import codes, held
from redress.desk.pages.sent_summary import told
from redress.messages import outbox
from redress.organisation.models import Department, Unit, User
from redress.rulebook import Rulebook, State
from redress.rulebook.kinds import WHOM
from redress.rulebook.known import OFFICE_LIMIT

CLIP = 200
"""Characters of a text shown in the list; the whole is one click away."""
_HIDDEN = frozenset(
    {
        "sha256",
        "upload",
        "parts",
        "marks",
        "papers",
        "people",
        "key",
        "evidence",
        "proofs",
        "remedies",
        "referral",
        "todo",
        "conflicts",
        "handled_before",
        "classes",
        "holds",
        "limits",
    }
)
"""Keys of rows, digests, and structures that stand on the page of the case in words."""
_NAMED = ("to", "department", "owner", "given_by", "person", "member")
"""Fields that name a department by its id, or somebody by the name they sign in with."""
_UNITS = ("received_unit",)
"""Fields that name a unit by its id."""
FILTERS = (
    (Show.ALL, pgettext_lazy("time line", "All")),
    (Show.PEOPLE, gettext_lazy("People")),
    (Show.SYSTEM, gettext_lazy("System")),
    (Show.MESSAGES, gettext_lazy("Messages and contacts")),
    (Show.LETTERS, gettext_lazy("Letters")),
)
"""What can be looked for in the time line, in the order of its buttons."""
Names = Mapping[int | str, str]
"""Of departments by their ids, of people by the name they sign in with, of units as 'unit 7'."""
_OF_REGISTER = frozenset(
    {"channel", "source", "source_reference", "received_place", "soothing", "link_to", "link_kind"}
)
_OF_IMPORT = frozenset({"external_source", "external_number", "recovered", "companies"})


@dataclass(frozen=True, slots=True)
class Line:
    """A field and what was given for it. `clipped`: there is more."""

    title: str
    value: str
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of the time line. `happened_at` only where it differs from when it was entered."""

    sequence: int
    icon: str
    label: object
    by: str
    at: datetime
    happened_at: datetime | None
    state: object
    lines: list[Line]

    @property
    def clipped(self) -> bool:
        return any(line.clipped for line in self.lines)


def shown(
    case: Row,
    entries: Iterable[Entry],
    rulebook: Rulebook,
    *,
    whole: bool = False,
    known: Names | None = None,
) -> list[Shown]:
    """Entries ready to be shown: at most three queries, for departments that are not known, for people, and for
    how the messages stand."""
    entries = list(entries)
    names = _names(entries, known or {})
    fates = outbox.fates(case, [entry.sequence for entry in entries if _left_the_house(entry)])
    return [_shown(entry, rulebook, names, whole, fates.get(entry.sequence, {})) for entry in entries]


def asked(show: str) -> Show:
    """What an address asks for; everything, where it asks for what there is not."""
    return next((each for each in Show if each == show), Show.ALL)


def _left_the_house(entry: Entry) -> bool:
    return any(outbox.goes_out(each["by"]) for each in entry.facts.get("told") or ())


def _shown(entry: Entry, rulebook: Rulebook, names: Names, whole: bool, fates: outbox.Fates) -> Shown:
    command = BY_NAME.get(entry.command)
    lines = _clock_lines(entry, rulebook) if entry.command == "advance_clock" else []
    if command is not None and not lines:
        lines = list(_lines(entry, command, rulebook, names))
    if words := told(entry.facts, rulebook, fates):
        lines.append(Line(_("Messages"), words))
    earlier = entry.at - entry.happened_at > timedelta(minutes=1) and entry.command != "register"
    return Shown(
        sequence=entry.sequence,
        icon=command.icon if command else "point",
        label=command.label if command else entry.command,
        by=entry.by or _("System"),
        at=entry.at,
        happened_at=entry.happened_at if earlier else None,
        state=STATE_LABELS[State(entry.state)],
        lines=lines if whole else [_clip(line) for line in lines],
    )


def _clip(line: Line) -> Line:
    if len(line.value) <= CLIP:
        return line
    return Line(line.title, line.value[:CLIP] + "…", clipped=True)


def _lines(entry: Entry, command: type[Command], rulebook: Rulebook, names: Names) -> Iterable[Line]:
    for field in declared(command):
        value = entry.payload.get(field.name, entry.payload.get(command.formerly.get(field.name, "")))
        if value in (None, "", []) or field.name in _HIDDEN or not _told(entry, field.name):
            continue
        yield Line(gettext(field.title), _words(field, value, rulebook, names))
    if asked := held.told(entry.facts):
        yield Line(_("Policy system"), asked)
    if entry.command == "urge" and (whom := WHOM.get(str(entry.facts.get("whom", "")))):
        yield Line(_("Addressed to"), whom.get(get_language() or "zh"))
    if "to" not in entry.payload and (handed := _handed(entry, names)):
        yield Line(_("Handed to"), handed)


def _handed(entry: Entry, names: Names) -> str:
    """To whom a step handed the case; entries of before say it in the words of whoever acted."""
    if "holder" in entry.facts and "department" in entry.facts:
        return names.get(entry.facts["department"], "")
    to = _department(entry)
    return names.get(to, "") if to is not None and to in names else str(entry.facts.get("to_name", ""))


def _department(entry: Entry) -> int | None:
    """The department a step handed an order to. Where no order was given, `to` is the id of something else: of the
    case that a link leads to, of whom a case was assigned to."""
    to = entry.facts.get("to")
    return to if isinstance(to, int) and "order" in entry.facts else None


def _told(entry: Entry, name: str) -> bool:
    """A registration stands at the top of the page already; of an amendment only what changed is told."""
    if entry.command == "register":
        return name in _OF_REGISTER
    if entry.command == "import_case":
        return name in _OF_IMPORT
    if entry.command == "add_imported_matters":
        return name in ("recovered", "companies")
    if entry.command == "amend":
        return name == "reason" or name in entry.facts.get("before", {})
    return True


def _words(field: Declared, value: Any, rulebook: Rulebook, names: Names) -> str:
    language = get_language() or "zh"
    known = dict(field.words.choices) if field.words is not None else {}  # type: ignore[attr-defined]
    if field.shape == "rows" or isinstance(value, list):
        if known:
            return listed(known.get(each, each) for each in value)
        return pgettext("list of phrases", "; ").join(
            _item(field.name, each, rulebook, names, language) for each in value
        )
    if known:
        return str(known.get(value, value))
    if field.shape == "yes_no":
        return _("Yes") if value else _("No")
    if field.shape == "money":
        return f"¥ {Decimal(str(value)):,.2f}"
    if field.shape == "time":
        at = parse_datetime(str(value))
        return wording.absolute(at) if at else str(value)
    if field.name in _NAMED:
        return names.get(value, str(value))
    if field.name in _UNITS:
        return names.get(f"unit {value}", str(value))
    return codes.in_words(field.name, str(value), rulebook, language)


def _item(name: str, value: Any, rulebook: Rulebook, names: Names, language: str) -> str:
    if isinstance(value, int):
        return names.get(value, str(value))
    if isinstance(value, dict) and "code" in value:
        cause = rulebook.method.causes.get(value["code"])
        title = cause.title.get(language) if cause else value["code"]
        return f"{title} · {names.get(value.get('department', 0), '')}"
    if isinstance(value, dict) and "finding" in value:
        return f"{FindingKind(value['finding']).label} · {value.get('conclusion', '')} · {value.get('reasons', '')}"
    if isinstance(value, dict) and "until" in value:
        return f"{value.get('what', '')} · {value['until']}"
    if isinstance(value, dict) and "question" in value:
        return f"{codes.question_title(rulebook, value['question'], language)} {value.get('answer', '')}"
    if isinstance(value, dict) and "class_code" in value:
        reason = codes.reason_title(rulebook, value.get("reason_code", ""), language)
        title = codes.class_title(rulebook, value["class_code"], language)
        return " · ".join(part for part in (title, reason, value.get("facts", "")) if part)
    return codes.in_words(name, str(value), rulebook, language)


def _clock_lines(entry: Entry, rulebook: Rulebook) -> list[Line]:
    language = get_language() or "zh"
    facts = entry.facts
    rule = rulebook.method.clocks.get(str(facts.get("clock", "")))
    whom = WHOM.get(str(facts.get("whom", "")))
    done = {
        "warn": _("Warning"),
        "urge": _("Urging order"),
        "tell": _("Reported"),
        "notify": _("Notified"),
        "breach": _("Limit passed"),
    }.get(str(facts.get("action", "")), str(facts.get("action", "")))
    lines = [Line(done, rule.title.get(language) if rule else str(facts.get("clock", "")))]
    if whom and facts.get("action") != "breach":
        lines.append(Line(_("Addressed to"), whom.get(language)))
    if about := facts.get("about"):
        lines.append(_about(str(facts.get("clock", "")), str(about)))
    if due := parse_datetime(str(facts.get("due") or "")):
        lines.append(Line(_("Due"), until(due)))
    return lines


def _about(clock: str, about: str) -> Line:
    """Which of several the limit is of: orders, or limits that offices set, which have numbers of their own."""
    if clock == OFFICE_LIMIT:
        return Line(_("Limit no."), about.removeprefix("E"))
    return Line(_("Order"), about)


def _names(entries: Iterable[Entry], known: Names) -> Names:
    """Departments, people, units: a query each, where an entry names one."""
    ids: set[int] = set()
    signing: set[str] = set()
    units: set[int] = set()
    for entry in entries:
        units.update(each for name in _UNITS if isinstance(each := entry.payload.get(name), int))
        for name in _NAMED:
            given = entry.payload.get(name)
            if isinstance(given, int):
                ids.add(given)
            elif isinstance(given, str) and given:
                signing.add(given)
        ids.update(
            each for each in (_department(entry), entry.facts.get("department")) if isinstance(each, int)
        )
        for name in ("copies", "departments"):
            ids.update(each for each in entry.payload.get(name) or () if isinstance(each, int))
        ids.update(c["department"] for c in entry.payload.get("causes") or () if isinstance(c, dict))
    ids -= known.keys()
    found = Department.objects.filter(pk__in=ids).select_related("unit") if ids else ()
    people = User.objects.filter(username__in=signing).only("username", "name") if signing else ()
    received = Unit.objects.filter(pk__in=units) if units else ()
    return {
        **known,
        **{department.pk: str(department) for department in found},
        **{user.username: str(user) for user in people},
        **{f"unit {unit.pk}": str(unit) for unit in received},
    }
