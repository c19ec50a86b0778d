"""Fixed words of the room: what was done, and where an action, a check or an article stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from redress.organisation.kinds import Duty


class What(models.TextChoices):
    """What an entry of the room's journal says was done."""

    ACTION_OPENED = "action_opened", _("Corrective action opened")
    ACTION_DONE = "action_done", _("Completion reported")
    ACTION_VERIFIED = "action_verified", _("Completion verified")
    ACTION_RETURNED = "action_returned", _("Completion not accepted")
    ACTION_HANDED_ON = "action_handed_on", _("Given to another owner")
    SAMPLE_DRAWN = "sample_drawn", _("Sample drawn")
    CASE_CHECKED = "case_checked", _("Case checked")
    ARTICLE_DRAFTED = "article_drafted", _("Article drafted")
    ARTICLE_CHANGED = "article_changed", _("Article changed")
    ARTICLE_PUBLISHED = "article_published", _("Article published")
    ARTICLE_WITHDRAWN = "article_withdrawn", _("Article withdrawn")


class ActionState(models.TextChoices):
    """Where a corrective action stands."""

    OPEN = "open", pgettext_lazy("action", "To do")
    DONE = "done", pgettext_lazy("action", "Done, to be verified")
    VERIFIED = "verified", pgettext_lazy("action", "Verified")


class CheckResult(models.TextChoices):
    """What a spot check found of one item."""

    RIGHT = "right", pgettext_lazy("check", "Right")
    FAULT = "fault", pgettext_lazy("check", "Fault")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("check", "Not applicable")


class SampleState(models.TextChoices):
    """Where a sample stands."""

    DRAWN = "drawn", pgettext_lazy("sample", "To be checked")
    CHECKED = "checked", pgettext_lazy("sample", "Checked")


class ArticleState(models.TextChoices):
    """Where an article of the knowledge base stands."""

    DRAFT = "draft", pgettext_lazy("article", "Draft")
    PUBLISHED = "published", pgettext_lazy("article", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("article", "Withdrawn")


LEADS = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.MANAGER})
"""Duties that open actions, draw samples, verify and publish, for their unit and below."""
CHECKS = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD})
"""Duties that check closures of subordinate units (CLO-03)."""
WRITES = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.HANDLER, Duty.SECOND_LINE})
"""Duties that draft articles (CLO-12)."""
