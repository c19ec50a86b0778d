"""What an entry of the time line told, by which way (COM-10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from redress.casework.listing import listed
from redress.messages.outbox import Fates, about, way
from redress.rulebook import Rulebook


def told(facts: Mapping[str, Any], rulebook: Rulebook, fates: Fates) -> str:
    """'An order reached a department (e-mail, text message: not sent)'; empty when nothing was told. No query.

    `fates`: of this entry's messages that have not gone out, how they stand.
    """
    ways: dict[str, list[str]] = {}
    for each in facts.get("told") or ():
        known = ways.setdefault(about(each["rule"], rulebook), [])
        stands = fates.get((each["rule"], each["by"]), "")
        label = (
            _("%(way)s: %(state)s") % {"way": way(each["by"]), "state": stands} if stands else way(each["by"])
        )
        if label not in known:
            known.append(label)
    pattern = _("%(what)s (%(ways)s)")
    words = [pattern % {"what": title, "ways": listed(labels)} for title, labels in ways.items()]
    return pgettext("list of phrases", "; ").join(words)
