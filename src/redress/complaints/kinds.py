"""Fixed words of a case that are not the rulebook's to choose."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(models.TextChoices):
    """Who passed the case on; decides who may close it (CLO-01)."""

    DIRECT = "direct", _("Directly from the customer")
    SUPERIOR = "superior", _("Superior unit")
    REGULATOR = "regulator", _("Regulator")
    DEPARTMENT = "department", _("Other department")


class ComplainantKind(models.TextChoices):
    """In whose name the complaint is made (INT-12)."""

    SELF = "self", pgettext_lazy("complainant", "In person")
    AGENT = "agent", _("Agent with authorisation")
    HEIR = "heir", _("Heir")
    ORGANISATION = "organisation", _("Organisation")
    GROUP = "group", pgettext_lazy("complainant", "Group")


class About(models.TextChoices):
    """What is complained of (INT-03)."""

    PRODUCT = "product", _("Product")
    SERVICE = "service", _("Service")
    PERSON = "person", _("Person")


class Validity(models.TextChoices):
    """Outcome of the determination (CLO-02)."""

    SUBSTANTIATED = "substantiated", _("Substantiated")
    UNSUBSTANTIATED = "unsubstantiated", _("Unsubstantiated")


class Committee(models.TextChoices):
    """Where a case stands with the coordination committee (ORG-03, AUT-04)."""

    REFERRED = "referred", _("Referred to the committee")
    EXECUTING = "executing", _("Ruled, being executed")
    EXECUTED = "executed", _("Ruled and executed")


class PartyRole(models.TextChoices):
    """What a person is to the case (INT-03, INT-12)."""

    COMPLAINANT = "complainant", _("Complainant")
    PROPOSER = "proposer", _("Proposer")
    INSURED = "insured", _("Insured")
    AGENT = "agent", _("Agent")
    HEIR = "heir", _("Heir")
    REPRESENTATIVE = "representative", _("Representative")


class OrderKind(models.TextChoices):
    """A main order makes its department answer for the case; a co-handling order (会办单) asks for help (FLW-03).

    The others pass between levels of one department: down to a subordinate, for papers, up for instruction (FLW-19).
    """

    MAIN = "main", _("Main order")
    CO_HANDLING = "co_handling", _("Co-handling order")
    HANDED_DOWN = "handed_down", _("Order handed down")
    PAPERS = "papers", _("Request for papers")
    INSTRUCTION = "instruction", _("Request for instruction")


class OrderState(models.TextChoices):
    """Where an order stands."""

    OPEN = "open", _("Open")
    REPLIED = "replied", _("Replied")
    REFUSED = "refused", _("Returned")
    TAKEN_BACK = "taken_back", _("Taken back")
    ENDED = "ended", _("Ended with the case")


GONE_BACK = (OrderState.REFUSED, OrderState.TAKEN_BACK)
"""Orders that nobody answers and whose department owes nothing any more."""


class LinkKind(models.TextChoices):
    """How a case stands to an earlier one (CLO-06..08)."""

    REPEAT = "repeat", _("Repeat complaint")
    ESCALATION = "escalation", _("Escalated complaint")
    MERGE = "merge", _("Merged into it")
    RELATED = "related", _("Related case")
    REVIEW = "review", _("Review of its decision")


class ContactKind(models.TextChoices):
    """Why the customer was contacted."""

    CONFIRMATION = "confirmation", _("Confirmation of acceptance")
    PROGRESS = "progress", _("Progress")
    RESULT = "result", _("Result")
    INBOUND = "inbound", _("Call or visit by the customer")
    OTHER = "other", _("Other")


class Means(models.TextChoices):
    """How the customer was contacted."""

    CALL = "call", _("Telephone call")
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    IN_PERSON = "in_person", _("In person")
    APP = "app", _("Message in the app")


class FindingKind(models.TextChoices):
    """The three findings an investigation ends in (FLW-06)."""

    TRUTH = "truth", _("What happened")
    RESPONSIBILITY = "responsibility", _("Who is responsible")
    REASONABLENESS = "reasonableness", _("Is the demand reasonable")


class ProposalState(models.TextChoices):
    """What became of a handling opinion (COM-01, COM-03)."""

    AWAITING_APPROVAL = "awaiting_approval", _("Awaiting approval")
    DISAPPROVED = "disapproved", _("Not approved")
    PENDING = "pending", _("Awaiting the customer's answer")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    SET_ASIDE = "set_aside", _("Set aside by the superior unit")


class Asked(models.TextChoices):
    """What an approval is asked for (AUT-01, AUT-05, FLW-09)."""

    PROPOSAL = "proposal", _("A proposal beyond authority")
    EXTENSION = "extension", _("An extension of the limit")
    REQUEST = "request", _("A subordinate's request")


class ApprovalState(models.TextChoices):
    """What became of what was asked."""

    WAITING = "waiting", _("Awaiting approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Approval refused")
    PASSED_ON = "passed_on", _("Endorsed and passed on")
    ENDED = "ended", _("Taken back or ended with the case")


class AuthorisedBy(models.TextChoices):
    """How an authorisation reached the person (AUT-02)."""

    WRITTEN = "written", _("In writing")
    CALL = "call", _("By telephone")
    EMAIL = "email", _("By e-mail")
    SYSTEM = "system", _("In this system")


class Satisfaction(models.TextChoices):
    """What the customer says at the callback (CLO-04)."""

    SATISFIED = "satisfied", _("Satisfied")
    ACCEPTABLE = "acceptable", _("Acceptable")
    DISSATISFIED = "dissatisfied", _("Dissatisfied")


class CallbackState(models.TextChoices):
    """Where the callback before closing stands (CLO-04)."""

    NONE = "", pgettext_lazy("callback", "Not yet tried")
    TRIED = "tried", pgettext_lazy("callback", "Tried, not reached yet")
    UNREACHED = "unreached", pgettext_lazy("callback", "Not reached after all attempts")
    DONE = "done", pgettext_lazy("callback", "Reached")


CALLED_BACK = frozenset({CallbackState.UNREACHED, CallbackState.DONE})
"""The callback counts as made."""


class Told(models.TextChoices):
    """What a customer must be told, with proof (COM-06)."""

    ACCEPTANCE = "acceptance", _("Acceptance")
    PROGRESS = "progress", _("Progress")
    EXTENSION = "extension", _("Extension of the limit")
    PAUSE = "pause", _("Pause of the limit")
    DECISION = "decision", _("Decision")
    DECLINE = "decline", _("Complaint declined")
    REVIEW = "review", _("Result of the review")


class DecisionKind(models.TextChoices):
    """Who decided: the unit that handles the case, or its superior after a review (AUT-06)."""

    FIRST = "first", _("Decision")
    REVIEW = "review", _("Decision after a review")


class DecisionState(models.TextChoices):
    """Whether the customer knows of it, and whether it still holds."""

    MADE = "made", _("Made, not told yet")
    TOLD = "told", _("Told to the customer")
    SUPERSEDED = "superseded", _("Replaced after a review")


class ReviewState(models.TextChoices):
    """Where a review stands (AUT-06)."""

    OPEN = "open", _("Under review")
    DECIDED = "decided", _("Decided, not told yet")
    TOLD = "told", _("Result told")
    ENDED = "ended", _("Ended with the case")


class Outcome(models.TextChoices):
    """How the superior unit may decide a review (AUT-06)."""

    UPHELD = "upheld", _("Decision upheld")
    CHANGED = "changed", _("Decision changed")
    RETURNED = "returned", _("Returned to be handled again")


class EmergencyState(models.TextChoices):
    """Whether a case has an emergency process (FLW-16)."""

    NONE = "", pgettext_lazy("emergency", "None")
    RUNNING = "running", pgettext_lazy("emergency", "Running")
    ENDED = "ended", pgettext_lazy("emergency", "Ended")


class EmergencyKind(models.TextChoices):
    """What is entered in an emergency (FLW-16)."""

    UP = "up", _("Report to the superior")
    MEDIA = "media", _("Media watch")
    SITUATION = "situation", _("Situation report")
    REGULATOR = "regulator", _("Report to the regulator")


class JudgementState(models.TextChoices):
    """Where the judgement of a responsible person stands (CLO-13)."""

    NAMED = "named", _("Named, to be heard")
    HEARD = "heard", _("Heard")
    JUDGED = "judged", _("Judged")
    APPEALED = "appealed", _("Appealed")
    DECIDED = "decided", _("Appeal decided")
