"""Every change of the organisation: who may, what stands against it, the change, and its entry in the journal.

Each function is one transaction. It raises NotYourDuty when the actor may not, Refused when a rule stands against it.
"""

from redress.administration.accounts import (
    change_contact,
    disable,
    end_all_access,
    end_session,
    is_over,
    note_password_link,
    propose_enabling,
    propose_factor_reset,
    propose_identity,
    propose_password_code,
)
from redress.administration.appointments import appoint, end_appointment
from redress.administration.authority import ADMINISTRATORS, CLOSERS, need
from redress.administration.deputies import NAMERS, end_deputy, may_name, name_deputy
from redress.administration.notices import REPORTERS, file_report
from redress.administration.people import add_person, move_person
from redress.administration.proposals import CONFIRMERS, confirm, may_confirm, reject
from redress.administration.recording import record
from redress.administration.units import (
    add_department,
    add_unit,
    change_department_email,
    close_period,
)
from redress.administration.years import load_year, may_load

__all__ = [
    "ADMINISTRATORS",
    "CLOSERS",
    "CONFIRMERS",
    "NAMERS",
    "REPORTERS",
    "add_department",
    "add_person",
    "add_unit",
    "appoint",
    "change_contact",
    "change_department_email",
    "close_period",
    "confirm",
    "disable",
    "end_all_access",
    "end_appointment",
    "end_deputy",
    "end_session",
    "file_report",
    "is_over",
    "load_year",
    "may_confirm",
    "may_load",
    "may_name",
    "move_person",
    "name_deputy",
    "need",
    "note_password_link",
    "propose_enabling",
    "propose_factor_reset",
    "propose_identity",
    "propose_password_code",
    "record",
    "reject",
]
