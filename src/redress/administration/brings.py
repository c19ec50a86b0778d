"""What administration brings: units, people, calendars and rulebooks, each with the commands on its file."""

from redress.administration import (
    accounts,
    appointments,
    deputies,
    following,
    notices,
    people,
    proposals,
    units,
)
from redress.administration.door import CALENDARS, PEOPLE, RULEBOOKS, UNITS
from redress.administration.publishing import PublishRulebook
from redress.administration.years import LoadYear
from redress.casework.addressed import Addressed
from redress.casework.rooms import Brings

ADMINISTER = "administer"
"""Who lets a program handle cases does not thereby let it change who may: these commands are no part of `command`."""

BRINGS = Brings(
    addressed=(
        Addressed(
            path="units",
            title="Units",
            thing="unit",
            number=r"^[a-z][a-z0-9-]{0,19}$",
            example="sc",
            broad=ADMINISTER,
            door=UNITS,
            opens=units.AddUnit,
            commands=(
                units.AddDepartment,
                units.ChangeDepartmentEmail,
                units.ClosePeriod,
                following.FollowRulebook,
                following.FollowCalendar,
                following.ChangeReception,
                notices.FileReport,
                proposals.ConfirmUnitChange,
                proposals.RejectUnitChange,
            ),
            read=UNITS.read,
        ),
        Addressed(
            path="people",
            title="Staff",
            thing="person",
            number=r"^P-[0-9]{6,18}$",
            example="P-000017",
            broad=ADMINISTER,
            door=PEOPLE,
            opens=people.AddColleague,
            commands=(
                appointments.Appoint,
                appointments.EndAppointment,
                deputies.NameDeputy,
                deputies.EndDeputy,
                people.MovePerson,
                accounts.ChangeContact,
                accounts.DisableAccount,
                accounts.ProposeEnabling,
                accounts.ProposeFactorReset,
                accounts.ProposePasswordCode,
                accounts.EndAllAccess,
                proposals.ConfirmChange,
                proposals.RejectChange,
            ),
            read=PEOPLE.read,
        ),
        Addressed(
            path="calendars",
            title="Calendars",
            thing="calendar",
            number=r"^Y-[a-z0-9-]{1,40}$",
            example="Y-cn",
            broad=ADMINISTER,
            door=CALENDARS,
            commands=(LoadYear,),
            read=CALENDARS.read,
        ),
        Addressed(
            path="rulebooks",
            title="Rulebooks",
            thing="rulebook",
            number=r"^R-[a-z][a-z0-9-]{0,63}$",
            example="R-life-method",
            broad=ADMINISTER,
            door=RULEBOOKS,
            commands=(PublishRulebook,),
            read=RULEBOOKS.read,
        ),
    ),
)
