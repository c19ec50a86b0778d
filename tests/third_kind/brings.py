"""What the room of lost property brings."""

from redress.casework.journal import Journal
from redress.casework.kinds import Kind
from redress.casework.numbering import Numbering
from redress.casework.open_served import OpenServed
from redress.casework.registry import Registry
from redress.casework.rooms import Brings, On
from redress.casework.served_door import ServedDoor
from redress.letters.writing import Writing
from redress.messages.speaking import Speaking
from redress.organisation.kinds import CASE_DUTIES
from redress.privacy import kinds as privacy
from redress.rulebook.words import Words
from tests.third_kind.commands import ALL, TakeIn
from tests.third_kind.models import State, Thing, ThingEntry, ThingText

JOURNAL = Journal(files=Thing, entries=ThingEntry, texts=ThingText, file="thing_id")


class ThingDoor(ServedDoor):
    name, states, key_once, journal = "thing", State, "thing_key_once", JOURNAL
    numbering = Numbering("F", 7, "third_kind_thing_number")
    file, ended = OpenServed, frozenset({State.GONE})


THING = Kind(
    name="thing",
    label="lost thing",
    door=ThingDoor(),
    commands=Registry(),
    services=(Writing(Thing), Speaking(Thing, CASE_DUTIES)),
    path="things",
    title="Lost property",
    opens=TakeIn,
    found_by={"phone_index": privacy.Kind.PHONE},
)

BRINGS = Brings(
    kinds=(THING,),
    commands=(On("thing", ALL),),
    events={
        "thing_found": Words("拾得物品", "thing found"),
        "thing_given": Words("交还物品", "thing given back"),
    },
)
