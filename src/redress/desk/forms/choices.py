"""What can be chosen in the fields of commands, by name of the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.committee.queries import options as committee
from redress.complaints import flows, judgements, remedies
from redress.complaints.commands import pausing
from redress.complaints.commands.base import Command
from redress.complaints.commands.linking import ByHand
from redress.complaints.kinds import ContactKind, Told
from redress.complaints.queries import conflicts, options, staff_options
from redress.complaints.queries.case import CaseFile
from redress.complaints.queries.options import Option
from redress.desk.form_fields import Choice
from redress.desk.forms import letters
from redress.desk.forms.schema import Declared
from redress.rulebook.kinds import GRADES, SALE_STAGES

EMPTY = Choice("", "—")
_Provider = Callable[[type[Command], CaseFile], list[Option]]


def _departments(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.departments(file.case)


def _signatures(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.signatures(file.case, file.actor)


def _orders(command: type[Command], file: CaseFile) -> list[Option]:
    # Who answers an order answers one of their own; who urges, or takes back, may do so with any.
    return options.open_orders(file.case, file.actor, own=command.name not in ("urge", "take_back_order"))


def _classes(_command: type[Command], file: CaseFile) -> list[Option]:
    day = timezone.localdate(file.row.received_at)
    return options.titled(file.rulebook.classes(day))


def _reasons(_command: type[Command], file: CaseFile) -> list[Option]:
    day = timezone.localdate(file.row.received_at)
    return [
        Option(reason.value, reason.label, kind.label, kind.value)
        for kind in options.titled(file.rulebook.classes(day))
        for reason in options.reasons(file.rulebook, kind.value, day)
    ]


def _levels(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.titled(file.rulebook.method.levels)


def _complexities(_command: type[Command], _file: CaseFile) -> list[Option]:
    return options.complexities()


def _causes(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.titled(file.rulebook.method.causes)


def _questions(_command: type[Command], file: CaseFile) -> list[Option]:
    rules = file.rulebook.method.callback
    return options.titled(rules.script) if rules else []


def _evidence(_command: type[Command], file: CaseFile) -> list[Option]:
    return [
        Option(each.blob_id, f"{each.name} · {each.get_kind_display()}")
        for each in file.row.attachments.all()
    ]


def _grounds(command: type[Command], file: CaseFile) -> list[Option]:
    """Grounds of the rulebook; to go on, those on which the limit is paused."""
    held = pausing.open_grounds(file.case)
    return [
        Option(reason, pausing.title(file.case, reason))
        for reason in pausing.grounds(file.case)
        if (reason in held) == (command.name == "resume")
    ]


def _proofs(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.titled(file.rulebook.method.proofs)


def _remedies(command: type[Command], file: CaseFile) -> list[Option]:
    return options.titled(remedies.existing(file.case, by_review=command.name == "decide_review"))


def _declining(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.titled(file.rulebook.method.declining)


def _papers(_command: type[Command], file: CaseFile) -> list[Option]:
    checklist = file.rulebook.checklist(file.row.complainant_kind)
    return options.titled({item.code: item for item in checklist})


def _referral_reasons(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.titled(committee.reasons(file.case))


def _referrals(command: type[Command], file: CaseFile) -> list[Option]:
    return committee.referrals(file.row, on_agendas=command.name == "take_back_referral")


def _sessions(command: type[Command], file: CaseFile) -> list[Option]:
    return committee.sessions(file.row, file.actor, with_case=command.name == "rule")


def _items(_command: type[Command], file: CaseFile) -> list[Option]:
    return committee.items(file.row)


def _people(_command: type[Command], file: CaseFile) -> list[Option]:
    return committee.people(file.row.unit)


def _todos(_command: type[Command], file: CaseFile) -> list[Option]:
    return committee.todos(file.row, file.actor)


def _approvals(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.waiting_approvals(file.case)


def _extensible(_command: type[Command], file: CaseFile) -> list[Option]:
    clocks = file.rulebook.method.clocks
    return options.titled({key: clock for key, clock in clocks.items() if clock.extends})


def _steps(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.titled(flows.steps(file.case, "hand_on"))


def _grades(_command: type[Command], file: CaseFile) -> list[Option]:
    steps, language = flows.steps(file.case, "grade").values(), get_language() or "zh"
    allowed = dict.fromkeys(grade for step in steps for grade in step.grades or step.levels)
    return [
        Option(grade, (GRADES[grade].get(language) if grade in GRADES else grade).capitalize())
        for grade in allowed
    ]


def _sale_stages(_command: type[Command], _file: CaseFile) -> list[Option]:
    return options.texts(SALE_STAGES)


def _rereview_grounds(_command: type[Command], file: CaseFile) -> list[Option]:
    rule = file.rulebook.method.rereview
    return options.texts(rule.grounds) if rule else []


def _tones(_command: type[Command], file: CaseFile) -> list[Option]:
    rule = file.rulebook.method.emergency
    return options.texts(rule.media) if rule else []


def _judged(_command: type[Command], file: CaseFile) -> list[Option]:
    rule = file.rulebook.method.judging
    return options.texts(rule.findings) if rule else []


def _judgements(_command: type[Command], file: CaseFile) -> list[Option]:
    return [
        Option(str(each.number), f"{each.number} · {each.person or each.name}")
        for each in judgements.visible(file.row, file.actor)
    ]


def _owners(_command: type[Command], file: CaseFile) -> list[Option]:
    return staff_options.owners(file.case)


def _colleagues(_command: type[Command], file: CaseFile) -> list[Option]:
    return staff_options.colleagues(file.case)


def _authorisations(_command: type[Command], file: CaseFile) -> list[Option]:
    held = file.row.authorisations.filter(revoked_at=None).select_related("to")
    return [Option(str(each.number), f"{each.number} · {each.to}") for each in held]


def _links_by_hand(_command: type[Command], _file: CaseFile) -> list[Option]:
    return [Option(str(kind), str(kind.label)) for kind in get_args(ByHand)]


def _counterparts(_command: type[Command], file: CaseFile) -> list[Option]:
    return options.counterparts(file.case, file.actor)


def _conflicts(_command: type[Command], file: CaseFile) -> list[Option]:
    return [Option(kind.value, str(kind.label)) for kind in conflicts.grounds(file.case)]


_PROVIDERS: dict[str, _Provider] = {
    "approval": _approvals,
    "to": _departments,
    "copies": _departments,
    "department": _departments,
    "departments": _departments,
    "suggested_to": _departments,
    "order": _orders,
    "letter": letters.letters,
    "class_code": _classes,
    "reason_code": _reasons,
    "level": _levels,
    "complexity": _complexities,
    "code": _causes,
    "evidence": _evidence,
    "remedies": _remedies,
    "paper": _papers,
    "sale_stage": _sale_stages,
    "tone": _tones,
    "judgement": _judgements,
}
_CLEAR = frozenset({("hand_on", "step")})
"""May be left out where there is but one: then it is that one."""
_NOT_OFFERED: dict[tuple[str, str], frozenset[str]] = {
    # It has a step of its own, which stops the confirmation limit (INT-07).
    ("record_contact", "kind"): frozenset({ContactKind.CONFIRMATION}),
    ("record_telling", "what"): frozenset({Told.ACCEPTANCE, Told.EXTENSION, Told.DECLINE}),
    ("record_attempt", "what"): frozenset({Told.DECLINE}),
}
_OF_COMMAND: dict[tuple[str, str], _Provider] = {
    ("sign", "department"): _signatures,
    ("assign", "owner"): _owners,
    ("set_emergency_member", "member"): _colleagues,
    ("declare_conflict", "person"): _colleagues,
    ("declare_conflict", "kind"): _conflicts,
    ("override_recusal", "person"): _colleagues,
    ("name_responsible", "person"): _colleagues,
    ("authorise", "to"): _colleagues,
    ("authorise", "given_by"): _colleagues,
    ("revoke_authorisation", "authorisation"): _authorisations,
    ("link", "kind"): _links_by_hand,
    ("unlink", "kind"): _links_by_hand,
    ("refer_to_committee", "reason"): _referral_reasons,
    ("put_on_agenda", "referral"): _referrals,
    ("take_back_referral", "referral"): _referrals,
    ("put_on_agenda", "session"): _sessions,
    ("rule", "session"): _sessions,
    ("rule", "item"): _items,
    ("rule", "owner"): _people,
    ("report_execution", "todo"): _todos,
    ("ask_extension", "clock"): _extensible,
    ("pause", "proof"): _proofs,
    ("resume", "proof"): _proofs,
    ("record_callback", "question"): _questions,
    ("pause", "ground"): _grounds,
    ("resume", "ground"): _grounds,
    ("decline", "ground"): _declining,
    ("hand_on", "step"): _steps,
    ("grade", "grade"): _grades,
    ("order_reinvestigation", "ground"): _rereview_grounds,
    ("hand_down", "to"): _counterparts,
    ("judge_person", "finding"): _judged,
    ("decide_appeal", "finding"): _judged,
    ("draft_letter", "kind"): letters.kinds,
    ("draft_letter", "order"): letters.every_order,
    ("return_letter", "part"): letters.parts_in_review,
}


def _owner_to_urge(file: CaseFile) -> list[Choice]:
    """Without an order the owner is urged: by name, and nobody urges themselves (FLW-04)."""
    owner = file.row.owner
    if owner is None or owner.pk == file.actor.id:
        return []
    return [Choice("", _("Owner of the case: %(name)s") % {"name": owner.name})]


def choices(command: type[Command], field: Declared, file: CaseFile) -> list[Choice] | None:
    """The choices of a field; None for a field that is typed."""
    own = _OF_COMMAND.get((command.name, field.name))
    if field.words is not None and own is None:
        words: Any = field.words
        hidden = _NOT_OFFERED.get((command.name, field.name), frozenset())
        found = [Choice(str(value), label) for value, label in words.choices if value not in hidden]
    elif field.shape == "yes_no" and field.required:
        found = [Choice("true", _("Yes")), Choice("false", _("No"))]
    else:
        provider = own or _PROVIDERS.get(field.name)
        if provider is None:
            return None
        found = [Choice(each.value, each.label, each.group, each.of) for each in provider(command, file)]
    if (command.name, field.name) == ("urge", "order"):
        return found + _owner_to_urge(file)
    sure = field.required or (command.name, field.name) in _CLEAR
    if field.shape == "several" or (sure and len(found) == 1):
        return found
    return [EMPTY, *found]
