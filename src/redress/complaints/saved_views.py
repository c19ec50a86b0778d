"""A person's named filters of the lists (FLW-18)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.complaints.models import SavedView
from redress.complaints.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.statements import Statement

MOST = 20


_OWN = Statement(SavedView, "WHERE t.user_id = %s ORDER BY t.name LIMIT %s")


def of(actor: Actor) -> list[SavedView]:
    """The actor's views by name: one query."""
    return _OWN.rows([actor.id or 0, MOST])


def save(actor: Actor, name: str, query: str) -> None:
    """Keep a query string under a name; the same name is overwritten. Refuses an empty name and a 21st view."""
    name = " ".join(name.split())[:40]
    if not name:
        refuse("FLW-18", _("Give the view a name."), field="name")
    own = SavedView.objects.filter(user_id=actor.id or 0)
    if own.exclude(name=name).count() >= MOST:
        refuse("FLW-18", _("You have %(most)s views; delete one first.") % {"most": MOST}, field="name")
    SavedView.objects.update_or_create(user_id=actor.id or 0, name=name, defaults={"query": query[:500]})


def delete(actor: Actor, view: int) -> None:
    """Forget a view of the actor's own; another's stays."""
    SavedView.objects.filter(user_id=actor.id or 0, pk=view).delete()
