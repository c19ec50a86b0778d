"""Forms of corrective actions, samples and checks. What they do, and who may, is redress.assessment's business."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from pydantic import ValidationError

from redress.assessment import actions, spotchecks
from redress.assessment.door import AssessmentCommand
from redress.assessment.kinds import LEADS, CheckResult
from redress.assessment.models import CorrectiveAction, SpotCheck
from redress.assessment.rules import rulebook_of
from redress.casework import access
from redress.casework.door import Outcome
from redress.casework.refusals import KeyReused, Refusal
from redress.desk.forms.words import Words
from redress.organisation.actor import Actor
from redress.organisation.models import Unit, User
from redress.rulebook.sections.aftercare.schema import SpotCheckRule

_TEXT = forms.Textarea


class ActForm(forms.Form):
    """One act. `result` is what it made; a refusal is written beside its field, or above the form."""

    button: ClassVar[str | Promise]
    result: Any = None
    version: int | None = None
    """The version that was read, for what changes something."""

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.key = (data.get("key", "")[:80] if data is not None else "") or str(uuid.uuid4())
        """What makes it safe to send it twice."""

    def carry_out(self) -> bool:
        """Whether it was done."""
        if not self.is_valid():
            return False
        try:
            self.result = self.act(**self.cleaned_data)
        except Refusal as refusal:
            access.told(refusal)
            if isinstance(refusal, KeyReused):
                self.key = str(uuid.uuid4())
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
            return False
        except ValidationError as error:
            for fault in error.errors():
                name = str(fault["loc"][0]) if fault["loc"] else ""
                self.add_error(name if name in self.fields else None, fault["msg"])
            return False
        return True

    def act(self, **given: Any) -> Any:
        """What the form is for; every form says it."""
        raise TypeError(f"{type(self).__name__} does not say what it does")


def sent_version(data: Any, now: int) -> int:
    """The version that the form was made of."""
    sent = data.get("version", "") if data is not None else ""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else now


class OpenActionForm(ActForm):
    button = gettext_lazy("Open the action")

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    case = Words(label=gettext_lazy("From case"), required=False, max_length=24)
    cause = forms.ChoiceField(label=gettext_lazy("Cause"))
    class_code = forms.ChoiceField(label=gettext_lazy("Class"), required=False)
    since = forms.DateField(label=gettext_lazy("Cause found since"))
    due = forms.DateField(label=gettext_lazy("To be done by"))
    owner = forms.ChoiceField(label=gettext_lazy("Who answers for it"))
    measure = Words(label=gettext_lazy("Measure"), max_length=5000, widget=_TEXT)

    def __init__(self, actor: Actor, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.actor = actor
        units = list(Unit.objects.filter(pk__in=actor.over(LEADS)))
        here = next((unit for unit in units if unit.pk == actor.stands_at(LEADS)), None)
        if here is None:
            raise actions.not_theirs()
        method = rulebook_of(here).method
        language = get_language() or "zh"
        self._offer("unit", [(unit.code, str(unit)) for unit in units])
        self._offer("cause", [(code, cause.title.get(language)) for code, cause in method.causes.items()])
        classes = method.class_sets["method"].codes.items()
        self._offer("class_code", [("", "—"), *((code, kind.title.get(language)) for code, kind in classes)])
        staff = User.objects.filter(is_active=True, department__unit__in=units)
        people = staff.select_related("department__unit").order_by("department__unit__path", "id")
        self._offer("owner", [(str(user.pk), f"{user.name} · {user.department}") for user in people])

    def _offer(self, name: str, found: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = found

    def act(self, **given: Any) -> Outcome:
        return actions.give(actions.OpenAction(**given), self.actor, key=self.key)


class _OfAction(ActForm):
    """An act on an action, from the version that the form was made of."""

    command: ClassVar[type[AssessmentCommand]]

    def __init__(self, actor: Actor, action: CorrectiveAction, data: Any = None) -> None:
        super().__init__(data)
        self.actor, self.action = actor, action
        self.version = sent_version(data, action.version)

    def act(self, **given: Any) -> Outcome:
        return actions.give(self.command(**given), self.actor, self.action.number, self.version, self.key)


class ReportDoneForm(_OfAction):
    button = gettext_lazy("Report completion")
    command = actions.ReportActionDone

    in_force = forms.DateField(label=gettext_lazy("Works since"))
    evidence = Words(label=gettext_lazy("Evidence of completion"), max_length=5000, widget=_TEXT)


class VerifyForm(_OfAction):
    button = gettext_lazy("Record the verification")
    command = actions.VerifyAction

    accepted = forms.ChoiceField(
        label=gettext_lazy("Is it done?"),
        choices=[("true", gettext_lazy("Yes")), ("false", gettext_lazy("No"))],
    )
    verdict = Words(label=gettext_lazy("What was found"), max_length=5000, widget=_TEXT)


class DrawForm(ActForm):
    button = gettext_lazy("Draw a sample")

    first = forms.DateField(label=gettext_lazy("Closed from"))
    last = forms.DateField(label=gettext_lazy("Closed until"))
    seed = Words(
        label=gettext_lazy("Seed"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("Empty: one is made and kept. The same seed draws the same cases."),
    )

    def __init__(self, actor: Actor, unit: Unit, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.actor, self.unit = actor, unit

    def act(self, **given: Any) -> Outcome:
        return spotchecks.give(spotchecks.DrawSample(unit=self.unit.code, **given), self.actor, key=self.key)


class CheckForm(ActForm):
    button = gettext_lazy("Record the check")

    def __init__(self, actor: Actor, found: SpotCheck, rules: SpotCheckRule, data: Any = None) -> None:
        super().__init__(data)
        self.actor, self.found, self.codes = actor, found, list(rules.items)
        self.version = sent_version(data, found.sample.version)
        language = get_language() or "zh"
        for code, item in rules.items.items():
            self.fields[code] = forms.ChoiceField(
                label=item.title.get(language),
                choices=[("", "—"), *CheckResult.choices],
                initial=found.items.get(code),
            )
        self.fields["remark"] = Words(
            label=gettext_lazy("Remark"), required=False, max_length=5000, widget=_TEXT, initial=found.remark
        )

    def act(self, **given: Any) -> Outcome:
        items = {code: given[code] for code in self.codes}
        case = self.found.complaint.number
        command = spotchecks.CheckCase(case=case, items=items, remark=given["remark"])
        return spotchecks.give(command, self.actor, self.found.sample.number, self.version, self.key)
