"""Fixed words of leading groups, coordination committees and their sessions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(models.TextChoices):
    """The two bodies of each level (ORG-02, ORG-03)."""

    LEADING_GROUP = "leading_group", _("Leading group")
    COORDINATION_COMMITTEE = "coordination_committee", _("Coordination committee")


class SeatRole(models.TextChoices):
    """What a member is in a body."""

    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")


class SessionKind(models.TextChoices):
    """Which meeting it is; the rulebook says what each may decide and how (AUT-04, ASM-09)."""

    COMMITTEE = "committee", _("Session of the coordination committee")
    LEADING_GROUP = "leading_group", _("Meeting of the leading group")
    JOINT = "joint", _("Joint meeting")


class SessionState(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", pgettext_lazy("session", "Planned")
    MEETING = "meeting", pgettext_lazy("session", "In session")
    SIGNED = "signed", pgettext_lazy("session", "Minutes signed")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


RUNNING = (SessionState.PLANNED, SessionState.MEETING)


class Question(models.TextChoices):
    """What the committee is asked about a case (ORG-03)."""

    HANDLING = "handling", _("How to handle it")
    CLOSING = "closing", _("Whether to close it")
    VALIDITY = "validity", _("Whether it is substantiated")
    CAUSE = "cause", _("What caused it")


class TopicKind(models.TextChoices):
    """What a topic of an agenda is, where it is no case (ORG-02, ASM-09)."""

    ISSUE = "issue", _("Hot or difficult issue")
    PLAN = "plan", _("Plan")
    SUPERVISION = "supervision", _("Supervision")
    APPRAISAL = "appraisal", _("Appraisal")


class ItemState(models.TextChoices):
    """What became of an agenda item."""

    OPEN = "open", pgettext_lazy("agenda item", "To be decided")
    CARRIED = "carried", pgettext_lazy("agenda item", "Carried")
    REJECTED = "rejected", pgettext_lazy("agenda item", "Not carried")
    DEFERRED = "deferred", pgettext_lazy("agenda item", "Deferred")
    TAKEN_BACK = "taken_back", pgettext_lazy("agenda item", "Taken back")


class Settlement(models.TextChoices):
    """How the session settles an item that is no ruling."""

    CARRIED = "carried", pgettext_lazy("agenda item", "Carried")
    REJECTED = "rejected", pgettext_lazy("agenda item", "Not carried")
    DEFERRED = "deferred", pgettext_lazy("agenda item", "Deferred")


class Choice(models.TextChoices):
    """A vote."""

    FOR = "for", _("In favour")
    AGAINST = "against", _("Opposed")
    ABSTAIN = "abstain", _("Abstains")


class ReferralState(models.TextChoices):
    """Where a referral stands."""

    OPEN = "open", pgettext_lazy("referral", "Waits for a session")
    ON_AGENDA = "on_agenda", pgettext_lazy("referral", "On the agenda")
    RULED = "ruled", pgettext_lazy("referral", "Ruled")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Taken back")


WAITING = (ReferralState.OPEN, ReferralState.ON_AGENDA)


class ClosingMotion(models.TextChoices):
    """What is moved about closing."""

    CLOSE = "close", _("Close the case")
    STAY = "stay", _("Keep the case open")
