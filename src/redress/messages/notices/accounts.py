"""What goes to the person of an account alone: keys on their way, and that keys were changed (SEC-05)."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone, translation

from redress.casework import moment
from redress.messages import channels, tasks
from redress.messages.composing.writing import Facts, write
from redress.messages.models import Audience, Medium, Message
from redress.organisation import sign_ins
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User

TEMPLATE, CHANGED = "password", "account"
LANGUAGE = "zh-hans"


def reaches(user: User) -> bool:
    """Whether mail goes out at all, and the house knows an address of the person that a second person confirmed."""
    return bool(user.email) and channels.is_set_up(Medium.MAIL)


def send_password_link(user: User, link: str) -> None:
    """Write the mail with the link; it goes to the address of the account, whatever else the person chose."""
    _mail(user, user.email, TEMPLATE, "password_link", {"link": link, "name": str(user)})


@receiver(sign_ins.keys_changed)
def tell_keys_changed(user: User, what: str, address: str, also: str, **_rest: Any) -> None:
    """Whoever took an account over would change its keys first: its person is told by mail, whoever did it.

    Of another mail address the old one is told as well.
    """
    with translation.override(LANGUAGE):
        said = str(what)
    facts: Facts = {
        "name": str(user),
        "what": said,
        "at": timezone.localtime(moment.now()),
        "address": address,
    }
    for to in {user.email, also} - {""}:
        if channels.is_set_up(Medium.MAIL):
            _mail(user, to, CHANGED, "keys_changed", facts)


def _mail(user: User, to: str, template: str, rule: str, facts: Facts) -> None:
    now = moment.now()
    words = write(template, Medium.MAIL, LANGUAGE, facts)
    with acting_as(SYSTEM):
        Message.objects.create(
            rule=rule,
            template=template,
            template_version=words.version,
            channel=Medium.MAIL,
            language=LANGUAGE,
            audience=Audience.STAFF,
            user=user,
            required=True,
            key=f"{template}.{user.pk}.{now:%Y%m%d%H%M%S%f}{'' if to == user.email else '.before'}",
            whom=str(user),
            address=to,
            subject=words.subject,
            body=words.body,
            created_at=now,
            next_attempt_at=now,
        )
        tasks.deliver_now.defer()
