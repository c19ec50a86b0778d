"""What clocks bring: the files of every kind are timed as they are written, and again when a year of a calendar is
loaded for which their deadlines waited, or their unit counts by another; and in dossiers why each ends when it does."""

from redress.administration.following import AFTER_A_CALENDAR
from redress.administration.years import AFTER_A_YEAR
from redress.casework.rooms import Brings
from redress.casework.served_door import SERVICES
from redress.clocks.commands import have_recomputed, have_unit_recomputed
from redress.clocks.materialise import materialise
from redress.clocks.queries import explanations
from redress.letters.dossier.limits import explained_by

BRINGS = Brings(
    fills=(
        lambda: setattr(SERVICES, "timer", materialise),
        lambda: explained_by(explanations),
        lambda: AFTER_A_YEAR.append(have_recomputed),
        lambda: AFTER_A_CALENDAR.append(have_unit_recomputed),
    )
)
