"""Text messages through a gateway over HTTP, signed, each with its Idempotency-Key.

POST {url}/messages {"to", "text", "signature", "reference"}: 2xx {"id"}; the same key again is the same message.
GET {url}/messages/{key}: 200 {"id"} when the gateway has it, 404 when it has not.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.messages.channels.base import Answer, Channel, Parcel, Reached
from redress.messages.channels.http import Reply, Silence, call
from redress.messages.models import Medium, Outcome
from redress.messages.reachable import mobile
from redress.outward import signing
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise

_NUMBER = re.compile(r"\+?\d{5,15}")
_LATER = frozenset({408, 409, 425, 429})


class Sms(Channel):
    """The gateway can be asked by key, so that an uncertain message is sent again exactly when it never arrived."""

    medium = Medium.SMS
    reached = Reached.MOBILE
    short = for_staff = for_customers = True
    needs = ("REDRESS_SMS_URL", "REDRESS_SMS_SECRET")
    unready = gettext_lazy("No SMS gateway is set up yet.")
    asks = True

    def address(self, written: str) -> str:
        return mobile(written) if written else ""

    def send(self, parcel: Parcel) -> Answer:
        number = normalise(parcel.address, Kind.PHONE)
        if not is_number(number):
            return Answer(Outcome.FAILED, error=_("This is no telephone number. Check the number."))
        said = {
            "to": number,
            "text": parcel.body,
            "signature": settings.REDRESS_SMS_SIGNATURE,
            "reference": parcel.key,
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        more = {"Idempotency-Key": parcel.key, "Content-Type": "application/json"}
        answer = _call("POST", "/messages", body, more)
        if isinstance(answer, Silence):
            return Answer(answer.outcome, error=answer.error, trouble=answer.outcome != Outcome.FAILED)
        return _told(answer)

    def ask(self, key: str) -> Answer | None:
        answer = _call("GET", f"/messages/{quote(key, safe='')}")
        if isinstance(answer, Reply) and answer.status == 404:
            return None
        if isinstance(answer, Reply) and answer.status == 200:
            return Answer(Outcome.SENT, provider_id=_id(answer))
        if isinstance(answer, Silence):
            return Answer(Outcome.UNCERTAIN, error=answer.error, trouble=True)
        return Answer(Outcome.UNCERTAIN, error=_said(answer), trouble=_away(answer))


def is_number(text: str) -> bool:
    """Whether it is a telephone number once spaces and dashes are gone."""
    return _NUMBER.fullmatch(normalise(text, Kind.PHONE)) is not None


def _call(method: str, path: str, body: bytes = b"", more: dict[str, str] | None = None) -> Reply | Silence:
    url = settings.REDRESS_SMS_URL.rstrip("/") + path
    signed = signing.headers(
        settings.REDRESS_SMS_KEY, settings.REDRESS_SMS_SECRET, method, urlsplit(url).path, body
    )
    return call(method, url, body, signed | (more or {}))


def _told(answer: Reply) -> Answer:
    """A gateway that failed (5xx) is asked again: by the key it knows that it is the same message."""
    if 200 <= answer.status < 300:
        return Answer(Outcome.SENT, provider_id=_id(answer))
    later = answer.status >= 500 or answer.status in _LATER
    outcome = Outcome.RETRY if later else Outcome.FAILED
    return Answer(outcome, error=_said(answer), wait=answer.wait, trouble=_away(answer))


def _away(answer: Reply) -> bool:
    """Whether it speaks of the gateway and not of this message."""
    return answer.status >= 500 or answer.status == 429


def _id(answer: Reply) -> str:
    try:
        found = json.loads(answer.body)
    except ValueError:
        return ""
    return str(found.get("id", ""))[:120] if isinstance(found, dict) else ""


def _said(answer: Reply) -> str:
    return f"{answer.status} {answer.body[:200].decode(errors='replace')}".strip()
