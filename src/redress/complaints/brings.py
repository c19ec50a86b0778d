"""What complaints bring: their kind, their commands, what goes with every one of them."""

from redress.casework.rooms import Brings, On
from redress.complaints.closing import ending, signers
from redress.complaints.commands.every import ALL
from redress.complaints.deciding import reapproval
from redress.complaints.executor import DOOR
from redress.complaints.flows import emergencies
from redress.complaints.kind_of_file import COMPLAINT
from redress.complaints.letters import readdressing
from redress.complaints.oversight import daily
from redress.complaints.recusing import standing_aside

FOLLOWERS = (
    ending.follow,
    standing_aside.follow,
    readdressing.follow,
    signers.follow,
    emergencies.follow,
    reapproval.follow,
)
"""In this order."""

BRINGS = Brings(
    kinds=(COMPLAINT,),
    commands=(On("complaint", ALL),),
    morning=(daily.morning,),
    fills=(lambda: DOOR.assemble(followers=FOLLOWERS),),
)
