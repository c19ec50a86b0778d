"""Policies kept in the house's own database, for an insurer whose policy system cannot be asked.

Everything about people is encrypted, and looked up by blind indexes (SEC-02).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.policies.kinds import PartyRole, PolicyState
from redress.privacy.fields import BlindIndexField, EncryptedField
from redress.privacy.masks import Kind
from redress.privacy.person import Person


class Product(models.Model):
    """What the insurer sells, with its clauses as `policies.values.Clause` has them."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    line = models.CharField(max_length=60, blank=True)
    clauses = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]


class Policy(models.Model):
    """A policy. Its unit is a code, for a policy outlives units."""

    number = EncryptedField(kind=Kind.POLICY)
    number_index = BlindIndexField(of="number", kind=Kind.POLICY)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    unit = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20, choices=PolicyState)
    since = models.DateField(null=True)
    begins = models.DateField()
    ends = models.DateField(null=True)
    account_holder = EncryptedField(kind=Kind.NAME)
    account_bank = EncryptedField(kind=Kind.ACCOUNT)
    account_number = EncryptedField(kind=Kind.ACCOUNT)

    class Meta:
        verbose_name_plural = "policies"
        constraints = [models.UniqueConstraint(fields=["number_index"], name="policy_once")]


class Party(Person):
    """Somebody of a policy; `place` keeps the order in which the policy names them."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="parties", db_index=False)
    role = models.CharField(max_length=20, choices=PartyRole)
    place = models.PositiveSmallIntegerField()
    is_organisation = models.BooleanField(default=False)
    born = EncryptedField(kind=Kind.BIRTH)
    order = models.PositiveSmallIntegerField(null=True)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    born_index = BlindIndexField(of="born", kind=Kind.BIRTH)

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["role", "place"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "role", "place"], name="policy_party_once"),
        ]
        indexes = [
            models.Index(
                fields=["id_number_index", "-policy"],
                condition=Q(id_number_index__isnull=False),
                name="policy_party_id",
            ),
            models.Index(
                fields=["phone_index", "-policy"],
                condition=Q(phone_index__isnull=False),
                name="policy_party_phone",
            ),
            models.Index(
                fields=["name_index", "born_index", "-policy"],
                condition=Q(born_index__isnull=False),
                name="policy_party_name",
            ),
        ]


class Cover(models.Model):
    """A benefit of a policy."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="covers", db_index=False)
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    clause = models.CharField(max_length=40, blank=True)
    sum_insured = models.DecimalField(max_digits=14, decimal_places=2)
    left = models.DecimalField(max_digits=14, decimal_places=2)
    deductible = models.DecimalField(max_digits=14, decimal_places=2)
    ratio = models.DecimalField(max_digits=5, decimal_places=4)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "code"], name="policy_cover_once"),
            models.CheckConstraint(
                condition=Q(left__gte=0) & Q(left__lte=models.F("sum_insured")), name="policy_cover_left"
            ),
            models.CheckConstraint(condition=Q(ratio__gt=0) & Q(ratio__lte=1), name="policy_cover_ratio"),
        ]


class ContactCheck(models.Model):
    """When somebody verified with the customer how they are reached, and for which policy."""

    policy_number = EncryptedField(kind=Kind.POLICY)
    policy_number_index = BlindIndexField(of="policy_number", kind=Kind.POLICY)
    at = models.DateTimeField()
    by = models.ForeignKey("organisation.User", models.PROTECT, null=True, related_name="+", db_index=False)
    changed = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["policy_number_index", "-at"], name="policy_contact_check")]
