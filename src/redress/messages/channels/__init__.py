"""Ways out of the house, one folder each. A channel that nobody set up suppresses its messages and says so."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils import translation

from redress.messages.channels.base import Answer, Channel, Parcel
from redress.messages.models import Medium

__all__ = ["Answer", "Channel", "Parcel", "channel", "is_set_up", "missing", "to_set_up"]


@cache
def _all() -> dict[Medium, Channel]:
    from redress.messages.channels.dingtalk.channel import DingTalk
    from redress.messages.channels.letter.channel import Letter
    from redress.messages.channels.mail.channel import Mail
    from redress.messages.channels.sms.channel import Sms
    from redress.messages.channels.wecom.channel import WeCom

    return {each.medium: each for each in (Mail(), Sms(), WeCom(), DingTalk(), Letter())}


def channel(medium: Medium | str) -> Channel:
    """The channel of that name."""
    return _all()[Medium(medium)]


def missing(medium: Medium | str) -> str:
    """What is not there before messages go this way, and whom to ask; empty when it is ready.

    Said as it is kept with a message: in the house's language, whichever the one who acts reads.
    """
    asked = channel(medium)
    return "" if asked.ready else _unready(asked, settings.LANGUAGE_CODE)


@cache
def _unready(asked: Channel, language: str) -> str:
    with translation.override(language):
        return asked.missing()


def to_set_up() -> list[Channel]:
    """The channels that wait for an administrator."""
    return [each for each in _all().values() if not each.ready]


def is_set_up(medium: Medium | str) -> bool:
    return channel(medium).ready
