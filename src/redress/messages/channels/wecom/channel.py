"""A WeCom (企业微信) group robot. Its key is part of its address; the person meant is mentioned by mobile number."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy

from redress.messages.channels import robot
from redress.messages.channels.base import Answer, Channel, Parcel, Reached
from redress.messages.models import Medium

_BUSY = frozenset({-1, 45009})
"""'System busy' and 'too many calls' of its API."""


class WeCom(Channel):
    """Twenty messages a minute are taken; the rest is told to come later."""

    medium = Medium.WECOM
    reached = Reached.MOBILE
    short = for_staff = True
    needs = ("REDRESS_WECOM_URL",)
    unready = gettext_lazy("No WeCom robot is set up yet.")

    def send(self, parcel: Parcel) -> Answer:
        text = {"content": parcel.body, "mentioned_mobile_list": [parcel.address]}
        return robot.post(settings.REDRESS_WECOM_URL, {"msgtype": "text", "text": text}, _BUSY)
