"""The fixed words of the organisation: kinds of unit, lines of business, departments, duties."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(models.TextChoices):
    """Levels of the unit tree (ORG-01)."""

    GROUP = "group", pgettext_lazy("unit", "Group")
    COMPANY = "company", _("Company")
    HEAD_OFFICE = "head_office", _("Head office")
    PROVINCE = "province", _("Provincial branch")
    COUNTER_A = "counter_a", _("A counter")
    COUNTER_B = "counter_b", _("B counter")


class Line(models.TextChoices):
    """Line of business of a company (ORG-01, ORG-09)."""

    GROUP = "group", pgettext_lazy("unit", "Group")
    LIFE = "life", _("Life")
    PROPERTY = "property", _("Property")
    HEALTH = "health", _("Health")


class DepartmentKind(models.TextChoices):
    """Departments a unit may have (ORG-01)."""

    CUSTOMER_SERVICE = "customer_service", _("Customer service")
    SALES = "sales", _("Sales")
    SALES_SUPERVISION = "sales_supervision", _("Sales supervision")
    BUSINESS_MANAGEMENT = "business_management", _("Business management")
    FINANCE = "finance", _("Finance")
    IT = "it", _("Information technology")
    LEGAL = "legal", _("Legal")
    CLAIMS = "claims", _("Claims department")
    BANCA = "banca", _("Bancassurance")
    PRODUCT = "product", _("Product department")
    CALL_CENTRE = "call_centre", _("Call centre")


class Duty(models.TextChoices):
    """What a person is appointed to do, in one department, for a period."""

    INTAKE = "intake", _("Intake")
    SECOND_LINE = "second_line", _("Second-line support")
    COMPLAINT_OFFICER = "complaint_officer", _("Complaint officer")
    HANDLER = "handler", _("Complaint handler")
    COORDINATOR = "coordinator", _("Coordinator")
    CLAIMS_HANDLER = "claims_handler", _("Claims handler")
    DEPARTMENT_HEAD = "department_head", _("Department head")
    CS_HEAD = "cs_head", _("Head of customer service")
    LEGAL = "legal", _("Legal counsel")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Change(models.TextChoices):
    """What was changed in the organisation."""

    UNIT_ADDED = "unit_added", _("Unit added")
    DEPARTMENT_ADDED = "department_added", _("Department added")
    PERSON_ADDED = "person_added", _("Person added")
    APPOINTED = "appointed", _("Appointed")
    APPOINTMENT_ENDED = "appointment_ended", _("Appointment ended")
    PERIOD_CLOSED = "period_closed", _("Closed period changed")
    PASSWORD_LINK = "password_link", _("Link for a new password")
    DEPUTY_NAMED = "deputy_named", _("Deputy named")
    DEPUTY_ENDED = "deputy_ended", _("Deputy's time ended")
    RULEBOOK_FOLLOWED = "rulebook_followed", _("Another rulebook is followed")
    CALENDAR_FOLLOWED = "calendar_followed", _("Another calendar is followed")
    RECEPTION_CHANGED = "reception_changed", _("Place for visitors changed")
    YEAR_LOADED = "year_loaded", _("Calendar year loaded")
    RULEBOOK_PUBLISHED = "rulebook_published", _("Rulebook published")
    REPORT_FILED = "report_filed", _("Change of people reported")
    BODY_SET_UP = "body_set_up", _("Committee or leading group set up")
    SEAT_GIVEN = "seat_given", _("Seat given")
    SEAT_ENDED = "seat_ended", _("Seat ended")
    PROPOSED = "proposed", _("Proposed, waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed by a second person")
    REJECTED = "rejected", _("Proposal rejected")
    PERSON_MOVED = "person_moved", _("Moved to another department")
    ADDRESS_CHANGED = "address_changed", _("Mail address or telephone changed")
    IDENTITY_TIED = "identity_tied", _("Tied to an account of the directory")
    DISABLED = "disabled", _("Account disabled")
    ENABLED = "enabled", _("Account enabled")
    SESSIONS_ENDED = "sessions_ended", _("Sessions and tokens ended")
    FACTOR_RESET = "factor_reset", _("Second factor reset")
    TOKEN_MADE = "token_made", _("API token made")
    TOKEN_ENDED = "token_ended", _("API token ended")
    HANDED_OVER = "handed_over", _("Work handed over")
    SUGGESTIONS_CHOSEN = "suggestions_chosen", _("Suggestions chosen")


class Widening(models.TextChoices):
    """Changes that widen what somebody sees, and need a second person (SEC-01)."""

    APPOINTMENT = "appointment", _("Appointment")
    MOVE = "move", _("Move to another department")
    SEAT = "seat", _("Seat in a committee or leading group")
    DEPARTMENT_EMAIL = "department_email", _("Mail address of a department")
    CONTACT = "contact", _("Mail address and telephone of a person")
    IDENTITY = "identity", _("Account of the directory")
    ENABLE = "enable", _("Enabling an account")
    FACTOR_RESET = "factor_reset", _("Reset of the second factor")
    PASSWORD_CODE = "password_code", _("New password without a mail address")


class Verdict(models.TextChoices):
    """What became of a proposal; empty while it waits."""

    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", pgettext_lazy("second person", "Rejected")


class SignInEvent(models.TextChoices):
    """What the log of sign-ins knows."""

    SIGNED_IN = "signed_in", _("Signed in")
    FAILED = "failed", _("Sign-in failed")
    LOCKED = "locked", _("Held back: too many failures")
    SECOND_FACTOR = "second_factor", _("Second factor given")
    FACTOR_FAILED = "factor_failed", _("Second factor wrong")
    FACTOR_ADDED = "factor_added", _("Second factor set up")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    FACTOR_RESET = "factor_reset", _("Second factor reset by others")
    LINK_SENT = "link_sent", _("Link for a new password sent")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    SESSION_ENDED = "session_ended", _("Session ended")
    SIGNED_OUT = "signed_out", _("Signed out")
    DISABLED = "disabled", _("Account disabled")
    ENABLED = "enabled", _("Account enabled")


HEADS = frozenset({Duty.DEPARTMENT_HEAD, Duty.CS_HEAD})
"""Who heads a department: customer service has a head of its own name."""

CASE_DUTIES = frozenset({Duty.INTAKE, Duty.SECOND_LINE, Duty.COMPLAINT_OFFICER, Duty.HANDLER, Duty.CS_HEAD})
"""Duties of customer service that work on the cases of a unit."""

TAKING_DUTIES = CASE_DUTIES | {Duty.COORDINATOR}
"""Duties that take complaints: customer service, and coordinators what customers bring to their department (INT-21)."""

UNIT_SCOPE_DUTIES = CASE_DUTIES | {Duty.MANAGER, Duty.AUDITOR}
"""Duties that see the cases of their unit and below (ORG-11); all others see what reaches their department or them."""

SEES_GAPS = UNIT_SCOPE_DUTIES | {Duty.ADMINISTRATOR}
"""Duties that are shown which departments lack a coordinator, and what is to be reported, where they reach (ORG-04)."""


SECOND_PERSON_DUTIES = UNIT_SCOPE_DUTIES | {Duty.ADMINISTRATOR, Duty.CLAIMS_HANDLER}
"""Duties that one person alone gives to nobody: they give sight of files, or the power to give it (SEC-01)."""
