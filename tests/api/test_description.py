"""The description of the API: valid OpenAPI 3.1, every command typed, every problem and scope named."""

from __future__ import annotations

import json
import re

import pytest
import schemathesis
from django.test import Client
from pydantic import ValidationError

from redress.assembly import ADDRESSED
from tests.api.client import Caller

GIVEN = [(kind, command) for kind in ADDRESSED for command in kind.commands]
COMMANDS = [kind.opens for kind in ADDRESSED if kind.opens] + [command for _, command in GIVEN]


@pytest.fixture(scope="module")
def described():
    # Django's own client: the description needs no database, and nobody acts afterwards.
    response = Caller(client=Client(raise_request_exception=False)).get("/openapi.json")
    assert response.status_code == 200
    return response.json()


def operations(described):
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@pytest.mark.req("SYS-01")
def test_the_description_is_valid_openapi_3_1(described):
    assert described["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(described).validate()


@pytest.mark.parametrize(
    ("kind", "command"), GIVEN, ids=[f"{kind.path} {command.name}" for kind, command in GIVEN]
)
def test_every_command_is_an_operation_with_its_own_payload(described, kind, command):
    operation = described["paths"][f"/api/v1/{kind.path}/{{number}}/commands/{command.name}"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": f"#/components/schemas/{command.__name__}"}
    properties = described["components"]["schemas"][command.__name__]["properties"]
    assert set(properties) == set(command.model_fields)
    assert operation["security"] == [{"Bearer": [f"command:{command.name}"]}]
    parameters = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
    assert set(parameters) == {"number", "Idempotency-Key", "If-Match", "X-Version"}
    assert parameters["number"]["pattern"] == kind.number


@pytest.mark.parametrize("kind", [each for each in ADDRESSED if each.opens], ids=lambda kind: kind.path)
def test_every_kind_of_file_is_opened_by_its_own_operation_and_answers_its_own_states(described, kind):
    operation = described["paths"][f"/api/v1/{kind.path}"]["post"]
    assert operation["operationId"] == kind.opens.name
    (answer,) = operation["responses"]["201"]["content"].values()
    outcome = described["components"]["schemas"][answer["schema"]["$ref"].rsplit("/", 1)[-1]]
    states = described["components"]["schemas"][outcome["properties"]["state"]["$ref"].rsplit("/", 1)[-1]]
    assert states["enum"] == [str(state) for state in kind.door.states]
    assert re.fullmatch(kind.number, kind.example)


@pytest.mark.parametrize(
    "kind", [kind for kind in COMMANDS if "$defs" in kind.model_json_schema()], ids=lambda kind: kind.name
)
def test_what_a_payload_refers_to_is_its_own(described, kind):
    """Two words of one name would be described as one of them."""
    own = kind.model_json_schema()["$defs"]
    assert own
    for name, schema in own.items():
        there = described["components"]["schemas"][name]
        assert (there.get("enum"), set(there.get("properties", ()))) == (
            schema.get("enum"),
            set(schema.get("properties", ())),
        ), name


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.name)
def test_the_example_of_a_command_is_one_the_command_takes(kind):
    try:
        kind.model_validate_json(json.dumps(kind.example), strict=True)
    except ValidationError as invalid:
        pytest.fail(str(invalid))


def test_every_operation_names_its_scope_and_its_problems(described):
    assert described["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"
    for path, _method, operation in operations(described):
        assert operation["security"][0]["Bearer"], path
        for status in ("401", "403", "503"):
            content = operation["responses"][status]["content"]
            assert content["application/problem+json"]["schema"]["$ref"].endswith("/Problem"), path


def test_every_reference_leads_somewhere(described):
    known = described["components"]["schemas"]

    def walk(node):
        if isinstance(node, dict):
            if "$ref" in node:
                assert node["$ref"].rsplit("/", 1)[-1] in known
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(described)
