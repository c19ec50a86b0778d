"""A map from the codes of one list knows them all: a page never meets a code that has no sign, word or colour."""

from __future__ import annotations

import enum
import importlib
import pkgutil

import pytest

import redress

MEANT = {
    "redress.complaints.deciding.commands.approve._BACK": "states in which an approval may be given back",
    "redress.complaints.flows.commands.emergency._EVENTS": "a report to the media is no event of a clock",
    "redress.complaints.law.new_facts.BACK": "the states that new facts send back; any other stays",
    "redress.complaints.linking.queries.related._LEAST": "what a register form looks up while it is typed",
    "redress.complaints.turn._ALWAYS": "whose turn it is whoever looks; of the others it hangs on who does",
    "redress.complaints.turn._MAY_LIE": "the same; that it is nobody's turn no open case says",
    "redress.complaints.letters.send.MEANS": "what leaves the house by no way reaches no customer",
    "redress.letters.commands.send._PROOF": "the same",
    "redress.claims.letters.commands._WAYS": "the same",
    "redress.claims.speaking.WAYS": "ways that no message goes by: a call, a visit, an app that asks us",
    "redress.casework.finding._OF_PEOPLE": "what of a person is looked for as it is typed in a search",
    "redress.claims.imported.ENDS": "what is still to come ends in no row of a history",
    "redress.messages.channels._BY_MEDIUM": "what stands on the screen alone goes no way out",
    "redress.rulebook.sections.clocks.ladder._SHORTEST": "time of work; time of the clock is what it says",
    "redress.desk.wording._UNITS": "a planned limit counts to its event, and has no time left of its own",
    "redress.rulebook.limits._WORDS": "a planned limit is said by its event",
}
"""Maps that are for some codes alone, with the reason."""


def maps():
    for found in pkgutil.walk_packages(redress.__path__, "redress."):
        if ".migrations" in found.name or found.name.endswith("__main__") or ".settings" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, dict) and value and getattr(module, "__name__", "") == found.name:
                kinds = {type(key) for key in value}
                if len(kinds) == 1 and issubclass(kind := kinds.pop(), enum.Enum):
                    yield f"{found.name}.{name}", kind, value


@pytest.mark.req("SYS-02")
def test_every_map_keyed_by_a_list_of_codes_is_complete_or_says_why_not():
    partial = {}
    for where, kind, value in maps():
        if where not in MEANT and (missing := [str(each) for each in kind if each not in value]):
            partial[where] = missing
    assert partial == {}
