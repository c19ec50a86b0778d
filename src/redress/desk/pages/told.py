"""What an entry of the time line told, by which way (COM-10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from redress.complaints.listing import listed
from redress.messages.outbox import about, way
from redress.rulebook import Rulebook


def told(facts: Mapping[str, Any], rulebook: Rulebook) -> str:
    """'An order reached a department (e-mail, text message)'; empty when nothing was told. No query."""
    ways: dict[str, list[str]] = {}
    for each in facts.get("told") or ():
        known = ways.setdefault(about(each["rule"], rulebook), [])
        if (label := way(each["by"])) not in known:
            known.append(label)
    pattern = _("%(what)s (%(ways)s)")
    words = [pattern % {"what": title, "ways": listed(labels)} for title, labels in ways.items()]
    return pgettext("list of phrases", "; ").join(words)
