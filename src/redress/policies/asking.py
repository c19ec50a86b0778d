"""Looking up policies: for whom it is work, counted by the hour, and on record (SEC-01, SEC-03).

Whoever shows what a policy says asks here; `system` alone is for what is compared and not shown.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework import access, lookups
from redress.casework.refusals import Forbidden, refuse
from redress.organisation.actor import Actor
from redress.policies.kinds import LOOKS_UP
from redress.policies.port import Asked, Found
from redress.policies.system import system
from redress.privacy.cipher import blind
from redress.privacy.kinds import Kind


def admit(actor: Actor) -> None:
    """Refuse whoever has nothing to look up."""
    if not actor.system and not actor.over(LOOKS_UP):
        raise Forbidden(
            "SEC-01",
            _(
                "Looking up policies is for those who take or handle complaints and claims. Ask customer service of "
                "your unit."
            ),
        )


def look_up(actor: Actor, asked: Asked, purpose: str = "INT-03") -> Found:
    """The policies. Raises Forbidden, TooMany, a Refusal for a question that asks for nobody, and Away."""
    admit(actor)
    if not prints(asked):
        refuse(
            "INT-03",
            _("Give a policy number, an identity number, a telephone, or a name with the day of birth."),
            field="number",
        )
    lookups.count(actor)
    access.log(
        actor, access.Action.LOOK_UP, purpose=purpose, fields="policies by " + asked.by, asked=prints(asked)
    )
    return system().find(asked)


def prints(asked: Asked) -> list[bytes]:
    """Fingerprints of what is asked by; none of what is nobody's."""
    kinds = {"number": Kind.POLICY, "id_number": Kind.ID_NUMBER, "phone": Kind.PHONE, "name": Kind.NAME}
    if not asked.by:
        return []
    found = [blind(getattr(asked, asked.by), kinds[asked.by])]
    return [each for each in found if each]
