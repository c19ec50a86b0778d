"""Drafts: what somebody typed and has not sent yet. Kept per person and form, encrypted whole (FLW-18, SEC-02)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import CharField, F, Func, Q, Value
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.casework.models import Draft
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.privacy.opening import UnreadableText

KEPT: Final = timedelta(days=30)
"""A draft that nobody touched for so long is forgotten: it may name anybody."""
LISTED: Final = 20
"""Drafts of one form that are shown, the newest first."""
MAX_CHARACTERS = 400_000
"""A drawn signature and some long texts; more is not something a person types."""
MOST: Final = 200
"""Drafts of one person; of more, those that were touched longest ago are forgotten."""
_NEW: Final = re.compile(r"[a-z_]{1,40}(?:/[!-~]{1,40})?", re.ASCII)
"""How the form of a new file is called: by the command that makes it."""
_OF_ONE: Final = re.compile(r"([A-Z0-9-]{1,40})/[a-z_]{1,40}(?:/[!-~]{1,40})?", re.ASCII)
"""How that of a command on a file is called, which begins with its number."""

Typed = Mapping[str, Sequence[str]]
"""Field -> every value it was given, as a form sends it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft and when it was saved last."""

    typed: Typed
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """One of several drafts of a form, by its key."""

    key: str
    kept: Kept


def of_tab(form: str, key: str) -> str:
    """The name of a draft that each tab has for itself; forms that were opened without a key share one."""
    return f"{form}/{key}"[:60] if key else form


def save(actor: Actor, form: str, typed: Typed, key: str = "") -> datetime | None:
    """Keep what was typed, in place of what was kept before; when that was. Refuses what no person can have typed.

    `key` is the form's own: once it was sent, what was typed into it is no draft any more, however late it comes. Then
    nothing is kept, and the answer is None.
    """
    if not _is_ours(form):
        refuse(
            "SEC-05", _("This form was changed on its way. Open the page again and send it once more."), "key"
        )
    content = json.dumps(
        {name: list(values) for name, values in typed.items()}, ensure_ascii=False, separators=(",", ":")
    )
    if len(content) > MAX_CHARACTERS:
        refuse(
            "FLW-18",
            _("This draft is too long to be kept (%(most)d characters). Attach long texts as files.")
            % {"most": MAX_CHARACTERS},
        )
    if key and any(kind.journal.knows(_who(actor), key) for kind in KINDS):
        return None
    draft, new = Draft.objects.update_or_create(user_id=_who(actor), form=form, defaults={"content": content})
    if new:
        _keep_the_newest(_who(actor))
    return draft.saved_at


def _is_ours(form: str) -> bool:
    """Whether a form is called so. The name stands in clear: it is nowhere to write."""
    if _NEW.fullmatch(form):
        command = form.partition("/")[0]
        return any((found := kind.commands.get(command)) is not None and found.creates for kind in KINDS)
    of = _OF_ONE.fullmatch(form)
    return of is not None and any(kind.number.fullmatch(of[1]) for kind in KINDS)


def _keep_the_newest(user_id: int) -> None:
    own = Draft.objects.filter(user_id=user_id)
    own.filter(pk__in=own.order_by("-saved_at", "-pk").values("pk")[MOST:]).delete()


def kept(actor: Actor, form: str) -> Kept | None:
    """The actor's draft of a form."""
    draft = Draft.objects.filter(user_id=_who(actor), form=form).first()
    return Kept(json.loads(draft.content), draft.saved_at) if draft and _whole(draft.content) else None


def _whole(content: str) -> bool:
    return bool(content) and not isinstance(content, UnreadableText)


def listed(actor: Actor, form: str) -> list[Listed]:
    """The drafts of a form that each tab keeps for itself, the newest first: one query."""
    rows = Draft.objects.filter(Q(form=form) | Q(form__startswith=f"{form}/"), user_id=_who(actor))
    return [
        Listed(row.form.removeprefix(form).removeprefix("/"), Kept(json.loads(row.content), row.saved_at))
        for row in rows.order_by("-saved_at")[:LISTED]
        if _whole(row.content)
    ]


def forget_old() -> int:
    """Delete drafts that nobody touched for long; how many there were."""
    count, _by_table = Draft.objects.filter(saved_at__lt=moment.now() - KEPT).delete()
    return count


def forget_files(numbers: Collection[str]) -> None:
    """Delete what anybody typed into forms of these files: one query."""
    number = Func(F("form"), Value("/"), Value(1), function="split_part", output_field=CharField())
    Draft.objects.alias(number=number).filter(number__in=list(numbers)).delete()


def discard(actor: Actor, form: str) -> None:
    """Forget the draft; nothing happens when there is none."""
    Draft.objects.filter(user_id=_who(actor), form=form).delete()


def _who(actor: Actor) -> int:
    if actor.id is None:
        raise ValueError("a draft belongs to a person")
    return actor.id
