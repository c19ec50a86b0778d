"""Callback: what was asked before closing, what was answered, and satisfaction afterwards (CLO-04, CLO-12)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.casework import moment
from redress.complaints.closing.queries.callbacks import callbacks
from redress.complaints.queries.case import Row
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    return {"callbacks": callbacks(row, moment.now())}


SECTION = Section("callback", _("Callback"), "phone-call", _build)
