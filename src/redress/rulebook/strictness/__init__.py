"""A rulebook that extends another may be stricter, never looser (ORG-14)."""

from __future__ import annotations

from redress.rulebook.marks import Marks
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.guides.strictness import check_guides
from redress.rulebook.sections.milestones.strictness import check_milestones
from redress.rulebook.sections.papers.strictness import check_papers
from redress.rulebook.sections.pickup.strictness import check_pickup
from redress.rulebook.sections.promises.strictness import check_promises
from redress.rulebook.sections.risk.strictness import check_risk
from redress.rulebook.strictness.added import check_added, check_replaced
from redress.rulebook.strictness.authority import check_authority
from redress.rulebook.strictness.behaviour import check_behaviour
from redress.rulebook.strictness.clocks import check_clocks
from redress.rulebook.strictness.committee import check_committee
from redress.rulebook.strictness.compare import Pair
from redress.rulebook.strictness.deciding import check_deciding
from redress.rulebook.strictness.deputies import check_deputies
from redress.rulebook.strictness.flows import check_flows
from redress.rulebook.strictness.intake import check_intake
from redress.rulebook.strictness.keeping import check_keeping
from redress.rulebook.strictness.kept import check_kept
from redress.rulebook.strictness.ladder import check_ladder
from redress.rulebook.strictness.law import check_law
from redress.rulebook.strictness.letters import check_letters
from redress.rulebook.strictness.linking import check_linking
from redress.rulebook.strictness.messages import check_messages, check_quiet_hours
from redress.rulebook.strictness.names import check_names
from redress.rulebook.strictness.recusal import check_recusal
from redress.rulebook.strictness.reports import check_reports
from redress.rulebook.strictness.special import check_special
from redress.rulebook.strictness.words import check_words


def check_strictness(parent: Method, above: Marks, child: Method, below: Marks) -> list[Problem]:
    """Every rule of the child that is looser than the parent's, naming both."""
    pair = Pair(parent, above, child, below)
    if parent.governs != child.governs:
        en, zh = f"it governs {child.governs}, not {parent.governs}", "适用对象不同"
        return [pair.looser(("governs",), en, zh)]
    found = [
        *check_clocks(pair),
        *check_ladder(pair),
        *check_intake(pair),
        *check_authority(pair),
        *check_keeping(pair),
        *check_letters(pair),
        *check_law(pair),
        *check_linking(pair),
        *check_deciding(pair),
        *check_deputies(pair),
        *check_recusal(pair),
        *check_messages(pair),
        *check_quiet_hours(pair),
        *check_committee(pair),
        *check_reports(pair),
        *check_flows(pair),
        *check_special(pair),
        *check_words(pair),
        *check_names(pair),
        *check_papers(pair),
        *check_milestones(pair),
        *check_promises(pair),
        *check_guides(pair),
        *check_pickup(pair),
        *check_risk(pair),
    ]
    # What the comparison of the rules has named is not told again by what follows from it for a case.
    more = (*check_kept(pair), *check_added(pair), *check_replaced(pair), *check_behaviour(pair))
    return found + [each for each in more if not any(said.rule.startswith(each.rule) for said in found)]
