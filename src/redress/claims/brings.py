"""What the claims service desk brings."""

from redress.casework.rooms import Brings
from redress.claims.catastrophes.kind_of_file import CATASTROPHE
from redress.claims.kind_of_file import CLAIM

BRINGS = Brings(kinds=(CLAIM, CATASTROPHE))
