"""What makes a case major by itself, whenever it comes to light (CLS-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from redress.complaints.case import Case


def raise_by_rule(case: Case, *, designated: bool = False, event: str = "") -> bool:
    """Raise the level where a rule says so: by the number of complainants, a designation or an event.

    Never lowers it. The rule stays on the case, so that the level cannot be lowered by hand as long as the rule holds.
    """
    row = case.row
    found = case.rulebook.automatic_level(complainants=row.complainants, designated=designated, event=event)
    if found is None or row.level == found[0]:
        return False
    row.level, row.level_rule = found[0], found[1].cite[0]
    return True


def head_count_corrected(case: Case) -> None:
    """Where the level stood on the number of complainants alone and these are fewer, a person may judge it again.

    The level stays until somebody does, with the reason (CLS-04). A designation, an event and the rule of a merged
    filing stand whatever the number; they are in the journal.
    """
    row = case.row
    if not row.level_rule or case.rulebook.automatic_level(complainants=row.complainants):
        return
    given = row.journal.values_list("payload", flat=True)
    if not any(payload.get(ground) for payload in given for ground in _OTHER_GROUNDS):
        row.level_rule = ""


_OTHER_GROUNDS: Final = ("designated", "event", "level_rule")


def take_over(case: Case, level: str, rule: str) -> None:
    """The level of a filing that is merged into this case (CLS-05, CLO-08).

    What a rule made holds for good, whoever judged this one otherwise; what a person judged holds against the ordinary.
    """
    row, known = case.row, case.rulebook.method.levels
    if level not in known or row.level_rule:
        return
    if rule or row.level == next(iter(known)):
        row.level, row.level_rule = level, rule


def events(case: Case) -> list[str]:
    """Events that make a case major."""
    return [event for rule in case.rulebook.method.automatic_levels for event in rule.event or ()]
