"""Imports there were: shown, and taken back."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from redress.casework.refusals import Refusal, Unavailable
from redress.importing import runs
from redress.importing.runs import Known
from redress.importing.taking_back import take_back
from redress.operations.console import BadInput
from redress.operations.importing.progress import steps
from redress.operations.speech import gettext as _
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM


def listed() -> list[str]:
    """A line an import, the newest first."""
    with acting_as(SYSTEM):
        lines = [_line(run) for run in runs.known()]
    return lines or [_("Nothing was imported yet.")]


def _line(run: Known) -> str:
    said = {
        "run": run.number,
        "when": timezone.localtime(run.started_at).strftime("%Y-%m-%d %H:%M"),
        "file": run.file,
        "source": run.source,
        "unit": run.unit,
        "n": f"{run.cases:,}",
    }
    return _("%(run)s: %(when)s, %(file)s (%(source)s) for %(unit)s, %(n)s cases") % said + _state(run)


def _state(run: Known) -> str:
    if run.taken_back_at is not None:
        when = timezone.localtime(run.taken_back_at).strftime("%Y-%m-%d %H:%M")
        return _("; taken back on %(when)s") % {"when": when}
    if run.taking_back_at is not None:
        return _("; is being taken back, the same command finishes it")
    return "" if run.finished_at is not None else _("; not finished, import the same file to continue")


def taken_back(run: int) -> Iterator[str]:
    """Take it back. BadInput with the cases that were worked on, or when the database was lost."""
    try:
        with steps() as shown:
            done = take_back(run, shown.begin(_("Taking back"), None))
    except Unavailable as lost:
        raise BadInput(
            _("The database was lost. What was taken back stands; run the same command again to finish.")
        ) from lost
    except Refusal as refusal:
        raise BadInput(str(refusal)) from refusal
    if done.before:
        yield _("%(n)s cases had gone before.") % {"n": f"{done.before:,}"}
    yield _(
        "Import %(run)s is taken back: %(n)s cases. Their numbers stand in the register with nothing but their codes "
        "and journals; the file can be imported again."
    ) % {"run": run, "n": f"{done.cases + done.before:,}"}
