"""Every change of the organisation: who may, what stands against it, the change, and its entry in the journal.

Each function is one transaction. It raises NotYourDuty when the actor may not, Refused when a rule stands against it.
"""

from redress.organisation.administration.appointments import appoint, end_appointment
from redress.organisation.administration.authority import ADMINISTRATORS, CLOSERS, need
from redress.organisation.administration.deputies import NAMERS, end_deputy, may_name, name_deputy
from redress.organisation.administration.notices import REPORTERS, file_report
from redress.organisation.administration.people import add_person, note_password_link
from redress.organisation.administration.recording import record
from redress.organisation.administration.units import add_department, add_unit, close_period
from redress.organisation.administration.years import load_year, may_load

__all__ = [
    "ADMINISTRATORS",
    "CLOSERS",
    "NAMERS",
    "REPORTERS",
    "add_department",
    "add_person",
    "add_unit",
    "appoint",
    "close_period",
    "end_appointment",
    "end_deputy",
    "file_report",
    "load_year",
    "may_load",
    "may_name",
    "name_deputy",
    "need",
    "note_password_link",
    "record",
]
