"""The log-ins of the demonstration, for its login page. `{% load demo %}`"""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.translation import get_language

from redress.operations import demo
from redress.organisation.models import User

register = template.Library()


@register.simple_tag
def demo_logins() -> list[tuple[str, str, str]]:
    """User name, password, what the person does; none in production, none while the demo is not loaded."""
    if settings.IN_PRODUCTION:
        return []
    shown = demo.logins()
    there = set(
        User.objects.filter(username__in=[user for user, _, _ in shown]).values_list("username", flat=True)
    )
    part = 0 if (get_language() or "").startswith("zh") else -1
    return [(user, password, who.split(" · ")[part]) for user, password, who in shown if user in there]
