"""Who may is asked in one way, of duty and reach together; no source asks in another (ORG-11, SEC-06)."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "redress"
HOME = "organisation/actor.py"
"""The one place that looks into posts."""

GONE = {"has", "below", "units_below", "may"}
"""Questions that asked for a duty without saying where, or for a place without saying by which duty."""

CALLED = {"actor", "way"}
"""What an actor is called."""

SCOPES = {
    "organisation/tickets.py": "tells the database the same list",
    "complaints/models/scope.py": "visible_to, beside row-level security",
    "complaints/lists/register_list.py": "the ways of visible_to as branches of a list",
    "complaints/lists/queue.py": "the units to walk",
    "complaints/lists/counts.py": "the same as the queue",
    "complaints/closing/queries/closable.py": "which list: of units or one's own",
    "complaints/oversight/queries/monitor.py": "the matrix of the units that are seen",
    "disposal/queries.py": "the list of the units that are seen",
    "complaints/law/queries/reviews.py": "reviews of the units that are seen",
    "complaints/oversight/queries/customer.py": "companies of which cases are seen",
    "assessment/queries/actions.py": "actions of the units that are seen",
    "assessment/queries/samples.py": "samples of the units that are seen",
    "assessment/queries/knowledge.py": "drafts of the units that are seen",
    "committee/queries/sessions.py": "sessions of the units that are seen",
    "desk/views/improving.py": "which heading comes first",
    "desk/views/workbench.py": "which list comes first",
}
"""Reads that narrow on `units`, the units whose cases are seen: queries, never a permission."""

DIRECTORY = {
    "administration/proposals.py": "proposals shown; deciding one asks has_over",
    "assessment/queries/knowledge.py": "published articles of the units reached by posts",
    "desk/forms/leaving.py": "whose user name may be typed; handing over asks has_over",
    "desk/forms/changing.py": "whose user name may be typed; the change asks has_over",
    "organisation/queries.py": "units that a list may be narrowed to",
    "organisation/structure.py": "the page of units and staff",
    "desk/pages/organisation.py": "people, appointments, deputies shown on it",
    "desk/pages/calendar.py": "calendars of the units shown",
    "desk/views/organisation.py": "whether there is such a page",
    "complaints/lists/choices.py": "words of the rulebooks of the units shown",
    "complaints/rulebooks/queries/rulebooks.py": "rulebooks of the units shown",
    "committee/seating.py": "seats shown; changing them asks has_over",
}
"""Reads of names and codes by `reach`: the directory of units, no cases."""

MENUS = {
    "desk/navigation.py": "entries of the menu",
    "desk/views/workbench.py": "tabs of the workbench",
    "desk/views/counts.py": "figures beside the tabs",
    "desk/pages/mine.py": "whether claims are looked for in the queue",
}
"""`anywhere` says only what a menu shows; every page behind it asks for itself."""

PLACES = {
    "desk/pages/policies.py": "the company whose name a claims guide bears",
    "desk/views/policies.py": "whose claims standard the guides are told by",
    "desk/pages/disputed.py": "whose claims standard the guides are told by",
    "desk/forms/claim_policy.py": "whose claims standard the guides are told by",
    "complaints/intake/queries/preview.py": "whose rulebook a half-typed form is previewed with",
    "casework/access.py": "where the reader sits, kept in the log",
    "complaints/lists/choices.py": "whose words come first",
    "complaints/oversight/queries/figures.py": "whose words, and with which unit the page begins",
    "complaints/queries/options.py": "the company whose units are offered",
    "complaints/rulebooks/queries/rulebooks.py": "whose rulebook is named first",
}
"""Where somebody sits chooses what a page begins with, and nothing else."""

POSTS = {
    "assessment/queries/knowledge.py": "the companies in which somebody has a post",
    "organisation/companies.py": "the companies of which somebody takes something: duty and company of the same post",
    "organisation/second_factor.py": "a second factor is asked of who has a duty, wherever it is",
    "complaints/linking/queries/contact_points.py": "the companies in which the actor takes complaints, by those posts",
    "organisation/tickets.py": "tells the database which duties somebody has",
    "organisation/queries.py": "makes the actor",
    "organisation/chain.py": "posts in the units of one chain, each with its own unit",
    "complaints/deciding/approvals.py": "a question is addressed to a duty in one unit: both of the same post",
    "complaints/deciding/queries/approvals.py": "the same as a query",
    "complaints/lists/counts.py": "the same as a count",
    "complaints/lists/choices.py": "the key of what is kept",
    "complaints/closing/signers.py": "whose signatures a post may give: those beneath it, by its own kind",
    "committee/queries/options.py": "a seat may be that of a duty in one department: both of the same post",
}
"""Who looks at the pairs themselves: duty and place of the same post."""

ALLOWED = {"units": SCOPES, "reach": DIRECTORY, "anywhere": MENUS, "posts": POSTS} | dict.fromkeys(
    ("unit", "unit_kind", "department"), PLACES
)


MEMBERSHIP = {
    (
        "assessment/queries/actions.py",
        "units",
    ): "whether all cases of the unit are seen, so that a figure is whole",
    (
        "complaints/rulebooks/queries/rulebooks.py",
        "reach",
    ): "which of the rulebooks above stand in the directory",
}


def called(node: ast.expr) -> str:
    """The name of what an attribute is asked of, if it is called like an actor."""
    if not isinstance(node, ast.Attribute):
        return ""
    of = node.value
    name = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
    return name if name in CALLED else ""


def wrong(name: str, text: str) -> list[str]:
    nodes = list(ast.walk(ast.parse(text)))
    found = []
    for node in nodes:
        if not isinstance(node, ast.Attribute) or not called(node):
            continue
        if node.attr in GONE:
            found.append(f"{name}:{node.lineno}: .{node.attr} is no question any more: has_over")
        elif name not in ALLOWED.get(node.attr, {name: ""}):
            found.append(f"{name}:{node.lineno}: .{node.attr} decides nothing: has_over, or list it here")
    return found + [
        f"{name}:{side.lineno}: membership of .{side.attr} decides nothing: has_over"
        for node in nodes
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops)
        for side in node.comparators
        if isinstance(side, ast.Attribute) and called(side) and side.attr in {"units", "reach"}
        if (name, side.attr) not in MEMBERSHIP
    ]


def sources() -> list[tuple[str, str]]:
    found = [(str(path.relative_to(SOURCE)), path.read_text("utf-8")) for path in SOURCE.rglob("*.py")]
    assert len(found) > 500
    return [(name, text) for name, text in found if name != HOME]


@pytest.mark.req("ORG-11", "SEC-06")
def test_no_source_asks_who_may_in_a_second_way():
    found = [each for name, text in sources() for each in wrong(name, text)]
    assert not found, "\n".join(found)


@pytest.mark.req("ORG-11", "SEC-06")
def test_every_exception_is_still_one():
    """A list of exceptions that only grows stops saying anything."""
    texts = dict(sources())
    assert any(places is not PLACES for places in ALLOWED.values())
    for attribute, places in ALLOWED.items():
        if places is PLACES:
            continue
        for name in places:
            assert any(f"{who}.{attribute}" in texts[name] for who in [*CALLED, "alone", "hat"]), (
                attribute,
                name,
            )


@pytest.mark.parametrize(
    "text",
    [
        "if actor.has(DUTIES): pass",
        "if unit in actor.below: pass",
        "if request.actor.anywhere(DUTIES): pass",
        "if unit in actor.units: pass",
        "if actor.unit == case.row.unit_id: pass",
        "if any(post.duty in DUTIES for post in self.actor.posts): pass",
        "if way.unit_kind in LEVELS: pass",
    ],
)
def test_the_rule_finds_what_it_forbids(text):
    assert wrong("complaints/commands/new.py", text)
