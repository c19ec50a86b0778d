"""What a shipped rulebook says is in a source is there; what is not from one says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from redress.rulebook import load as load_anew
from redress.rulebook.checks.walk import walk
from redress.rulebook.limits import Amount
from redress.rulebook.loader import shipped
from redress.rulebook.marks import Path as Place
from redress.rulebook.marks import dotted
from redress.rulebook.schema.base import Rule
from redress.rulebook.schema.method import Method

load = cache(load_anew)

REQUIREMENTS = yaml.safe_load((Path(__file__).parents[2] / "docs" / "requirements.yaml").read_text("utf-8"))
KNOWN = {key: entry["text"] for group in REQUIREMENTS.values() for key, entry in group.items()}

LAW = {
    "2020-3/12": {5},
    "2020-3/13": set(),
    "2020-3/14": set(),
    "2020-3/15": set(),
    "2020-3/17": set(),
    "2020-3/18-1": {15, 30},
    "2020-3/18-2": set(),
    "2020-3/18-3": set(),
    "2020-3/18-4": set(),
    "2020-3/19": set(),
    "2020-3/20": {30},
    "2020-3/21": set(),
    "2020-3/23": set(),
    "2020-3/28": set(),
    "2020-3/29": {20},
    "2020-3/43": {7},
    "civil-code/201": set(),
    "2017-54/13": {1, 2, 5, 10},
    "2010-4/18": {15},
    "2010-4/19": {2, 5},
    "2010-4/20": {5},
    "2010-4/23": {5, 30},
    "2010-4/24": {3},
    "2010-4/26": {10},
    "2010-4/27": set(),
    "2010-4/29": {10},
    "insurance-law/22": set(),
    "insurance-law/23": {10, 30},
    "insurance-law/24": {3},
    "insurance-law/25": {60},
    "insurance-law/26": {2, 5},
    "interpretation-2/15": {30},
    "civil-code/202": set(),
}
"""The numbers that each article gives, read from it by hand."""

HOUSE = {"PROPERTY-1": {1, 3, 10}}
"""What comparable insurers publish, by the numbers of their notices."""

_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_NUMBER = re.compile(r"[一二三四五六七八九十]+(?=[个名日年次人])|(?<![\d〔])\d+(?!\d*[〕])")
_WORDS = {"first": 1, "1st": 1, "2nd": 2}


def numbers(text: str) -> set[int]:
    """The amounts in a text: digits, and Chinese numerals before a counting word."""
    found = set()
    for hit in _NUMBER.findall(re.sub(r"第[一二三四五六七八九十]+条", "", text)):
        if hit.isdigit():
            found.add(int(hit))
        elif hit != "一":  # an article of speech
            tens, ten, ones = hit.partition("十")
            found.add((_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)) if ten else _DIGITS.get(hit, 0))
    return found - {0}


@pytest.mark.req("SYS-03", "ORG-14")
@pytest.mark.parametrize("name", shipped())
def test_every_clause_cites_a_source_and_one_that_explains_itself_is_marked(name: str) -> None:
    rules = [(path, part) for path, part in walk(load(name).method) if isinstance(part, Rule)]
    assert rules
    for path, part in rules:
        assert part.cite, path
        assert part.not_from_method == (part.note is not None), (
            path,
            "a note says where else it comes from",
        )


@pytest.mark.req("SYS-03")
@pytest.mark.parametrize("name", shipped())
def test_no_source_is_said_to_give_a_number_that_it_does_not_give(name: str) -> None:
    sources = load(name).method.sources
    assert sources
    for key, source in sources.items():
        there = LAW.get(key, HOUSE.get(key))
        if there is None:
            assert key in KNOWN, f"{key} is neither an article nor a requirement"
            there = numbers(KNOWN[key]) | {n for word, n in _WORDS.items() if word in KNOWN[key]}
        for text in (source.text.zh, source.text.en):
            assert numbers(text) <= there, (key, text, there)


Given = tuple[Place, Amount | int | Decimal | str, Rule | None]
LADDER = {"warn", "near", "late", "remind"}
"""What `ladder_times` says of in one place, for all limits."""
_CLOCK_TIME = re.compile(r"\d\d:\d\d|\d+(?:\.\d+)?")


def given(value: Any, place: Place = (), rule: Rule | None = None) -> Iterator[Given]:
    """Every number that the file gives, with the nearest rule that says where it comes from."""
    if isinstance(value, Amount):
        yield place, value, rule
    elif isinstance(value, BaseModel):
        nearest = value if isinstance(value, Rule) else rule
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set and name not in {"sources", "version", "rulebook", "note"}:
                yield from given(getattr(value, name), (*place, field.alias or name), nearest)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from given(each, (*place, key), rule)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from given(each, (*place, number), rule)
    elif not isinstance(value, bool) and (
        isinstance(value, int | Decimal) or (isinstance(value, str) and _CLOCK_TIME.fullmatch(value))
    ):
        yield place, value, rule


def is_there(method: Method, rule: Rule, value: Amount | int | Decimal | str) -> bool:
    """Whether one of the sources of the rule gives that number."""
    texts = [text for key in rule.cite for text in (method.sources[key].text.zh, method.sources[key].text.en)]
    if isinstance(value, Amount) and value.n == 0:
        return any("当日" in text for text in texts)
    number = value.n if isinstance(value, Amount) else value
    once = {1} if any(word in text for text in texts for word in ("再延长", "一次")) else set()
    return number in once.union(*(numbers(text) for text in texts))


@pytest.mark.req("SYS-03")
@pytest.mark.parametrize("name", shipped())
def test_each_number_stands_in_a_source_that_its_rule_cites_or_is_marked_as_invented(name: str) -> None:
    method = load(name).method
    ladder = method.ladder_times
    assert ladder is not None
    assert ladder.not_from_method
    found = list(given(method))
    assert len(found) > 30
    unmarked = [
        (dotted(place), str(value))
        for place, value, rule in found
        if rule is None or not (rule.not_from_method or LADDER & set(place) or is_there(method, rule, value))
    ]
    assert unmarked == []


@pytest.mark.req("SYS-03")
def test_a_number_that_no_source_gives_is_found() -> None:
    method = load("insurer-method").method
    entry, confirm = method.clocks["entry"], method.clocks["confirm"]
    assert is_there(method, entry, entry.limit)  # type: ignore[arg-type]
    assert not is_there(method, confirm, 2)
    assert not is_there(method, confirm, "21:00")


NAMED: dict[str, dict[str, str]] = {
    "channels": {"email": "e-mail", "letter": "letter"},
    "callback_findings": {
        "forged_signature": "forged signature",
        "misleading": "misleading",
        "premium_retained": "retained",
        "premium_misappropriated": "misappropriated premium",
        "wrong_contact": "wrong contact data",
        "other": "other findings",
    },
    "levels": {"major": "major", "difficult": "difficult", "general": "general"},
    "temperaments": {"lively": "temperament", "perfectionist": "temperament", "powerful": "temperament"},
    "common_errors": {"hasty_defence": "hasty defence", "early_apology": "early apology"},
    "soothing": {"empathy": "empathy", "process": "process", "contact": "contact"},
    "messages": {
        "assigned": "alerted (SMS, screen) when a case reaches them",
        "order": "alerted (SMS, screen) when a case reaches them",
        "urged": "urging order",
        "warning": "warning -> owner",
        "breach": "breach -> head",
        "result": "also to coordinating department, committee and superior",
        "accepted": "customer told acceptance",
        "daily_list": "see each day the orders",
        "change_due": "reminder",
        "change_late": "clock started",
        "change_filed": "report filed",
        "deputy": "both are told",
        "extension": "notice to the customer",
        "receipt": "report number at once, told with the way to query",
        "milestone": "milestone notices",
        "missing": "what is missing is told once",
        "visit": "appointments with purpose",
        "promise": "recorded with a promised time",
        "progress": "the next agreed contact",
        "account": "account changes verified",
        "paid": "customer told",
        "contacts_due": "contacts verified with regular reminders",
        "contacts_reminder": "contacts verified with regular reminders",
    },
    "reports": {"handler_changed": "complaint handler", "coordinator_changed": "coordinator"},
    "before_closing": {
        "confirmed_written": "written in the order",
        "feedback": "tells the customer the result",
        "committee_asked": "go to an ad-hoc committee meeting",
        "committee_ruled": "final ruling",
        "ruling_executed": "execution",
        "approvals": "needs approval",
        "executed": "executed at once within the promised time",
        "validity": "validity (substantiated or not)",
        "causes": "one or more causes",
        "sign_offs": "head of IT signs too",
        "callback": "before closing",
        "extension_told": "tell",
    },
    "letters": {
        "register_form": "register form",
        "service_order": "complaint service order",
        "visit_form": "visit form",
        "co_handling_order": "co-handling order",
        "urging_order": "urging order",
        "email_reply": "e-mail reply",
        "acknowledgement": "acknowledgement letter",
        "approval_request": "approval request",
        "claims_guide": "claims guide",
        "one_time_notice": "one-time notice",
        "claims_decision": "claims decision notice",
        "closing_notice": "closing notice",
        "processing_opinion": "processing opinion",
        "extension_notice": "extension notice",
        "decision_notice": "decision notice",
        "supplement_notice": "what is missing is told once",
        "papers_list": "one-time list of documents",
        "payment_notice": "payment to the designated account in time, customer told",
        "originals_receipt": "receipt signed",
        "explanation": "patient explanation with clause",
    },
    "dispatch_checks": {"opinion_given": "preliminary opinion"},
    "milestones": {
        "accepted": "materials accepted",
        "inquiry_started": "investigation started",
        "inquiry_ended": "investigation ended",
        "adjusting": "adjustment started",
        "decided": "decided",
        "paid": "paid",
    },
    "promises": {"answer": "promised time (e.g. 24 h)"},
}
"""By what words of the documents the entries stand in them that are not marked as invented: who, which letter, what
first. Read by hand; an entry without such words is marked."""


@pytest.mark.req("SYS-03")
@pytest.mark.parametrize("section", NAMED)
def test_what_is_not_marked_as_invented_is_named_by_the_documents(section: str) -> None:
    said = " ".join(KNOWN.values()).lower()
    unmarked = {
        code
        for name in shipped()
        for code, rule in getattr(load(name).method, section).items()
        if not rule.not_from_method
    }
    assert unmarked == set(NAMED[section]), "say by which words the documents name it, or mark it"
    assert [words for words in NAMED[section].values() if words.lower() not in said] == []


@pytest.mark.req("SYS-03")
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ORG-08", "其余"),
        ("ORG-08", "客户服务部门负责"),
        ("FLW-16", "小组"),
        ("FLW-16", "立即"),
        ("FLW-16", "组长"),
        ("CLO-02", "违规"),
    ],
)
def test_what_the_documents_do_not_say_is_not_said_to_be_in_them(key: str, words: str) -> None:
    said = [source.text.zh for name in shipped() if (source := load(name).method.sources.get(key))]
    assert said
    for text in said:
        assert words not in text
