"""What stands in a command's form before anybody types: what the rulebook proposes, what is registered."""

from __future__ import annotations

from collections.abc import Callable

from redress.committee import binding
from redress.committee.kinds import Question
from redress.complaints import findings, remedies, tellings
from redress.complaints.commands.base import Command
from redress.complaints.kinds import Means
from redress.complaints.queries import options
from redress.complaints.queries.case import CaseFile
from redress.messages.composing.compose import notice_of_extension

_Initial = dict[str, list[str]]


def _routed(file: CaseFile) -> _Initial:
    """The departments that the rulebook's routing names (ORG-08)."""
    main, copies = options.routed(file.case)
    return {"to": [str(main.pk)] if main else [], "copies": [str(copy.pk) for copy in copies]}


def _registered(file: CaseFile) -> _Initial:
    row = file.row
    names = ("facts", "demand", "policy_number", "claim_number", "product_line", "product", "about_whom")
    amount = str(row.amount) if row.amount is not None else ""
    counted = {"amount": [amount], "complainants": [str(row.complainants)]}
    return {name: [getattr(row, name)] for name in names} | counted


def _classed(file: CaseFile) -> _Initial:
    row = file.row
    return {name: [getattr(row, name)] for name in ("class_code", "reason_code", "level", "complexity")}


def _confirmed_by(file: CaseFile) -> _Initial:
    """The first means that the channel allows, and that of who passed the case on (INT-06)."""
    return {"means": list(file.rulebook.confirmed_by(file.row.channel, file.row.source)[:1])}


def _settled_by(file: CaseFile) -> _Initial:
    """The acceptance is confirmed with it: face to face where the channel allows that, else as it asks (INT-06)."""
    allowed = file.rulebook.confirmed_by(file.row.channel, file.row.source)
    return {} if not allowed or Means.IN_PERSON in allowed else {"means": [allowed[0]]}


def _script(file: CaseFile) -> _Initial:
    """The questions of the rulebook's script, ready for the answers (CLO-04)."""
    rules = file.rulebook.method.callback
    return {f"answers.{place}.question": [code] for place, code in enumerate(rules.script if rules else ())}


def _all_remedies(file: CaseFile) -> _Initial:
    """A decision names every remedy that there is against it (COM-05)."""
    return {"remedies": list(remedies.existing(file.case))}


def _remedies_after_review(file: CaseFile) -> _Initial:
    return {"remedies": list(remedies.existing(file.case, by_review=True))}


def _ruled_plan(file: CaseFile) -> _Initial:
    """What the committee has ruled, which an opinion carries out (ORG-03)."""
    ruled = binding.ruling_on(file.case, Question.HANDLING)
    if ruled is None:
        return {}
    return {"plan": [ruled.words], "amount": ["" if ruled.amount is None else str(ruled.amount)]}


def _notice_of_extension(file: CaseFile) -> _Initial:
    """The house's own words, with the reason and the new limit (AUT-05)."""
    return {"words": [notice_of_extension(file.case)]} if file.row.notice_owed else {}


def _letter_owed(file: CaseFile) -> _Initial:
    """The letter by which an extension is told, while the customer is to be told of one (AUT-05)."""
    if not file.row.notice_owed:
        return {}
    offered = file.rulebook.letters(file.case.subject)
    return {"kind": [code for code, rule in offered.items() if rule.tells == "extension"][:1]}


def _only_order(file: CaseFile) -> _Initial:
    """The order whose answer is waited for, where there is but one (FLW-04)."""
    orders = options.open_orders(file.case, file.actor, own=False)
    return {"order": [orders[0].value]} if len(orders) == 1 else {}


def _owed_telling(file: CaseFile) -> _Initial:
    """What the customer is to be told next (COM-06)."""
    what = tellings.owed(file.case)
    return {"what": [what]} if what else {}


def _missing_finding(file: CaseFile) -> _Initial:
    """The findings that are still owed, each with a place to write it (FLW-06)."""
    owed = [str(kind) for kind in findings.missing(file.case)]
    further = {f"further.{place}.finding": [kind] for place, kind in enumerate(owed[1:])}
    return {"kind": owed[:1]} | further


_INITIAL: dict[str, Callable[[CaseFile], _Initial]] = {
    "dispatch": _routed,
    "amend": _registered,
    "reclass": _classed,
    "confirm": _confirmed_by,
    "settle": _settled_by,
    "record_callback": _script,
    "decide": _all_remedies,
    "decide_review": _remedies_after_review,
    "propose": _ruled_plan,
    "tell_extension": _notice_of_extension,
    "draft_letter": _letter_owed,
    "urge": _only_order,
    "record_telling": _owed_telling,
    "record_attempt": _owed_telling,
    "record_finding": _missing_finding,
    "record_contact": lambda _file: {"reached": ["true"]},
}


def initial(command: type[Command], file: CaseFile) -> _Initial:
    """Field -> values, as if typed."""
    proposed = _INITIAL.get(command.name)
    defaults = {
        name: [str(info.default)]
        for name, info in command.model_fields.items()
        if info.default and isinstance(info.default, str)
    }
    return defaults | (proposed(file) if proposed else {})
