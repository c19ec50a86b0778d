"""No text of a command breaks anything, whatever its length; every answer carries the headers of every other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from redress.assembly import ADDRESSED

pytestmark = pytest.mark.django_db
LONG = "长" * 10_001
WHOLE = "a" * 500_001
"""For what is a file as a whole: a year of a calendar, a rulebook."""
NUMBER = "L2026-9999999"


def texts(
    schema: dict[str, Any], whole: dict[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Where in a schema a text may stand."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    for each in [*schema.get("anyOf", ()), *schema.get("allOf", ())]:
        yield from texts(each, whole, path)
    if schema.get("type") == "string":
        yield path
    elif schema.get("type") == "array":
        yield from texts(schema.get("items", {}), whole, (*path, "0"))
    elif schema.get("type") == "object":
        for name, below in schema.get("properties", {}).items():
            yield from texts(below, whole, (*path, name))


def body(path: tuple[str, ...], value: Any) -> Any:
    for part in reversed(path):
        value = [value] if part == "0" else {part: value}
    return value


KINDS: list[tuple[str, type[BaseModel]]] = [
    *((f"/{kind.path}", kind.opens) for kind in ADDRESSED if kind.opens is not None),
    *(
        (f"/{kind.path}/{kind.example}/commands/{command.name}", command)
        for kind in ADDRESSED
        for command in kind.commands
    ),
]
FIELDS = [
    (address, path)
    for address, kind in KINDS
    for path in dict.fromkeys(texts(kind.model_json_schema(), kind.model_json_schema()))
]


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("text", [LONG, "a\x00b"], ids=["long", "NUL"])
def test_a_text_of_ten_thousand_characters_is_refused_at_its_field(caller: Any, text: str) -> None:
    officer = caller("cd.officer")
    assert len(FIELDS) > 200
    wrong = []
    for address, path in FIELDS:
        whole = text == LONG and path == ("text",)
        answer = officer.post(address, body(path, WHOLE if whole else text))
        said = answer.json()
        named = {said.get("field", ""), *(each["field"] for each in said.get("errors", ()))}
        if answer.status_code != 422 or not any(each.split(".")[0] == path[0] for each in named if each):
            wrong.append((address, path, answer.status_code, said.get("detail")))
    assert wrong == []


@pytest.mark.req("SEC-05")
def test_half_a_sign_is_no_text_whatever_its_field(caller: Any) -> None:
    officer = caller("cd.officer")
    answers = {(a, p): officer.post(a, body(p, "a\ud800b")) for a, p in FIELDS}
    assert {key: each.status_code for key, each in answers.items() if each.status_code != 400} == {}
    assert all("escape" in each.json()["detail"] for each in answers.values())


UNSEEN = {
    "turned": "\u202e倒\u202c",
    "tags": "\U000e0041倒",
    "nothing": "\u200b\u2066\u2069",
    "marks": "\ufeff倒\u3164",
}


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_signs_that_nobody_sees_break_nothing_and_are_said_back_by_no_answer(caller: Any, text: str) -> None:
    officer = caller("cd.officer")
    unseen = {sign for sign in text if sign != "倒"}
    wrong = []
    for address, path in FIELDS:
        answer = officer.post(address, body(path, text))
        said = answer.content.decode()
        if answer.status_code >= 500 or unseen & {*said, *json.loads(f'"{_escaped(said)}"')}:
            wrong.append((address, path, answer.status_code, said))
    assert wrong == []


def _escaped(said: str) -> str:
    """The escapes of an answer, alone: a sign that was written as one is one."""
    return "".join(re.findall(r"\\u[0-9a-fA-F]{4}", said))


def lengths(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for below in schema.values():
        for each in below if isinstance(below, list) else [below]:
            if isinstance(each, dict):
                yield from lengths(each)
    if schema.get("type") == "string":
        yield schema


@pytest.mark.req("SEC-05")
def test_every_text_of_a_command_says_how_long_it_may_be() -> None:
    texts = [(address, text) for address, kind in KINDS for text in lengths(kind.model_json_schema())]
    assert len(texts) > len(KINDS)
    for address, text in texts:
        assert text.keys() & {"maxLength", "enum", "const", "format", "pattern"}, (address, text)


@pytest.mark.req("SEC-05")
def test_every_answer_of_the_api_has_the_same_guards(caller: Any) -> None:
    officer = caller("cd.officer")
    client, token = officer.client, officer._headers(None)
    answers = [
        officer.get("/complaints"),
        officer.get("/nothing/here"),
        officer.get(f"/complaints/{NUMBER}"),
        client.get("/api/"),
        client.get("/api/v2/x"),
        client.get("/api/v1/complaints"),
        client.delete("/api/v1/complaints", headers=token),
        officer.post("/complaints", "{"),
        officer.post("/complaints", "x" * 2_000_000),
        client.post("/api/v1/complaints", "a=1", content_type="text/plain", headers=token),
        client.post("/api/gateways/sms/status", b"\x00", content_type="application/json"),
        client.get("/api/gateways/sms/status"),
        client.get("/api/v1/complaints", headers=token | {"host": "evil.example"}),
        officer.get("/complaints", cursor="\x00"),
    ]
    for answer in answers:
        assert answer.status_code < 500, answer.content
        assert answer["Cache-Control"] == "no-store"
        for name in (
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Referrer-Policy",
            "X-Frame-Options",
        ):
            assert name in answer.headers, (answer.status_code, name)
