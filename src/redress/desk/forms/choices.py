"""What can be chosen in the fields of a command's form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from redress.casework.asking import PLAIN, Prompt
from redress.complaints.commands.base import Command
from redress.complaints.queries.case import CaseFile
from redress.desk.form_fields import Choice
from redress.desk.forms.schema import Declared
from redress.organisation.actor import Actor

EMPTY = Choice("", "—")


def choices(command: type[Command], field: Declared, file: CaseFile) -> list[Choice] | None:
    """The choices of a field; None for a field that is typed."""
    return offered(command.prompts.get(field.name, PLAIN), field, file.case, file.actor)


def offered(prompt: Prompt, field: Declared, file: Any, actor: Actor) -> list[Choice] | None:
    """The same for a field of whatever command, by how it is asked for."""
    if prompt.choices is not None:
        options = prompt.choices(file, actor)
        found = [Choice(each.value, each.label, each.group, each.of) for each in options]
    elif field.words is not None:
        words: Any = field.words
        found = [Choice(str(value), label) for value, label in words.choices]
    elif field.shape == "yes_no" and field.required:
        found = [Choice("true", _("Yes")), Choice("false", _("No"))]
    else:
        return None
    alone = len(found) == 1 and (field.required or prompt.sure)
    return found if prompt.whole or alone or field.shape == "several" else [EMPTY, *found]
