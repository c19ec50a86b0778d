"""Who does the work of an absent person, and for how long (ORG-12)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from redress.administration import places
from redress.administration.authority import ADMINISTRATORS, NotYourDuty
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.casework.command import Facts
from redress.casework.inputs import Line
from redress.casework.refusals import refuse
from redress.casework.stated import AGES, FIRST, FURTHEST, Span
from redress.organisation import reporting
from redress.organisation.actor import Actor, Post
from redress.organisation.deputising import NAMERS, is_above, line, passed
from redress.organisation.kinds import Change
from redress.organisation.models import Deputy, User
from redress.organisation.queries import deputising_for, place, posts_on

_DAY = timedelta(days=1)
_NOWHERE = gettext_noop("Both must sit in a department. Give each a department first.")


def may_name(actor: Actor, absent: User) -> bool:
    """Whether the actor may name a deputy for that person: the person, a superior by post, or the system.

    By posts of one's own: to give somebody the powers of another does not pass to a deputy.
    """
    if actor.on_behalf_of is not None:
        return False
    if actor.system or (actor.id == absent.pk and actor.id is not None):
        return True
    own = actor.ways[0].posts
    placed = list(_placed(absent))
    return bool(placed) and all(any(is_above(post, beneath) for post in own) for beneath in placed)


class NameDeputy(AdministrationCommand):
    """Have somebody do the work of an absent person from `first` to `last`; then it goes back by itself (ORG-12)."""

    name = "name_deputy"
    label = gettext_lazy("Name a deputy")
    cite = ("ORG-12",)
    duties = NAMERS
    times = {"first": Span(AGES, until=FURTHEST), "last": Span(FIRST, until=FURTHEST)}

    deputy: int
    first: date
    last: date
    reason: Line

    example = {"deputy": 17, "first": "2026-12-01", "last": "2026-12-05", "reason": "年假"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        """By the person, or a superior: `ready` asks, once it is known that nobody makes themselves a deputy."""

    def keep_out(self, file: Dossier, actor: Actor) -> None:
        """Never by the deputy, by who acts for that one, or for whom that one acts."""
        absent, deputy = file.person, places.person(self.deputy, "deputy")
        if absent.department is None or deputy.department is None:
            refuse("ORG-12", _(_NOWHERE), "deputy")
        acted_for = actor.id != absent.pk and actor.id in deputising_for(deputy.pk)
        if not actor.system and (deputy.pk in actor.people or acted_for):
            because = _(
                "Nobody makes themselves or whom they act for a deputy. The absent person or "
                "a superior names one. Ask one of them."
            )
            refuse("ORG-12", because, "deputy")

    @classmethod
    def ready(cls, file: Dossier, actor: Actor) -> None:
        if not may_name(actor, file.person):
            raise NotYourDuty(NAMERS, file.person.department.unit if file.person.department else file.person)

    def check(self, file: Dossier, actor: Actor) -> None:
        absent, deputy = file.person, places.person(self.deputy, "deputy")
        assert absent.department is not None
        assert deputy.department is not None  # `keep_out` has asked
        if not (absent.is_active and deputy.is_active):
            because = _(
                "%(name)s no longer works here. What somebody leaves behind is handed over, not "
                "deputised. Hand the work over."
            )
            refuse("ORG-12", because % {"name": deputy if absent.is_active else absent}, "deputy")
        if absent.department.unit.path.split("/")[:3] != deputy.department.unit.path.split("/")[:3]:
            refuse("ORG-12", _("The deputy works for another company. Name a colleague."), "deputy")
        if absent == deputy:
            refuse("ORG-12", _("Nobody is their own deputy. Name somebody else."), "deputy")
        if self.last < self.first:
            refuse("ORG-12", _("The last day is before the first. Correct one of the two."), "last")
        _check_line(absent, deputy, self.first)
        _check_longest(absent, deputy, self.first, self.last)
        # One at a time: two changes at the same moment could each be no circle and make one together.
        overlapping = list(Deputy.objects.select_for_update().filter(period__overlap=self._period))
        held = next((each for each in overlapping if each.absent_id == absent.pk), None)
        if held:
            because = _("%(name)s already has a deputy in that time: %(deputy)s. End that first.")
            refuse("ORG-12", because % {"name": absent, "deputy": held.deputy}, "first")
        if way := _circle(absent.pk, deputy.pk, overlapping):
            names = User.objects.in_bulk(way)
            because = _("This would be a circle of deputies: %(way)s. Name somebody who is there.")
            refuse("ORG-12", because % {"way": " → ".join(str(names[each]) for each in way)}, "deputy")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        absent, deputy = file.person, places.person(self.deputy, "deputy")
        made = Deputy.objects.create(
            absent=absent, deputy=deputy, period=self._period, reason=self.reason, named_by_id=actor.id
        )
        after = {
            "deputy": str(deputy),
            "deputy_id": str(deputy.pk),
            "first": str(self.first),
            "last": str(self.last),
            "reason": self.reason,
        }
        file.note(Change.DEPUTY_NAMED, department=absent.department, person=absent, after=after)
        return {"named": made.pk}

    @property
    def _period(self) -> tuple[date, date]:
        return self.first, self.last + _DAY


def _check_line(absent: User, deputy: User, day: date) -> None:
    """The deputy has a post of the same department or line of duty, when it begins and as far as is known."""
    posts = posts_on((absent.pk, deputy.pk), day)
    seats = {user.pk: user.department_id for user in (absent, deputy)}
    if passed(absent.pk, posts, seats, {absent.pk: deputy.pk}) is None:
        because = _(
            "%(deputy)s has no post in the same department or of the same line of duty as %(absent)s. "
            "Name somebody who has, or appoint a deputy there first."
        )
        refuse("ORG-12", because % {"deputy": deputy, "absent": absent}, "deputy")


def _check_longest(absent: User, deputy: User, first: date, last: date) -> None:
    """No longer than the rulebook allows, what joins on counted together: a post for good is an appointment."""
    assert absent.department is not None
    longest = reporting.longest_deputy(absent.department.unit)
    begun = first
    earlier = Deputy.objects.filter(absent=absent, deputy=deputy).order_by("-period")
    for each in earlier:
        if each.period.lower < begun <= each.period.upper:
            begun = each.period.lower
    if (last - begun).days + 1 > longest:
        because = _(
            "A deputy acts for at most %(days)d days at a time, and this would be %(asked)d. "
            "Give an earlier last day, or have somebody appointed."
        )
        refuse("ORG-12", because % {"days": longest, "asked": (last - begun).days + 1}, "last")


def _placed(user: User) -> list[Post]:
    """The posts of a person that can pass, today; else the place where the person sits, as a post of no rank."""
    posts = [post for post in posts_on((user.pk,), None)[user.pk] if line(post) is not None]
    if posts or user.department is None:
        return posts
    return [place(user.department)]


def _circle(absent: int, deputy: int, overlapping: list[Deputy]) -> list[int]:
    """The way from the absent person by deputies back to that person, if naming this deputy closes one."""
    acts = {each.absent_id: each.deputy_id for each in overlapping}
    way = [absent, deputy]
    while way[-1] in acts:
        way.append(acts[way[-1]])
        if way[-1] == absent:
            return way
        if len(way) > len(acts) + 2:
            return []
    return []


class EndDeputy(AdministrationCommand):
    """End a deputy's time with a day: by the absent person, who is back, a superior, the deputy, or an administrator.

    It takes sight away and gives none, so that who administers the unit may end it for somebody who leaves (ORG-12).
    """

    name = "end_deputy"
    label = gettext_lazy("End the deputy's time")
    cite = ("ORG-12",)
    duties = NAMERS
    times = {"last": Span(AGES, until=FURTHEST)}

    named: int
    last: date

    example = {"named": 12, "last": "2026-12-02"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        """Who the deputy is its input says: `check` asks."""

    def _held(self, file: Dossier) -> Deputy:
        found = Deputy.objects.select_for_update(of=("self",)).filter(absent=file.person)
        held = found.select_related("deputy").filter(pk=self.named).first()
        if held is None:
            refuse("ORG-12", _("The person has no such deputy. Choose one of those shown."), "named")
        return held

    def check(self, file: Dossier, actor: Actor) -> None:
        held = self._held(file)
        if file.person.department is None:
            refuse("ORG-12", _(_NOWHERE), "named")
        unit = file.person.department.unit
        administers = actor.has_over(ADMINISTRATORS, unit.pk)
        if actor.id != held.deputy_id and not administers and not may_name(actor, file.person):
            raise NotYourDuty(NAMERS, unit)
        before = held.period.upper - _DAY
        if not held.period.lower - _DAY <= self.last < before:
            refuse("ORG-12", _("Give a day before the last one, %(day)s.") % {"day": before}, "last")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        held = self._held(file)
        before = held.period.upper - _DAY
        if self.last < held.period.lower:
            file.gone.append(held)
        else:
            held.period = (held.period.lower, self.last + _DAY)
            held.save(update_fields=["period"])
        file.note(
            Change.DEPUTY_ENDED,
            department=file.person.department,
            person=file.person,
            before={"deputy": str(held.deputy), "last": str(before)},
            after={"deputy": str(held.deputy), "deputy_id": str(held.deputy_id), "last": str(self.last)},
        )
        return {"named": self.named}
