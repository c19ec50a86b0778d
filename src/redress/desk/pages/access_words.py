"""What the access log keeps of an entry, in words: the log itself has one language, whoever acts and whoever reads.

What is known no longer stays as it stands there; nothing of an entry is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_plus

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from redress.casework.access import Action
from redress.casework.listing import listed
from redress.casework.purposes import Purpose
from redress.committee.sessions import registry as sessions
from redress.complaints.commands import registry
from redress.desk.forms.changing import ChangeForm
from redress.desk.forms.organisation import CHANGES
from redress.desk.forms.seats import FORMS as SEATS
from redress.desk.pages.places import PLACES
from redress.organisation.kinds import Duty

_Words = str | Promise
_ASKED: Final = re.compile(r"(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S+) (\d{3})(?: (.*))?", re.DOTALL)
_PAIR: Final = re.compile(r"([a-z_]+)=(\S*)")
_RULE: Final = re.compile(r"[A-Z]{2,4}-\d{2}")
_COMMAND: Final = re.compile(r".*/commands/([a-z_]+)")
_BECAUSE: dict[str, _Words] = {
    "401": gettext_lazy("not signed in"),
    "403": gettext_lazy("not entitled"),
    "404": gettext_lazy("not there, or not to be seen by that person"),
    "405": gettext_lazy("not asked for in this way"),
    "409": gettext_lazy("the case had changed"),
    "410": gettext_lazy("not given out"),
    "422": gettext_lazy("against a rule"),
    "429": gettext_lazy("too often"),
}
_FIELDS: dict[str, _Words] = {
    "name": gettext_lazy("name"),
    "phone": gettext_lazy("telephone"),
    "phone_tail": gettext_lazy("last digits of a telephone"),
    "id_number": gettext_lazy("identity number"),
    "email": gettext_lazy("e-mail address"),
    "address": gettext_lazy("address"),
    "account": gettext_lazy("bank account"),
    "policy_number": gettext_lazy("policy"),
    "claim_number": gettext_lazy("claim"),
    "about_whom": gettext_lazy("person complained of"),
    "text": gettext_lazy("wording"),
    "access log": gettext_lazy("Access log"),
}
_KEYS: dict[str, _Words] = {
    "code": gettext_lazy("Unit"),
    "unit": gettext_lazy("Unit"),
    "user": gettext_lazy("Person"),
    "person": gettext_lazy("Person"),
    "absent": gettext_lazy("Absent"),
    "deputy": gettext_lazy("Deputy"),
    "department": gettext_lazy("Department"),
    "duty": gettext_lazy("Duty"),
    "letter": gettext_lazy("Letter"),
    "attachment": gettext_lazy("File"),
    "body": gettext_lazy("Committee or leading group"),
    "number": gettext_lazy("Number"),
}
_SAID: tuple[tuple[re.Pattern[str], _Words], ...] = tuple(
    (re.compile(form), words)
    for form, words in (
        (r"letter not as stored", gettext_lazy("the letter is not as it was stored; it was not shown")),
        (r"file not as stored", gettext_lazy("the file is not as it was stored; it was not shown")),
        (r"look-up beyond the number an hour", gettext_lazy("more look-ups than are allowed in an hour")),
        (r"upload beyond what .+", gettext_lazy("more uploads than one person may make")),
        (
            r"attach_evidence: no upload of one's own",
            gettext_lazy("a file was to be attached by its hash that somebody else had uploaded"),
        ),
        (
            r"token (?P<token>\d{1,18}) of (?P<who>\S+) no longer holds",
            gettext_lazy("token %(token)s of %(who)s, which no longer holds"),
        ),
        (r"(?P<n>\d{1,12}) API tokens refused", gettext_lazy("unknown API tokens, %(n)s times")),
        (r"hand over (?P<number>\S+)", gettext_lazy("hand over %(number)s")),
        (r"letter (?P<letter>\S+)", gettext_lazy("letter %(letter)s")),
        (r"attachment (?P<n>\d{1,12})", gettext_lazy("file %(n)s")),
        (r"dossier, whole", gettext_lazy("dossier with personal data")),
        (r"dossier, masked", gettext_lazy("dossier, masked")),
        (r"explain (?P<number>\S+)", gettext_lazy("limits of %(number)s explained")),
        (r"(?P<n>\d{1,12}) entries", gettext_lazy("entries: %(n)s")),
    )
)
_PURPOSES: dict[str, _Words] = dict(Purpose.choices)
_TAKEN_OUT: dict[str, _Words] = {
    "figures": gettext_lazy("Figures"),
    "cases behind": gettext_lazy("Cases behind a figure"),
    "register": gettext_lazy("Register of cases"),
    "access log": gettext_lazy("Access log"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says, and the rules that it names."""

    words: str
    rules: tuple[str, ...] = ()


