"""What a channel is: it takes a parcel and says what became of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from redress.messages.models import Medium, Outcome
from redress.privacy.kinds import Kind


class Reached(Enum):
    """By what somebody is reached, as the kind of personal data that it is."""

    MOBILE = Kind.PHONE
    MAILBOX = Kind.EMAIL
    PLACE = Kind.ADDRESS


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to go. `key` is the same at every attempt: gateways know a parcel by it.

    `written_at` is when it was written; `sender` the company, `reference` the number of the case, both for paper.
    """

    key: str
    address: str
    name: str
    subject: str
    body: str
    written_at: datetime
    language: str = "zh-hans"
    sender: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a parcel. RETRY only when it certainly did not go out; UNCERTAIN when nobody can say.

    `wait` is how long the gateway asks to be left alone, in seconds. `trouble`: it is the far end's - away, silent,
    overloaded - and would meet the next parcel as well.
    """

    outcome: Outcome
    provider_id: str = ""
    error: str = ""
    wait: float | None = None
    trouble: bool = False


class Channel(ABC):
    """One way out. Everything it needs stands in its folder and in settings; secrets are never in the database."""

    medium: ClassVar[Medium]
    reached: ClassVar[Reached]
    """By which of somebody's addresses."""
    short: ClassVar[bool] = False
    """Whether it has the short text, without a subject; else that of a mail."""
    for_staff: ClassVar[bool] = False
    """Whether colleagues may choose it."""
    for_customers: ClassVar[bool] = False
    """Whether customers are told by it."""
    needs: ClassVar[tuple[str, ...]]
    """The settings without which it does not work: an administrator's words, never shown to others."""
    unready: ClassVar[Promise]
    """What is not there while one of them is empty, in everybody's words."""
    asks = False
    """Whether the far end can be asked by key if it has a parcel; only then is an uncertain one ever sent again."""

    def address(self, written: str) -> str:
        """What a message is addressed to; '' if it could not arrive there, so that the next way is tried."""
        return written

    @property
    def ready(self) -> bool:
        """Whether everything is there that it needs."""
        return all(getattr(settings, name) for name in self.needs)

    def missing(self) -> str:
        """What is not there yet and whom to ask; empty when the channel is ready."""
        if self.ready:
            return ""
        return _("%(what)s Ask an administrator to set it up.") % {"what": self.unready}

    @abstractmethod
    def send(self, parcel: Parcel) -> Answer:
        """Hand the parcel over. Never waits longer than the settings allow; raises nothing for a far end's faults."""

    def ask(self, key: str) -> Answer | None:
        """SENT: the far end has it. None: it certainly has not. UNCERTAIN: no answer."""
        raise TypeError(f"{type(self).__name__} cannot be asked")
