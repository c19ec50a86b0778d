"""Units, departments, people and what they are appointed to (ORG-01, ORG-04, ORG-11)."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.expressions import Func, Value
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from redress.organisation.acting import acting_as, current
from redress.organisation.actor import NOBODY, Actor
from redress.organisation.ending import end_access
from redress.organisation.kinds import Change, DepartmentKind, Duty, Line, UnitKind
from redress.organisation.labelled import Labelled
from redress.organisation.people_models import Proposal, SecondFactorUse, SignIn, StaffSession
from redress.privacy.fields import EncryptedJSON, EncryptedText


class Unit(models.Model):
    """A node of the organisation: group > company > head office > province > counters (ORG-01)."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=20, choices=UnitKind)
    line = models.CharField(max_length=20, choices=Line)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(
        max_length=200, unique=True, editable=False, help_text="Codes from the root, '/group/life/'."
    )
    rulebook = models.CharField(
        max_length=60, blank=True, help_text="Empty: the superior unit's rulebook (ORG-14)."
    )
    claims_rulebook = models.CharField(
        max_length=60, blank=True, help_text="Empty: the superior unit's claims standard (ORG-14)."
    )
    calendar = models.CharField(
        max_length=20, blank=True, help_text="Empty: the superior unit's calendar (CLK-06)."
    )
    reception = models.CharField(
        max_length=200, blank=True, help_text="Where visitors are received (INT-05)."
    )

    closed_until = models.DateField(
        null=True,
        blank=True,
        help_text="Cases received on or before this day may no longer be entered: it is reported.",
    )

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def ancestor_codes(self) -> list[str]:
        """Codes from the root down to this unit."""
        return self.path.strip("/").split("/")

    def paths(self) -> list[str]:
        """Paths of the units above and of the unit itself, the highest first: the group's, the company's, and so on."""
        codes = self.ancestor_codes()
        return ["/" + "/".join(codes[: n + 1]) + "/" for n in range(len(codes))]

    @property
    def company_path(self) -> str:
        """The path of its company; of a unit above all companies its own."""
        return self.paths()[:2][-1]


class Department(Labelled, models.Model):
    """A department of a unit, of a known kind (ORG-01)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="departments", db_index=False)
    kind = models.CharField(max_length=30, choices=DepartmentKind)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["unit__path", "kind"]
        constraints = [models.UniqueConstraint(fields=["unit", "kind"], name="one_department_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_kind_display()}"


class User(AbstractUser):
    """A member of staff. `name` is what colleagues read; the department is where the person sits."""

    name = models.CharField(max_length=60)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="staff")
    phone = models.CharField(max_length=30, blank=True)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: object, **kwargs: object) -> None:
        """A new password ends every session and token: whoever knew the old one may hold one of them (SEC-05)."""
        changed = getattr(self, "_password", None) is not None and self.pk is not None
        with self._at_the_door() if changed else nullcontext():
            super().save(*args, **kwargs)  # type: ignore[arg-type]
        if changed:
            end_access(self.pk)

    def _at_the_door(self) -> AbstractContextManager[object]:
        """Whoever has shown the old password or a link is not signed in yet: the new one is written as that person,
        from whom alone the database takes it. Like somebody who left, that person sees no case meanwhile."""
        if current() != NOBODY:
            return nullcontext()
        return acting_as(Actor(id=self.pk, name=self.name, former=True))

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person has a duty in a department for a period; open-ended until ended (ORG-04)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="appointments")
    duty = models.CharField(max_length=30, choices=Duty)
    period = DateRangeField(help_text=_("First day, and the day after the last."))

    class Meta:
        ordering = ["department_id", "duty", "id"]
        constraints = [
            # Equality is written as an overlap of one-element ranges, so that no extension (btree_gist) is needed.
            ExclusionConstraint(
                name="one_coordinator_at_a_time",
                expressions=[
                    (
                        Func(
                            models.F("department_id"),
                            models.F("department_id"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(duty=Duty.COORDINATOR),
                violation_error_message=_(
                    "This department already has a coordinator in that period. "
                    "End the earlier appointment first. (ORG-04)"
                ),
            ),
        ]
        indexes = [models.Index(fields=["user"], name="appointment_user")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_duty_display()} · {self.department}"


class Deputy(models.Model):
    """For a period, one person does the work of another who is absent (ORG-12); afterwards it goes back by itself."""

    absent = models.ForeignKey(User, models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="stands_in")
    period = DateRangeField(help_text=_("First day, and the day after the last."))
    reason = EncryptedText()
    named_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deputies"
        constraints = [
            ExclusionConstraint(
                name="one_deputy_at_a_time",
                expressions=[
                    (
                        Func(models.F("absent_id"), models.F("absent_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("deputy")), name="nobody_is_their_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absent} → {self.deputy}"


class CalendarYear(models.Model):
    """A year of a working calendar as an administrator loaded it; it replaces what was shipped (CLK-06)."""

    calendar = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    plan = models.TextField(help_text="The year file as it was loaded.")
    loaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["calendar", "year"]
        constraints = [models.UniqueConstraint(fields=["calendar", "year"], name="calendar_year_once")]

    def __str__(self) -> str:
        return f"{self.calendar} {self.year}"


class OrganisationEntry(models.Model):
    """One change of the organisation: who, when, what, before and after. The database refuses to change it.

    `before` and `after` hold what the change touched, as codes and plain dates; no password ever stands there.
    `number` and `sequence` say which entry of which file's journal it is, `facts` what its command answered; `hash`
    covers it and the one before. Entries of before there was a door have none of these, and stand outside the chains.
    """

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    what = models.CharField(max_length=30, choices=Change)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    before = EncryptedJSON(default=dict)
    after = EncryptedJSON(default=dict)
    number = models.CharField(max_length=80, blank=True, default="", db_default="")
    sequence = models.IntegerField(default=0, db_default=0)
    command = models.CharField(max_length=40, blank=True, default="", db_default="")
    state = models.CharField(max_length=20, blank=True, default="", db_default="")
    facts = models.JSONField(default=dict, db_default={})
    key = models.CharField(max_length=80, blank=True, default="", db_default="")
    request = models.CharField(max_length=64, blank=True, default="", db_default="")
    previous = models.CharField(max_length=64, blank=True, default="", db_default="")
    hash = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "-id"], name="organisation_entry_unit")]
        verbose_name_plural = "organisation entries"
        constraints = [
            models.UniqueConstraint(
                fields=["number", "sequence"],
                condition=models.Q(number__gt=""),
                name="organisation_entry_sequence",
            ),
            models.UniqueConstraint(
                fields=["by", "key"],
                condition=models.Q(key__gt=""),
                name="organisation_key_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} · {self.person or self.department or self.unit or ''}"


class ChangeNotice(models.Model):
    """A change of people that must be reported to the superior customer service (ORG-06).

    One notice a change: who left and who came. `due_on` is the last day, `remind_on` when its unit is reminded.
    """

    rule = models.CharField(max_length=64)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    duty = models.CharField(max_length=30, choices=Duty)
    left = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    came = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    changed_on = models.DateField()
    due_on = models.DateField()
    remind_on = models.DateField()
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    filed_to = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    words = EncryptedText()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=models.Q(filed_at__isnull=True), name="change_notice_open"
            ),
            models.Index(fields=["department", "-id"], name="change_notice_department"),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} · {self.department}"


__all__ = [
    "Appointment",
    "CalendarYear",
    "ChangeNotice",
    "Department",
    "Deputy",
    "OrganisationEntry",
    "Proposal",
    "SecondFactorUse",
    "SignIn",
    "StaffSession",
    "Unit",
    "User",
]
