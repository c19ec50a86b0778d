"""What has a name and a code - a unit, a member of staff - in a field that is typed: shown by both, taken by either."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from redress.complaints.queries import options
from redress.desk.forms.words import Words
from redress.organisation.actor import Actor
from redress.organisation.models import Unit, User

_BOTH = re.compile(r".*\S\s*[（(]([^（）()]+)[)）]")
_CODE = re.compile(r"[A-Za-z0-9_.-]*")


def shown(name: object, code: str) -> str:
    """The name for people, with the code that tells two of one name apart."""
    return _("%(name)s (%(code)s)") % {"name": name, "code": code}


def code_of(words: str) -> str:
    """The code of what was typed or chosen: what stands in brackets after a name, else the words themselves."""
    words = words.strip()
    both = _BOTH.fullmatch(words)
    return both[1].strip() if both else words


def unit_code(actor: Actor, words: str) -> str:
    """The code of a unit that was typed by its code, its name or both; the words themselves where no unit is meant."""
    code = code_of(words)
    if _CODE.fullmatch(code):
        return code
    # First as it stands: a name may itself end in brackets.
    return options.unit_called(actor, words.strip()) or options.unit_called(actor, code) or code


def unit_shown(unit: Unit) -> str:
    return shown(unit, unit.code)


def colleagues(unit: Unit) -> list[str]:
    """Suggestions for a person: who sits in the unit."""
    found = User.objects.filter(department__unit=unit, is_active=True).order_by("username")[:200]
    return [shown(user, user.username) for user in found]


class PersonField(Words):
    """A member of staff, by user name or by name and user name; what stands in it already shows both.

    Of people outside the units `within` no name is told: only what was typed.
    """

    within: Collection[int] = ()

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=300, widget=forms.TextInput({"list": "people"}), **given)

    def to_python(self, value: Any) -> str:
        return code_of(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        known = User.objects.filter(department__unit__in=self.within)
        user = known.filter(username=code_of(value)).first() if value else None
        return shown(user, user.username) if user else value
