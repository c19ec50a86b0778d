"""Ask the policy system again, and name somebody who was not named at the report (SYS-02, CLM-02)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework import lookups
from redress.casework.asking import Presets
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText, ShortLine
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.claims import insured
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.new_claim import MOST_PEOPLE
from redress.claims.commands.people import ClaimPerson, same_name
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, Role
from redress.claims.models import Claim, ClaimParty
from redress.organisation.actor import Actor
from redress.policies.held import Check, Held
from redress.policies.port import Away
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise


class CheckPolicy(ClaimCommand):
    """Ask what the insurer holds of the policy, where it did not answer before or the number was wrong (SYS-02)."""

    name = "check_policy"
    label = gettext_lazy("Check the policy")
    icon = "shield-check"
    writes = Writes(
        columns=(
            "policy_number",
            "policy_index",
            "policy_checked_at",
            "cover",
            "doubts",
            "account",
            "account_holder",
        )
    )
    cite = ("SYS-02", "CLM-02")
    duties = TAKES

    policy_number: ShortLine = Field(min_length=1, title=gettext_noop("Policy number"))

    _held: Held | None = PrivateAttr(default=None)

    example = {"policy_number": "P510001"}

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        return {"policy_number": str(file.row.policy_number)}

    def beforehand(self, actor: Actor, number: str) -> None:
        row = Claim.objects.visible_to(actor).filter(number=number).only("occurred_at").first()
        if row is not None:
            # Its answer says whether there is such a policy, and who stands in it: it is a look-up as any other.
            lookups.count(actor)
            self._held = insured.ask(actor, self.policy_number, row.occurred_at, "CLM-02")

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self._held is None:
            refuse(
                "SYS-02",
                _("No policy system is connected, and no policies are loaded. Look the policy up where it is kept."),
                field="policy_number",
            )  # fmt: skip
        if self._held.check is Check.AWAY:
            raise Away("asked again")

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        row, changed = file.row, not _same(self.policy_number, str(file.row.policy_number))
        if changed:
            row.policy_number = self.policy_number
        policy = self._held.policy if self._held else None
        account = policy.account if policy is not None and not row.account else None
        if policy is not None and account is not None and insured.of_company(policy, row.unit):
            row.account, row.account_holder = account.number, account.holder
        return {"changed": changed} | insured.note(file, self._held, file.parties)


def _same(one: str, other: str) -> bool:
    return normalise(one, Kind.POLICY) == normalise(other, Kind.POLICY)


class AddPerson(ClaimCommand):
    """Name somebody else in the claim: who claims for a minor, an heir, who brings the papers (CLM-02)."""

    name = "add_person"
    label = gettext_lazy("Add a person")
    icon = "user-plus"
    writes = Writes(add=("claims_claimparty",))
    cite = ("CLM-02",)
    duties = TAKES

    person: list[ClaimPerson] = Field(min_length=1, max_length=1, title=gettext_noop("Person"))
    reason: RequiredText = Field(title=gettext_noop("What this person has to do with the claim"))

    example = {
        "person": [{"role": "claimant", "name": "刘小明", "phone": "13900005678"}],
        "reason": "被保险人之子，代为申请。",
    }

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        return {"person": [{"role": Role.CLAIMANT.value}]}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        new = self.person[0]
        if len(file.parties) >= MOST_PEOPLE:
            refuse(
                "CLM-02", _("A claim has at most ten people. Leave out whom it is not about."), field="person"
            )
        for each in file.parties:
            if each.role == new.role and same_name(each.name, new.name):
                refuse(
                    "CLM-02",
                    _("This person stands in the claim already. Nothing needs to be done."),
                    field="person",
                )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.add(ClaimParty(claim=file.row, **dict(self.person[0])))
        return {"role": self.person[0].role.value}
