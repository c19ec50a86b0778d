"""The ways by which people are told, as rulebooks name them. What each is, its folder in `messages/channels` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from redress.rulebook.words import Words

Medium = Literal["screen", "sms", "mail", "wecom", "dingtalk", "letter"]
Ringing = Literal["sms", "mail", "wecom", "dingtalk"]
"""Those that make themselves heard."""
FOR_CUSTOMERS: Final = frozenset({"sms", "mail", "letter"})

WAYS: Final[Mapping[str, Words]] = {
    "screen": Words("系统提醒", "screen"),
    "sms": Words("短信", "text message"),
    "mail": Words("电子邮件", "e-mail"),
    "wecom": Words("企业微信", "WeCom"),
    "dingtalk": Words("钉钉", "DingTalk"),
    "letter": Words("函件", "letter"),
}
