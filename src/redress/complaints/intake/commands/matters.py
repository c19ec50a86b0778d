"""Several matters in one intake (INT-09)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework.refusals import check_code, refuse
from redress.complaints.intake.commands import intake
from redress.complaints.intake.commands.new_complaint import NewComplaint
from redress.complaints.models import Complaint, Matter


def check(given: NewComplaint, setting: intake.Setting) -> None:
    """Refuse unknown codes, and a matter that stands twice."""
    classes = setting.rulebook.classes(timezone.localdate(given.received_at))
    for matter in given.matters:
        check_code("CLS-01", "matters", matter.class_code, classes)
        check_code("CLS-01", "matters", matter.reason_code, classes[matter.class_code].reasons)
    codes = [(given.class_code, given.reason_code), *((m.class_code, m.reason_code) for m in given.matters)]
    if len(set(codes)) != len(codes):
        refuse("INT-09", _("The same matter stands twice; describe it once."), field="matters")


def rows(given: NewComplaint, case: Complaint) -> Iterator[Matter]:
    """The first matter and the further ones; none while there is only one."""
    if not given.matters:
        return
    yield Matter(complaint=case, position=1, class_code=given.class_code, reason_code=given.reason_code)
    for position, matter in enumerate(given.matters, start=2):
        yield Matter(complaint=case, position=position, **dict(matter))
