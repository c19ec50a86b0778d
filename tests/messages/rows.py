"""Messages as nouns."""

from __future__ import annotations

from typing import Any

from redress.casework import moment
from redress.messages.models import Message


def message(**more: Any) -> Message:
    """A text message to a customer, waiting since now."""
    at = moment.now()
    given: dict[str, Any] = {
        "rule": "accepted",
        "template": "accepted",
        "template_version": "0",
        "channel": "sms",
        "language": "zh-hans",
        "audience": "customer",
        "key": "c1.1.accepted.sms.c",
        "whom": "刘建国",
        "address": "13800001234",
        "subject": "您的投诉已受理",
        "body": "您好，您的投诉已受理。",
        "created_at": at,
        "next_attempt_at": at,
    }
    return Message.objects.create(**(given | more))
