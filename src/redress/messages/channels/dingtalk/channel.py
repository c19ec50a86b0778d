"""A DingTalk (钉钉) group robot. Each request is signed with the robot's secret and the time in milliseconds."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from urllib.parse import quote_plus

from django.conf import settings
from django.utils.translation import gettext_lazy

from redress.messages.channels import robot
from redress.messages.channels.base import Answer, Channel, Parcel, Reached
from redress.messages.models import Medium

_BUSY = frozenset({-1, 130101, 410100})
"""'System busy' and 'sent too fast' of its API."""


class DingTalk(Channel):
    """Twenty messages a minute are taken; the rest is told to come later."""

    medium = Medium.DINGTALK
    reached = Reached.MOBILE
    short = for_staff = True
    needs = ("REDRESS_DINGTALK_URL", "REDRESS_DINGTALK_SECRET")
    unready = gettext_lazy("No DingTalk robot is set up yet.")

    def send(self, parcel: Parcel) -> Answer:
        at = int(time.time() * 1000)
        url = settings.REDRESS_DINGTALK_URL
        joint = "&" if "?" in url else "?"
        signed = f"{url}{joint}timestamp={at}&sign={quote_plus(sign(settings.REDRESS_DINGTALK_SECRET, at))}"
        said = {
            "msgtype": "text",
            "text": {"content": f"@{parcel.address} {parcel.body}"},
            "at": {"atMobiles": [parcel.address], "isAtAll": False},
        }
        return robot.post(signed, said, _BUSY)


def sign(secret: str, at: int) -> str:
    """base64(HMAC-SHA256(secret, 'milliseconds\\nsecret')), as the robot's documentation has it."""
    said = f"{at}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()
