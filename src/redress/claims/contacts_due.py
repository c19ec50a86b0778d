"""Once a cycle the customer is asked to check their contacts, and who handles claims there is told how many are due
(CLM-01)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone, translation

from redress.casework import moment
from redress.claims.kinds import HANDLES
from redress.messages.notices.telling import tell, tell_customer
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.chain import chain
from redress.organisation.models import Unit
from redress.policies import contacts, guides
from redress.rulebook import Rulebook


def remind() -> int:
    """How many messages. Each customer once a cycle, each post once a month; done again it tells nobody twice."""
    today = timezone.localdate(moment.now())
    with acting_as(SYSTEM):
        told = 0
        for book, units in guides.by_standard(today, Unit.objects.all()):
            told += _of_standard(book, {unit.code: unit for unit in units}, today)
        return told


def _of_standard(book: Rulebook, units: Mapping[str, Unit], today: date) -> int:
    """Of units that follow the same standard: how often contacts are checked is that one's to say."""
    rule = book.method.contact_check
    if rule is None:
        return 0
    told, due = 0, Counter[str]()
    for each in contacts.came_due(rule, units, today):
        unit = units[each.unit]
        due[unit.code] += 1
        facts = {"since": each.since, "hotline": settings.REDRESS_HOTLINE, "unit": unit.name}
        key = f"contacts.{each.key}.{each.since:%Y%m%d}"
        told += tell_customer(each, unit, "contacts_reminder", facts, key, book)
    return told + sum(_post(units[code], count, book) for code, count in due.items())


def _post(unit: Unit, count: int, book: Rulebook) -> int:
    """Those who handle the claims of the unit, or of the nearest above it."""
    levels = (level.people(HANDLES) for level in chain(unit.pk).levels)
    people = next((found for found in levels if found), [])
    with translation.override("zh-hans"):
        facts = {"count": count, "unit": str(unit), "path": "/policies/contacts"}
    key = f"contacts_due.{unit.code}.{timezone.localdate(moment.now()):%Y%m}"
    return tell(people, unit, "contacts_due", facts, key, standard=book)
