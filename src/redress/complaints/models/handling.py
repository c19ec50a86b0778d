"""What is done on a case: orders to departments, urging, contacts with the customer, who shares in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.complaints.kinds import ContactKind, Means, OrderKind, OrderState
from redress.organisation.labelled import Labelled
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedText


class Order(Labelled, models.Model):
    """An order to a department: the main order or a co-handling order (会办单). FLW-02, FLW-03, FLW-14."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="orders", db_index=False
    )
    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=20, choices=OrderKind)
    state = models.CharField(max_length=20, choices=OrderState, default=OrderState.OPEN)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    assignee = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    opinion = EncryptedText(help_text="Preliminary opinion given with the order (FLW-07).")
    class_code = models.CharField(
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text="Of several matters, the class it is for (INT-09).",
    )
    planned_at = models.DateTimeField(null=True)
    transferred_at = models.DateTimeField(
        null=True, help_text="When it went over to the department (FLW-12)."
    )
    their_opinion = EncryptedText(help_text="The department's own first opinion (FLW-12).")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="children",
        help_text="The order it comes from (FLW-19).",
    )
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    issued_at = models.DateTimeField()
    reply = EncryptedText()
    reply_sent_at = models.DateTimeField(
        null=True, help_text="When the reply was sent; this counts (FLW-14)."
    )
    replied_at = models.DateTimeField(null=True, help_text="When the reply was entered.")
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    return_reason = EncryptedText()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["department", "issued_at", "id"], condition=Q(state="open"), name="order_desk"
            ),
            models.Index(fields=["complaint"], name="order_complaint"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(kind="main", state="open"), name="one_open_main_order"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Share(models.Model):
    """Beyond the unit's own staff: a department or a person that may see the case (ORG-11)."""

    complaint = models.ForeignKey(
        "complaints.Complaint", models.CASCADE, related_name="shares", db_index=False
    )
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    why = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "department", "user"], name="share_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=True) ^ Q(user__isnull=True), name="share_department_or_user"
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "-complaint"],
                condition=Q(department__isnull=False),
                name="share_department",
            ),
            models.Index(fields=["user", "-complaint"], condition=Q(user__isnull=False), name="share_user"),
        ]


class UrgingNotice(models.Model):
    """An urging order (催办单): to the department of an order, or to the owner when none is open. FLW-04."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="urgings")
    order = models.ForeignKey(Order, models.CASCADE, null=True, related_name="urgings")
    clock = models.CharField(
        max_length=80, blank=True, help_text="Set when the sweeper urged: which clock, which step."
    )
    reason = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Contact(Labelled, models.Model):
    """One contact with the customer, as anyone answering the next call must be able to read it (FLW-08)."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=20, choices=ContactKind)
    means = models.CharField(max_length=20, choices=Means)
    at = models.DateTimeField()
    reached = models.BooleanField(default=True)
    words = EncryptedText()
    recording = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
