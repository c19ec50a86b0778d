"""Every code of a further set of classes is reached from some case, or the bridge says why none leads there."""

from __future__ import annotations

from itertools import product

import pytest

from redress.rulebook import load
from redress.rulebook.book import Rulebook
from redress.rulebook.subject import FIXED

METHODS = ("insurer-method", "life-method", "property-method", "group-flows", "guangxi-method")


def reached(book: Rulebook, name: str) -> set[str]:
    """By what the bridge gives, not by what its rows say: one that stands behind another leads nowhere."""
    kinds = book.method.class_sets["method"].codes
    cases = [(code, reason) for code, entry in kinds.items() for reason in ("", *entry.reasons)]
    found = {
        book.bridge(code, reason, name, sale_stage=stage, channel=channel)
        for (code, reason), stage, channel in product(cases, FIXED["sale_stage"], book.method.channels)
    }
    return {code for code in found if code}


@pytest.mark.req("CLS-02", "CLS-03")
@pytest.mark.parametrize("method", METHODS)
def test_no_code_of_a_set_is_out_of_reach_without_a_word(method):
    book = load(method)
    assert book.method.bridges
    for name, bridge in book.method.bridges.items():
        codes = set(book.method.class_sets[name].codes)
        there = reached(book, name)
        unreached = set(bridge.unreached)
        if method in ("insurer-method", "property-method", "life-method") and name == "processing":
            unreached |= {"banca"}  # what banks sell is a flow of the group's training alone (FLW-12)
        assert there <= codes, name
        assert there | unreached == codes, name
        assert not there & set(bridge.unreached), f"{name}: said to be out of reach, and is not"


@pytest.mark.req("SYS-03", "INT-14", "COM-08", "COM-09", "CLO-07")
def test_what_stands_in_no_source_is_marked():
    """Read against the sources: what they name and what was added to it."""
    method = load("insurer-method").method
    added = {
        **{f"needs {code}": each for code, each in method.needs.items()},
        **{f"emotions {code}": each for code, each in method.emotions.items()},
        **{f"taboo {each.phrase}": each for each in method.taboo},
        "common_errors wrong_promise": method.common_errors["wrong_promise"],
        "higher": method.linking.higher,
        "group": method.complainants["group"],
        "no_open_review": method.before_closing["no_open_review"],
        **{code: method.proofs[code] for code in ("commission", "appraisal_report", "mediation_outcome")},
    }
    assert [code for code, each in added.items() if not each.not_from_method] == []
