"""How people want to be told: colleagues' channels, and who wants no messages (COM-10)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.refusals import refuse
from redress.messages import reachable
from redress.messages.channels import EVERY, Reached, channel
from redress.messages.channels.sms.channel import is_number
from redress.messages.models import Medium, OptOut, StaffContact
from redress.organisation.actor import Actor
from redress.privacy import cipher
from redress.privacy.masks import Kind

CHOICES = tuple(each.medium for each in EVERY if each.for_staff)


def _own(actor: Actor) -> int:
    if actor.id is None:
        refuse("COM-10", _("Only a member of staff is told of anything. Sign in as yourself."))
    return actor.id


def prefer(actor: Actor, channels: Collection[str], mobile: str, mail: str, language: str) -> StaffContact:
    """Keep the actor's own wishes. Raises Refusal when a channel is chosen that has no address."""
    chosen = [way for way in CHOICES if way in channels]
    if mobile and not is_number(mobile):
        refuse("COM-10", _("This is no telephone number. Check the number."), field="mobile")
    if mail and not reachable.mailbox(mail):
        refuse("COM-10", _("This is no mail address. Check the address."), field="mail")
    asked = {channel(way).reached for way in chosen}
    if not mobile and Reached.MOBILE in asked:
        refuse("COM-10", _("Give your mobile number for the channels you chose."), field="mobile")
    if not mail and Reached.MAILBOX in asked:
        refuse("COM-10", _("Give your mail address, or do not choose mail."), field="mail")
    contact, _created = StaffContact.objects.update_or_create(
        user_id=_own(actor),
        defaults={"channels": chosen, "mobile": mobile, "mail": mail, "language": language},
    )
    return contact


def wishes(actor: Actor) -> StaffContact:
    """The actor's wishes; those of somebody who never said anything when there are none."""
    return StaffContact.objects.filter(user_id=_own(actor)).first() or StaffContact(
        user_id=_own(actor), channels=[Medium.SMS, Medium.MAIL]
    )


def opt_out(actor: Actor, address: str, channel: Medium, reason: str = "") -> None:
    """No more messages to that address by that channel, except those law or method ask for. Twice is once."""
    index = cipher.blind(address, Kind.PHONE)
    if index is None:
        refuse("COM-10", _("There is no address to opt out. Give one first."), field="address")
    if wants_none(address, channel):
        return
    OptOut.objects.get_or_create(
        address_index=index,
        channel=channel,
        ended_at=None,
        defaults={"at": moment.now(), "by_id": actor.id, "reason": reason},
    )


def opt_in(actor: Actor, address: str, channel: Medium) -> None:
    """The person wants messages again; that there were none meanwhile stays on record. Refused when there were."""
    if not _opted_out(address, channel).update(ended_at=moment.now(), ended_by_id=actor.id):
        refuse(
            "COM-10",
            _("Messages to this address were not opted out of. Nothing needs to be done."),
            field="address",
        )


def wants_none(address: str, channel: Medium) -> bool:
    """Whether somebody said so for that address, however it was written then."""
    return _opted_out(address, channel).exists()


def _opted_out(address: str, channel: Medium) -> QuerySet[OptOut]:
    prints = cipher.blinds(address, Kind.PHONE)
    return OptOut.objects.filter(address_index__in=prints, channel=channel, ended_at=None)


def opted_out(addresses: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of these (channel, address), those that want no messages: one query."""
    prints = {
        (way, each): (way, address)
        for way, address in addresses
        for each in cipher.blinds(address, Kind.PHONE)
    }
    rows = OptOut.objects.filter(address_index__in=[each for _way, each in prints], ended_at=None)
    found = {(way, bytes(index)) for way, index in rows.values_list("channel", "address_index")}
    return {prints[each] for each in found & prints.keys()}
