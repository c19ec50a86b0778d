"""Messages: what went out about the file, how each fared, and what a person must decide (COM-10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from redress.desk.sections.section import Section
from redress.messages import outbox
from redress.organisation.actor import Actor


def _build(row: Any, actor: Actor) -> Mapping[str, object]:
    return {"sent": outbox.of_file(row, actor)}


SECTION = Section("messages", _("Messages"), "mail-forward", _build)
