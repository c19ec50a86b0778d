"""Who is told, by which way and at which address. A fixed number of queries, however many files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from redress.messages import channels
from redress.messages.channels import Reached
from redress.messages.composing.occasions import Occasion
from redress.messages.models import Audience, Medium, StaffContact
from redress.messages.speaking import Customer, Speaking
from redress.organisation import holders
from redress.organisation.models import Department, User
from redress.organisation.standing_in import reached


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address. `user` is who is reached, `meant` whom they stand in for, if for anybody."""

    audience: Audience
    channel: Medium
    address: str
    name: str = ""
    language: str = "zh-hans"
    user: int | None = None
    meant: int | None = None
    department: int | None = None

    @property
    def key(self) -> str:
        """Tells recipients of one rule apart; the same for the same recipient, whenever it is asked."""
        return f"{self.channel}.{self.audience[0]}{self.user or self.department or ''}"


@dataclass
class Directory:
    """What composing read: people, their wishes, departments, heads, customers of files."""

    contacts: dict[int, StaffContact] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    instead: dict[int, int] = field(default_factory=dict)
    people_of: dict[int, list[int]] = field(default_factory=dict)
    departments: dict[int, Department] = field(default_factory=dict)
    posts: holders.Posts | None = None
    coordinating: Mapping[int, Collection[int]] = field(default_factory=dict)
    customers: Mapping[int, Customer] = field(default_factory=dict)
    chairs: Mapping[int, int] = field(default_factory=dict)
    preferred: Mapping[int, Medium] = field(default_factory=dict)
    """The ways customers want to be told by, by the keys of their files."""
    known: Any = None
    """What the kind of file read for its facts."""


def read(found: Sequence[Occasion], speaking: Speaking) -> Directory:
    """Everything the occasions need, at once."""
    directory = Directory()
    told = {to for each in found for to in each.rule.to}
    files = [each.file for each in found]
    if "customer" in told:
        theirs = [each.file for each in found if "customer" in each.rule.to]
        directory.customers = speaking.customers(theirs)
        directory.preferred = {file.row.id: way for file in theirs if (way := speaking.preferred(file))}
    if told & {"head", "superior", "leading_group", "committee"}:
        directory.posts = holders.posts({file.row.unit_id for file in files})
    if "committee" in told:
        directory.chairs = speaking.chairs(list({file.row.unit_id: file.row.unit for file in files}.values()))
    directory.known = speaking.known([(each.file, each.rule) for each in found])
    if "coordinating_departments" in told:
        directory.coordinating = speaking.departments(files)
    departments = {each.alert.department_id for each in found if each.alert and each.alert.department_id}
    departments |= {one for several in directory.coordinating.values() for one in several}
    _read_departments(directory, {each for each in departments if each})
    wanted = {user for each in found for user in _meant(each, directory)}
    _read_people(directory, wanted)
    return directory


def _read_departments(directory: Directory, ids: Collection[int]) -> None:
    if not ids:
        return
    directory.departments = Department.objects.select_related("unit").in_bulk(list(ids))
    directory.people_of = holders.desk_of(ids)


def _read_people(directory: Directory, wanted: Collection[int]) -> None:
    if not wanted:
        return
    directory.instead = reached(wanted)
    ids = set(directory.instead.values()) | set(wanted)
    directory.users = User.objects.in_bulk(list(ids))
    directory.contacts = {each.user_id: each for each in StaffContact.objects.filter(user_id__in=ids)}


def _meant(occasion: Occasion, directory: Directory) -> Iterator[int]:
    """The people an occasion means, before anybody stands in."""
    row, alert = occasion.file.row, occasion.alert
    for to in occasion.rule.to:
        if to == "addressee" and alert is not None:
            if alert.user_id:
                yield alert.user_id
            yield from directory.people_of.get(alert.department_id or 0, ())
        elif to == "owner":
            yield row.owner_id
        elif to == "coordinating_departments":
            for department in sorted(directory.coordinating.get(row.id, ())):
                yield from directory.people_of.get(department, ())
        elif to == "committee" and row.unit_id in directory.chairs:
            yield directory.chairs[row.unit_id]
        elif directory.posts is not None and (found := directory.posts.find(to, row.unit_id)):
            yield found


def people(occasion: Occasion, directory: Directory) -> dict[int, int]:
    """Who is reached -> who is meant; nobody twice, though meant twice."""
    found: dict[int, int] = {}
    for meant in _meant(occasion, directory):
        found.setdefault(directory.instead.get(meant, meant), meant)
    return found


def recipients(occasion: Occasion, directory: Directory) -> list[Recipient]:
    """Every address the occasion goes to beside the screen."""
    ways = [Medium(way) for way in occasion.rule.by if way != "screen"]
    if "customer" in occasion.rule.to:
        key = occasion.file.row.id
        ways.sort(key=lambda way: way != directory.preferred.get(key))
        return to_customer(directory.customers.get(key), ways)
    found = [
        each
        for user, meant in people(occasion, directory).items()
        for each in _staff(directory, user, meant, ways)
    ]
    alert = occasion.alert
    if alert is not None and alert.department_id and Medium.MAIL in ways:
        department = directory.departments.get(alert.department_id)
        if department is not None and department.email:
            found.append(
                Recipient(
                    Audience.DEPARTMENT,
                    Medium.MAIL,
                    department.email,
                    str(department),
                    settings.LANGUAGE_CODE,
                    department=department.pk,
                )
            )
    return found


def addresses(
    wanted: Collection[int], ways: Sequence[Medium], *, themselves: bool = False
) -> list[Recipient]:
    """The addresses of these people by the ways they chose, or, unless `themselves`, of who stands in for them."""
    directory = Directory()
    _read_people(directory, wanted)
    if themselves:
        directory.instead = {}
    meant: dict[int, int] = {}
    for person in wanted:
        meant.setdefault(directory.instead.get(person, person), person)
    return [each for user, person in meant.items() for each in _staff(directory, user, person, ways)]


def _staff(directory: Directory, user: int, meant: int, ways: Sequence[Medium]) -> Iterator[Recipient]:
    """By the ways the person chose; who never chose is told by whatever address the house has."""
    person, contact = directory.users[user], directory.contacts.get(user)
    mobile = contact.mobile if contact else person.phone
    mail = contact.mail if contact else person.email
    chosen = contact.channels if contact else [Medium.SMS, Medium.MAIL]
    given = {Reached.MOBILE: mobile, Reached.MAILBOX: mail}
    for way in ways:
        by = channels.channel(way)
        if way in chosen and by.for_staff and (reached := by.address(given.get(by.reached) or "")):
            yield Recipient(
                Audience.STAFF,
                way,
                reached,
                str(person),
                contact.language if contact else settings.LANGUAGE_CODE,
                user=user,
                meant=meant if meant != user else None,
            )


def to_customer(party: Customer | None, ways: Sequence[Medium]) -> list[Recipient]:
    """The first way by which a message can arrive at an address that was given; nobody where there is none."""
    if party is None:
        return []
    given = {Reached.MOBILE: party.phone, Reached.MAILBOX: party.email, Reached.PLACE: party.address}
    for way in ways:
        by = channels.channel(way)
        if by.for_customers and (address := by.address(given[by.reached] or "")):
            return [Recipient(Audience.CUSTOMER, way, address, party.name, settings.LANGUAGE_CODE)]
    return []
