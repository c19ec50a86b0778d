"""Keys of an account on their way to its person, and to nobody else (SEC-05)."""

from __future__ import annotations

from redress.complaints import moment
from redress.messages import channels, tasks
from redress.messages.composing.writing import write
from redress.messages.models import Audience, Medium, Message
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User

TEMPLATE = "password"


def reaches(user: User) -> bool:
    """Whether mail goes out at all, and the house knows an address of the person that a second person confirmed."""
    return bool(user.email) and channels.is_set_up(Medium.MAIL)


def send_password_link(user: User, link: str) -> None:
    """Write the mail with the link; it goes to the address of the account, whatever else the person chose."""
    now = moment.now()
    words = write(TEMPLATE, Medium.MAIL, "zh-hans", {"link": link, "name": str(user)})
    with acting_as(SYSTEM):
        Message.objects.create(
            rule="password_link",
            template=TEMPLATE,
            template_version=words.version,
            channel=Medium.MAIL,
            language="zh-hans",
            audience=Audience.STAFF,
            user=user,
            required=True,
            key=f"password.{user.pk}.{now:%Y%m%d%H%M%S%f}",
            whom=str(user),
            address=user.email,
            subject=words.subject,
            body=words.body,
            created_at=now,
            next_attempt_at=now,
        )
        tasks.deliver_now.defer()
