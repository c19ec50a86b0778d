"""What clocks bring: the files of every kind are timed as they are written."""

from redress.casework.rooms import Brings
from redress.casework.served_door import SERVICES
from redress.clocks.materialise import materialise

BRINGS = Brings(fills=(lambda: setattr(SERVICES, "timer", materialise),))
