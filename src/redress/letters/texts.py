"""What a letter says part by part: what the rulebook wants in it, what it begins with, what it must not say."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints import extension, remedies
from redress.complaints.case import Case
from redress.complaints.kinds import FindingKind
from redress.letters import law
from redress.letters.content import chinese_date
from redress.rulebook import taboo
from redress.rulebook.schema.letters import LetterRule

Parts = Mapping[str, str]


def rule_of(case: Case, kind: str) -> LetterRule:
    """The rulebook's rule for a kind of letter; refused on 'kind' when such a case has no such letter (COM-07)."""
    offered = case.rulebook.letters(case.subject)
    if kind not in offered:
        refuse(
            "COM-07",
            _("Cases of this kind have no such form or letter; choose one of the list."),
            field="kind",
        )
    return offered[kind]


def check_known(rule: LetterRule, parts: Parts) -> None:
    """Refuse parts that the letter does not have."""
    unknown = [code for code in parts if code not in rule.parts]
    if unknown:
        refuse(
            "COM-07",
            _("This letter has no part '%(part)s'. Its parts: %(parts)s. Choose one of these.")
            % {"part": unknown[0], "parts": listed(rule.parts)},
            field="parts",
        )


def check_complete(case: Case, rule: LetterRule, parts: Parts) -> None:
    """Refuse a letter that does not say all the rulebook wants in it, as it wants it (COM-05).

    Parts that are missing, words that are missing within them, words of the law that were written over, and sentences
    beside them that take a remedy away again.
    """
    language, cite = get_language() or "zh", rule.cite[-1]
    missing = [part.title.get(language) for part in rule.missing(dict(parts)).values()]
    if missing:
        refuse(
            cite,
            _("'%(letter)s' cannot go without: %(missing)s. Write these parts first.")
            % {"letter": rule.title.get(language), "missing": listed(missing)},
            field="parts",
        )
    filled_in = {
        code: filled(case, part.fills) for code, part in rule.parts.items() if part.fixed and part.fills
    }
    law.check(case, rule, parts, filled_in)
    there = remedies.existing(case)
    for code, part in rule.parts.items():
        wanted = part.lacks(parts.get(code, "")) if part.required else []
        lacking = [word for word in wanted if law.open_here(case, there, word)]
        if lacking:
            refuse(
                cite,
                _("'%(part)s' does not mention: %(missing)s. The customer must read of each. Write it.")
                % {
                    "part": part.title.get(language),
                    "missing": listed(word.get(language) for word in lacking),
                },
                field="parts",
            )


def check_manners(case: Case, parts: Parts, *, acknowledged: bool) -> None:
    """Refuse words that are not said to customers, until the writer says that they stand on purpose (COM-08)."""
    hits = taboo.find(case.rulebook, "\n".join(parts.values()))
    if hits and not acknowledged:
        words = "；".join(
            _("not '%(phrase)s' but '%(better)s'") % {"phrase": hit.phrase, "better": hit.better}
            for hit in hits
        )
        refuse(
            "COM-08",
            _("Better wording for the customer: %(words)s. Change it, or confirm that it stands on purpose.")
            % {"words": words},
            field="taboo_acknowledged",
        )


def beginning(case: Case, rule: LetterRule) -> dict[str, str]:
    """What each part begins with: the decision's words, else the rulebook's, else what the case says already."""
    decided = _decided(case)
    return {
        code: law.first(case, part)
        or (decided.get(part.fills or "", ""))
        or (part.start.zh if part.start else "")
        or (filled(case, part.fills) if part.fills else "")
        for code, part in rule.parts.items()
    }


def _decided(case: Case) -> dict[str, str]:
    """The decision that was made, by what of the case it takes the place of (COM-05)."""
    made = case.row.decisions.order_by("position").last()
    if made is None:
        return {}
    return {
        "truth": made.verification,
        "plan": made.decision,
        "decision": made.decision,
        "basis": made.basis,
        "reasonableness": made.reasons,
    }


def filled(case: Case, what: str) -> str:
    row = case.row
    if what in ("facts", "demand"):
        return str(getattr(row, what))
    if what == "decision":  # none is made: an opinion within the house is no result that a customer was told
        return ""
    if what in ("plan", "basis"):
        latest = max(row.proposals.all(), key=lambda proposal: proposal.position, default=None)
        return str(getattr(latest, what)) if latest else ""
    if what == "validity":
        return str(row.validity_reasons)
    if what in ("extension_reason", "extension_until"):
        return _extended(case, what)
    return _finding(case, FindingKind(what))


def _extended(case: Case, what: str) -> str:
    """Why the limit was extended, or until when; empty where it was not (AUT-05)."""
    known = extension.granted([case]).get(case.row.pk)
    if known is None:
        return ""
    if what == "extension_reason":
        return known.reason
    return f"{chinese_date(known.last_day)}。" if known.last_day else ""


def _finding(case: Case, kind: FindingKind) -> str:
    found = [finding for finding in case.row.findings.all() if finding.kind == kind]
    if not found:
        return ""
    latest = found[-1]
    return str(latest.reasons if kind == FindingKind.REASONABLENESS else latest.conclusion)
