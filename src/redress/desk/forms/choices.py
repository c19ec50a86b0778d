"""What can be chosen in the fields of a command's form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from redress.casework.asking import PLAIN
from redress.complaints.commands.base import Command
from redress.complaints.queries.case import CaseFile
from redress.desk.form_fields import Choice
from redress.desk.forms.schema import Declared

EMPTY = Choice("", "—")


def choices(command: type[Command], field: Declared, file: CaseFile) -> list[Choice] | None:
    """The choices of a field; None for a field that is typed."""
    prompt = command.prompts.get(field.name, PLAIN)
    if prompt.choices is not None:
        offered = prompt.choices(file.case, file.actor)
        found = [Choice(each.value, each.label, each.group, each.of) for each in offered]
    elif field.words is not None:
        words: Any = field.words
        found = [Choice(str(value), label) for value, label in words.choices]
    elif field.shape == "yes_no" and field.required:
        found = [Choice("true", _("Yes")), Choice("false", _("No"))]
    else:
        return None
    alone = len(found) == 1 and (field.required or prompt.sure)
    return found if prompt.whole or alone or field.shape == "several" else [EMPTY, *found]
