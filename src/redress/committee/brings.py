"""What committees bring: their sessions, what they have done to complaints, and who presides."""

from redress.casework.addressed import Addressed
from redress.casework.rooms import Brings, On
from redress.committee import door
from redress.committee.bodies import coordinators
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.execution import ReportExecution
from redress.committee.commands.refer import DisputeDetermination, ReferToCommittee
from redress.committee.commands.rule import Rule
from redress.committee.commands.take_back import TakeBackReferral
from redress.committee.queries.sessions import opened
from redress.committee.ruling import Committees
from redress.committee.seating import EndSeat, GiveSeat, SetUpBody
from redress.committee.sessions.plan import PlanSession
from redress.committee.sessions.registry import ALL
from redress.complaints import speaking
from redress.complaints.rulings import ruled_by

BRINGS = Brings(
    commands=(
        On(
            "complaint",
            (ReferToCommittee, DisputeDetermination, TakeBackReferral, PutOnAgenda, Rule, ReportExecution),
            after="sign",
        ),
        On("unit", (SetUpBody, GiveSeat, EndSeat)),
    ),
    addressed=(
        Addressed(
            path="sessions",
            title="Committees",
            thing="session",
            number=r"^[A-Z0-9_-]{3,40}$",
            example="SC-C-2026-003",
            door=door.DOOR,
            opens=PlanSession,
            commands=ALL,
            read=opened,
        ),
    ),
    fills=(lambda: speaking.presided_by(coordinators), lambda: ruled_by(Committees())),
)
