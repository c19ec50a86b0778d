"""Ways out of the insurer, a folder each. A channel that nobody set up suppresses its messages and says so."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.conf import settings
from django.utils import translation

from redress.messages.channels.base import Answer, Channel, Parcel, Reached
from redress.messages.channels.dingtalk.channel import DingTalk
from redress.messages.channels.letter.channel import Letter
from redress.messages.channels.mail.channel import Mail
from redress.messages.channels.sms.channel import Sms
from redress.messages.channels.wecom.channel import WeCom
from redress.messages.models import Medium

__all__ = ["EVERY", "Answer", "Channel", "Parcel", "Reached", "channel", "is_set_up", "missing", "to_set_up"]

EVERY: Final[tuple[Channel, ...]] = (Sms(), Mail(), WeCom(), DingTalk(), Letter())
"""In the order in which they are offered."""
_BY_MEDIUM: Final = {each.medium: each for each in EVERY}


def channel(medium: Medium | str) -> Channel:
    """The channel of that name."""
    return _BY_MEDIUM[Medium(medium)]


def missing(medium: Medium | str) -> str:
    """What is not there before messages go this way, and whom to ask; empty when it is ready.

    Said as it is kept with a message: in the insurer's language, whichever the one who acts reads.
    """
    asked = channel(medium)
    return "" if asked.ready else _unready(asked, settings.LANGUAGE_CODE)


@cache
def _unready(asked: Channel, language: str) -> str:
    with translation.override(language):
        return asked.missing()


def to_set_up() -> list[Channel]:
    """The channels that wait for an administrator."""
    return [each for each in EVERY if not each.ready]


def is_set_up(medium: Medium | str) -> bool:
    return channel(medium).ready
