"""A person's named filters of the lists (FLW-18)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from redress.casework.models import SavedView
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.statements import Asked, Statement

MOST = 20
TABS = 6
"""So many stand as tabs, with their counts; all stand in the menu."""
LONGEST = 40
LONGEST_QUERY = 500


_OWN = Statement(SavedView, "WHERE t.user_id = %s ORDER BY t.id LIMIT %s")
_NAME: Any = SavedView._meta.get_field("name_index")


def ask_views(actor: Actor) -> Asked:
    """Asks for the actor's views: one query; `views_in` reads them."""
    return _OWN.ask([actor.id or 0, MOST])


def views_in(asked: Asked) -> list[SavedView]:
    """The views that were asked for, by name."""
    return sorted(_OWN.made(asked), key=lambda view: str(view.name))


def save(actor: Actor, name: str, query: str) -> None:
    """Keep a query string under a name; the same name is overwritten. Refuses an empty or long name and a 21st view."""
    name = " ".join(name.split())
    if not name:
        refuse("FLW-18", _("Give the view a name."), field="name")
    if len(name) > LONGEST or len(query) > LONGEST_QUERY:
        because = _(
            "A view's name has at most %(most)d signs, and what it filters by at most %(query)d. Shorten it."
        )
        refuse("FLW-18", because % {"most": LONGEST, "query": LONGEST_QUERY}, field="name")
    own = SavedView.objects.filter(user_id=actor.id or 0)
    found = _NAME.of_value(name)
    if own.exclude(name_index=found).count() >= MOST:
        refuse("FLW-18", _("You have %(most)s views. Delete one first.") % {"most": MOST}, field="name")
    view = own.filter(name_index=found).first() or SavedView(user_id=actor.id or 0, name=name)
    view.query = query
    view.save()


def delete(actor: Actor, view: int) -> None:
    """Forget a view of the actor's own; another's stays."""
    SavedView.objects.filter(user_id=actor.id or 0, pk=view).delete()
