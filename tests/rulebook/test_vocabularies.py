"""A closed vocabulary that rulebook and program both write is the same in both, in codes and in words (CLS-07).

The rulebook is pure and knows no model, so it writes its vocabularies itself; a value that it does not know is refused
when it is loaded (`Literal`). What it knows and the program does not would be dropped in silence.
"""

import enum
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from django.utils import translation
from pydantic import BaseModel

import redress
from redress.casework import conflicts
from redress.committee import kinds as committee
from redress.complaints import kinds as complaints
from redress.letters import kinds as letters
from redress.messages.models import AlertKind, Medium
from redress.organisation import kinds as organisation
from redress.rulebook import kinds
from redress.rulebook.sections.codes import schema as codes
from redress.rulebook.sections.committee import schema as committee_schema
from redress.rulebook.sections.law import chapter as chapter_law
from redress.rulebook.sections.law import schema as law
from redress.rulebook.sections.letters import chapter as chapter_letters
from redress.rulebook.sections.letters import schema as letters_schema
from redress.rulebook.sections.linking import schema as linking
from redress.rulebook.sections.messages import schema as messages
from redress.rulebook.sections.messages import ways
from redress.rulebook.sections.recusal import chapter as chapter_recusal
from redress.rulebook.sections.recusal import schema as recusal
from redress.rulebook.sections.reports import schema as reports
from redress.rulebook.sections.special_cases import schema as special_cases

SAME: list[tuple[Any, Any]] = [
    (codes.Means, complaints.Means),
    (law.What, complaints.Told),
    (recusal.ConflictKind, conflicts.ConflictKind),
    (committee_schema.Body, committee.BodyKind),
    (committee_schema.SessionKind, committee.SessionKind),
    (committee_schema.Question, committee.Question),
    (letters_schema.SentBy, letters.Sending),
    (ways.Medium, Medium),
    (kinds.Department, organisation.DepartmentKind),
    (kinds.Duty, organisation.Duty),
    (kinds.UnitLevel, organisation.UnitKind),
    (reports.UnitName, organisation.UnitKind),
    (special_cases.UnitLevel, organisation.UnitKind),
]
PART_OF: list[tuple[Any, Any]] = [
    (law.TellingMeans, complaints.Means),  # proof of telling: a message in the app has none
    (letters_schema.Tells, complaints.Told),  # declining has a form of its own
    (letters_schema.Telling, complaints.ContactKind),
    (linking.Becomes, complaints.LinkKind),  # a review is asked for, not found
    (recusal.AboutHandling, complaints.LinkKind),
    (messages.AlertName, AlertKind),
]
WORDS: list[tuple[Any, Any]] = [
    (kinds.DEPARTMENTS, organisation.DepartmentKind),
    (kinds.DUTIES, organisation.Duty),
    (kinds.UNITS, organisation.UnitKind),
    (kinds.SOURCES, complaints.Source),
    (kinds.BODIES, committee.BodyKind),
    (kinds.QUESTIONS, committee.Question),
    (kinds.COMPANIES, organisation.Line),
    (chapter_law._MEANS, complaints.Means),
    (chapter_law._WHAT, complaints.Told),
    (chapter_letters.WAYS, letters.Sending),
    (ways.WAYS, Medium),
    (chapter_recusal.LINKS, complaints.LinkKind),
]


@pytest.mark.req("CLS-07")
@pytest.mark.parametrize(("said", "known"), SAME)
def test_rulebook_and_program_know_the_same_codes(said, known):
    assert set(get_args(said)) == set(known.values)


@pytest.mark.req("CLS-07")
@pytest.mark.parametrize(("said", "known"), PART_OF)
def test_the_rulebook_knows_no_code_that_the_program_does_not(said, known):
    assert set(get_args(said)) <= set(known.values)


@pytest.mark.req("CLS-07")
@pytest.mark.parametrize(("titles", "known"), WORDS)
def test_a_code_is_called_the_same_in_the_rulebook_and_on_the_screen(titles, known):
    with translation.override("zh-hans"):
        assert {code: words.zh for code, words in titles.items()} == {
            code: str(known(code).label) for code in titles
        }


def literals(annotation: Any) -> Iterator[frozenset[str]]:
    """The closed lists within an annotation, however deep."""
    if get_origin(annotation) is Literal:
        yield frozenset(map(str, get_args(annotation)))
        return
    for inner in get_args(annotation):
        yield from literals(inner)


def written() -> Iterator[tuple[str, bool, frozenset[str]]]:
    """Every closed list of the house: where, whether it is an enumeration, its codes."""
    for found in pkgutil.walk_packages(redress.__path__, "redress."):
        if ".migrations" in found.name or ".settings" in found.name or found.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            where, own = f"{found.name}.{name}", getattr(value, "__module__", "") == found.name
            if isinstance(value, type) and issubclass(value, enum.Enum) and own:
                yield where, True, frozenset(str(each.value) for each in value)
            elif isinstance(value, type) and issubclass(value, BaseModel) and own:
                for field, said in value.model_fields.items():
                    yield from ((f"{where}.{field}", False, codes) for codes in literals(said.annotation))
            else:
                yield from ((where, False, codes) for codes in literals(value))


@pytest.mark.req("CLS-07")
def test_no_list_of_codes_knows_one_that_the_enumeration_it_repeats_does_not():
    """Found by what they have in common, so that a list nobody thought of above is held as well."""
    lists = list(written())
    enumerations = {where: codes for where, is_one, codes in lists if is_one}
    assert len(enumerations) > 60
    drifted = [
        f"{where} has {sorted(codes - known)}, which {kind} has not"
        for where, is_one, codes in lists
        for kind, known in enumerations.items()
        if not is_one and len(codes & known) >= 3 and 2 * len(codes & known) >= len(codes | known)
        if codes - known
    ]
    assert drifted == []
