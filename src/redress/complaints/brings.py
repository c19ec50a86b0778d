"""What complaints bring: their kind, their commands, what goes with every one of them."""

from redress.casework.rooms import Brings, On
from redress.complaints import daily, emergencies, ending, reapproval, signers, standing_aside
from redress.complaints.commands.every import ALL
from redress.complaints.executor import DOOR
from redress.complaints.kind_of_file import COMPLAINT
from redress.complaints.letters import readdressing

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