def said(action: Action, fields: str) -> Said:
    """An entry's `fields` in the active language."""
    if action is Action.REFUSED:
        return _attempt(fields)
    return Said(_together(_of_what(each) for each in fields.split("; ")) if fields else "")


def purpose(code: str) -> str:
    """For what: the purposes a person chose, and what was taken out with its filter."""
    return _together(_purpose(each) for each in code.split("; ")) if code else ""


def _together(parts: Iterable[str]) -> str:
    return pgettext("parts of a sentence", "; ").join(filter(None, parts))


def _purpose(code: str) -> str:
    if code in _PURPOSES:
        return str(_PURPOSES[code])
    for key, words in _TAKEN_OUT.items():
        if code == key or code.startswith(f"{key} "):
            return f"{words} {unquote_plus(code[len(key) + 1 :]).replace('&', ' ')}".strip()
    return "" if _RULE.fullmatch(code) else code


def _of_what(text: str) -> str:
    """`party 2: name,phone`, `letter 川函0001`, `name,phone`: things and fields."""
    head, colon, names = text.partition(": ")
    if colon and head.startswith("party "):
        return _("person %(n)s: %(fields)s") % {"n": head.removeprefix("party "), "fields": _fields(names)}
    known = _phrase(text)
    return _fields(text) if known is None else known


def _fields(names: str) -> str:
    return listed(_FIELDS.get(each, each) for each in names.split(","))


def _phrase(text: str) -> str | None:
    for form, words in _SAID:
        if found := form.fullmatch(text):
            return str(words) % found.groupdict()
    return None


def _attempt(fields: str) -> Said:
    asked = _ASKED.fullmatch(fields)
    if asked is None:
        return _rest(fields)
    method, where, status, more = asked[1], asked[2], asked[3], asked[4] or ""
    given, rest = _given(more)
    words = [_("%(where)s: %(because)s") % {
        "where": _place(method, where, given), "because": _BECAUSE.get(status, status)
    }]  # fmt: skip
    words += [f"{_KEYS.get(key, key)} {_value(key, value)}" for key, value in given.items()]
    left = _rest(rest)
    return Said(_together([*words, left.words]), left.rules)


def _given(text: str) -> tuple[dict[str, str], str]:
    """The `key=value` at the beginning, and what follows them."""
    given: dict[str, str] = {}
    at = 0
    while found := _PAIR.match(text, at):
        given[found[1]] = found[2]
        at = found.end() + 1
    return given, text[at:]


def _rest(text: str) -> Said:
    """What was noted of it: a phrase of the house, the rules that stood against it."""
    rules = tuple(dict.fromkeys(_RULE.findall(text)))
    parts = [" ".join(_RULE.sub("", each).split()) for each in text.split("; ")]
    return Said(_together(_phrase(each) or each for each in parts if each), rules)


def _place(method: str, where: str, given: dict[str, str]) -> str:
    """The page or step that was asked for; what says which is taken out of what was given."""
    if found := _COMMAND.fullmatch(where):
        return _command(found[1])
    if where in ("command", "session_act") and "name" in given:
        return _command(given.pop("name"))
    if where == "organisation_change" and given.get("what") in _CHANGES:
        return str(_CHANGES[given.pop("what")].title)
    place = PLACES.get(where)
    if place is None:
        return f"{method} {where}"
    return str(place) if method in ("GET", "HEAD") else _("%(page)s (sent)") % {"page": place}


_CHANGES: Mapping[str, type[ChangeForm]] = {**CHANGES, **SEATS}


def _command(name: str) -> str:
    command = registry.COMMANDS.get(name) or sessions.BY_NAME.get(name)
    return str(command.label) if command else name


def _value(key: str, value: str) -> str:
    if key == "duty" and value in Duty.values:
        return str(Duty(value).label)
    return f"#{value}" if value.isdigit() else value
