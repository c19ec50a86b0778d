"""The journal holds no words; they stand encrypted beside it and come back whole (SEC-02, SEC-04)."""

from __future__ import annotations

import json
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from django.db import DatabaseError, connection, transaction
from pydantic import BaseModel, TypeAdapter, ValidationError

from redress.assembly import BY_NAME
from redress.casework import words
from redress.complaints import said
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import RecordContact
from redress.complaints.models import Complaint, JournalEntry, JournalText
from redress.privacy.fields import GONE
from tests.complaints.inputs import transfer

pytestmark = pytest.mark.django_db

CANARY = "张三丰"


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer, wednesday):
    return execute(transfer(), officer).number


def sample(annotation: Any, metadata: Any = ()) -> Any:
    """What could be given for a field, as the journal is handed it: words wherever words are accepted."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {
            name: sample(info.annotation, info.metadata) for name, info in annotation.model_fields.items()
        }
    inner = [each for each in get_args(annotation) if each not in (Ellipsis, type(None))]
    if get_origin(annotation) in (list, tuple):
        return [sample(inner[0])]
    if get_origin(annotation) in (Union, UnionType) and len(inner) == 1:
        return sample(inner[0], metadata)
    try:
        TypeAdapter(Annotated[annotation, "", *metadata]).validate_python(CANARY)
    except ValidationError:
        return 1
    return CANARY


@pytest.mark.req("SEC-02", "SEC-04")
@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_no_command_writes_words_into_the_journal(name):
    payload = sample(BY_NAME[name])
    kept, did, texts = words.taken_out(7, 1, BY_NAME[name], payload, {"to_name": CANARY, CANARY: 1})
    assert CANARY not in json.dumps([kept, did], ensure_ascii=False)
    assert words.put_back(kept, did, texts) == (payload, {"to_name": CANARY, CANARY: 1})
    assert list(words.not_as_said(7, 1, kept, did, texts)) == []


@pytest.mark.req("SEC-02")
def test_equal_words_do_not_look_equal():
    hashes = {
        words.digest(case, entry, place, CANARY)
        for case in (1, 11)
        for entry in (1, 11)
        for place in ("payload/words", "payload/reason")
    }
    assert len(hashes) == 8


@pytest.mark.req("SEC-04")
def test_words_that_were_changed_or_taken_away_are_found():
    kept, did, texts = words.taken_out(7, 1, RecordContact, {"words": "已致电客户"}, {})
    assert list(words.not_as_said(7, 1, kept, did, texts | {"payload/words": "未致电"})) == ["payload/words"]
    assert list(words.not_as_said(7, 1, kept, did, {})) == ["payload/words"]
    assert list(words.not_as_said(7, 1, kept, did, texts | {"facts/more": "x"})) == ["facts/more"]
    assert words.put_back(kept, did, {}) == ({"words": GONE}, {})


@pytest.mark.req("SEC-02", "SEC-04")
def test_every_entry_of_a_case_is_whole_with_its_words(number):
    case = Complaint.objects.get(number=number)
    entries = said.of_case(case)
    told = json.dumps([[each.payload, each.facts] for each in entries], ensure_ascii=False)
    stored = json.dumps([[each.entry.payload, each.entry.facts] for each in entries], ensure_ascii=False)
    assert case.facts in told
    assert case.facts not in stored
    assert list(said.not_as_said(case.journal.all(), case.journal_texts.all())) == []


@pytest.mark.req("SEC-04")
def test_a_retry_is_told_the_same_words_again(officer, number):
    command = RecordContact(kind="other", means="call", words="客户询问进度")
    first = execute(command, officer, number, key="once")
    again = execute(command, officer, number, key="once")
    assert again.replayed
    assert again.facts == first.facts


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaints_journaltext SET texts = NULL",
        "UPDATE complaints_journaltext SET sequence = sequence + 100",
        "DELETE FROM complaints_journaltext",
    ],
)
def test_the_database_lets_nobody_change_the_words_of_a_case_that_stands(number, statement):
    assert JournalText.objects.exists()
    assert JournalEntry.objects.exists()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
