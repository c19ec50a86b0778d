"""Drafts: what somebody typed and has not sent yet. Kept per person and form, encrypted whole (FLW-18, SEC-02)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from redress.complaints import moment
from redress.complaints.models import Draft, JournalEntry
from redress.complaints.refusals import refuse
from redress.organisation.actor import Actor
from redress.privacy.opening import UnreadableText

MAX_CHARACTERS = 400_000
"""A drawn signature and some long texts; more is not something a person types."""

Typed = Mapping[str, Sequence[str]]
"""Field -> every value it was given, as a form sends it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft and when it was saved last."""

    typed: Typed
    saved_at: datetime


def save(actor: Actor, form: str, typed: Typed, key: str = "") -> datetime:
    """Keep what was typed, in place of what was kept before. Refuses what no person can have typed.

    `key` is the form's own: once it was sent, what was typed into it is no draft any more, however late it comes.
    """
    content = json.dumps(
        {name: list(values) for name, values in typed.items()}, ensure_ascii=False, separators=(",", ":")
    )
    if len(content) > MAX_CHARACTERS:
        refuse(
            "FLW-18",
            _("This draft is too long to be kept (%(most)d characters). Attach long texts as files.")
            % {"most": MAX_CHARACTERS},
        )
    if key and JournalEntry.objects.filter(by_id=_who(actor), key=key).exists():
        return moment.now()
    draft, _new = Draft.objects.update_or_create(
        user_id=_who(actor), form=form, defaults={"content": content}
    )
    return draft.saved_at


def kept(actor: Actor, form: str) -> Kept | None:
    """The actor's draft of a form."""
    draft = Draft.objects.filter(user_id=_who(actor), form=form).first()
    return Kept(json.loads(draft.content), draft.saved_at) if draft and _whole(draft.content) else None


def _whole(content: str) -> bool:
    return bool(content) and not isinstance(content, UnreadableText)


def discard(actor: Actor, form: str) -> None:
    """Forget the draft; nothing happens when there is none."""
    Draft.objects.filter(user_id=_who(actor), form=form).delete()


def _who(actor: Actor) -> int:
    if actor.id is None:
        raise ValueError("a draft belongs to a person")
    return actor.id
