"""What is done to a thing: taken in, given back, handed to the police."""

from redress.casework import rulebooks
from redress.casework.command import Facts
from redress.casework.inputs import PersonName, Phone, RequiredText
from redress.casework.open_served import OpenServed
from redress.casework.served_command import ServedCommand
from redress.clocks.of_kind import clocks
from redress.disposal.commands import disposing
from redress.letters.commands.of_kind import letters
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES
from tests.third_kind.models import State


class ThingCommand(ServedCommand):
    states = State
    duties = CASE_DUTIES
    within = frozenset(State)


class TakeIn(ThingCommand):
    """Take in what somebody found."""

    name, label, icon, creates = "take_in", "Take in", "package", True
    example = {"what": "雨伞"}

    what: RequiredText

    def do(self, file: OpenServed, actor: Actor) -> Facts:
        row = file.row
        row.unit_id, row.owner_id = actor.stands_at(self.duties), actor.id
        row.rulebook = rulebooks.in_force("lost-property", file.now.date(), "lost-property")
        row.what = self.what
        file.event("thing_found")
        return {"number": row.number}


class GiveBack(ThingCommand):
    """Give it to whoever lost it."""

    name, label, icon, primary = "give_back", "Give back", "heart-handshake", True
    moves = {State.KEPT: State.GONE}
    example = {"who": "王芳", "phone": "13900001111"}

    who: PersonName
    phone: Phone = ""

    def do(self, file: OpenServed, actor: Actor) -> Facts:
        file.row.name, file.row.phone = self.who, self.phone
        file.event("thing_given")
        return {}


class HandToPolice(ThingCommand):
    """Nobody has come for it."""

    name, label, icon = "hand_to_police", "Hand to the police", "building"
    moves = {State.KEPT: State.GONE}
    example = {}

    def do(self, file: OpenServed, actor: Actor) -> Facts:
        file.event("thing_given")
        return {}


ALL = (
    *(TakeIn, GiveBack, HandToPolice),
    *letters(ThingCommand),
    *clocks(ThingCommand),
    *disposing(ThingCommand, frozenset({State.GONE})),
)
