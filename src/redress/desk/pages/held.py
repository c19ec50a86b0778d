"""What the policy system said when a case was registered, in words (INT-03)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.complaints.intake.commands.people import Person
from redress.complaints.intake.commands.register import Register
from redress.policies.held import Check
from redress.policies.kinds import Standing


def told(facts: Mapping[str, Any]) -> str:
    """In one line; '' where the policy system was not asked."""
    match facts.get("held"):
        case Check.AWAY:
            return _(
                "It did not answer: policy, people and cover were not checked. Check them when it is back."
            )
        case Check.UNKNOWN:
            return _(
                "It has no policy of this number: check the number with the customer. Nothing was filled in."
            )
        case Check.FOUND:
            return pgettext("list of phrases", "; ").join(_found(facts))
    return ""


def _found(facts: Mapping[str, Any]) -> list[str]:
    said = [cover(str(facts.get("cover", "")))]
    for name, words in (
        ("filled", _("filled in from it: %(fields)s")),
        ("agrees", _("as it has it: %(fields)s")),
        ("differs", _("other than it has it: %(fields)s")),
    ):
        if fields := facts.get(name):
            said.append(words % {"fields": listed(_title(str(each)) for each in fields)})
    return said


def cover(standing: str) -> str:
    """How the cover stood on the day the complaint came in. A complaint is taken all the same."""
    match standing:
        case Standing.COVERED:
            return _("the policy is there, its cover in force")
        case Standing.BEFORE:
            return _("the policy is there, but begins only later")
        case Standing.AFTER:
            return _("the policy is there, its period of cover is over")
        case Standing.LAPSED:
            return _("the policy is there, its cover has lapsed")
    return _("the policy is there, it has ended")


def _title(field: str) -> str:
    """The title of a field; of several people the second is told apart by its number."""
    head, _dot, rest = field.partition(".")
    if head != "people":
        return gettext(str(Register.model_fields[head].title))
    place, _dot, name = rest.partition(".")
    title = gettext(str(Person.model_fields[name].title))
    return title if place == "0" else _("%(title)s (person %(n)s)") % {"title": title, "n": int(place) + 1}
