"""How somebody wants to be told (COM-10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from redress.casework import access
from redress.casework.refusals import Refusal
from redress.desk.forms.words import Words
from redress.messages import channels, wishes
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Way:
    """A channel to tick; `missing` says why nothing goes that way yet."""

    value: str
    label: str | Promise
    chosen: bool
    missing: str


class WishesForm(forms.Form):
    """The actor's own wishes, as they are or as they were just typed."""

    channels = forms.MultipleChoiceField(
        choices=[(way.value, way.label) for way in wishes.CHOICES],
        required=False,
        widget=forms.MultipleHiddenInput,
    )
    mobile = Words(label=_("Mobile number"), max_length=30, required=False)
    mail = Words(label=_("E-mail"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        self.actor = actor
        kept = wishes.wishes(actor)
        start = {
            "mobile": kept.mobile,
            "mail": kept.mail,
            "language": kept.language,
            "channels": kept.channels,
        }
        super().__init__(data, initial=start)

    def ways(self) -> list[Way]:
        chosen = self["channels"].value() or []
        return [Way(w.value, w.label, w.value in chosen, channels.missing(w)) for w in wishes.CHOICES]

    def carry_out(self) -> bool:
        """Whether it was kept. What stands against it is written beside its field."""
        if not self.is_valid():
            return False
        try:
            wishes.prefer(self.actor, **self.cleaned_data)
        except Refusal as refusal:
            access.told(refusal)
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
            return False
        return True
