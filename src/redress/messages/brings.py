"""What messages bring: what happens to files is told, where their kind says to whom."""

from redress.casework.rooms import Brings
from redress.casework.served_door import SERVICES
from redress.messages.composing.compose import compose

BRINGS = Brings(fills=(lambda: setattr(SERVICES, "composer", compose),))
