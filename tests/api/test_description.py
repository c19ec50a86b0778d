"""The description of the API: valid OpenAPI 3.1, every command typed, every problem and scope named."""

from __future__ import annotations

import json

import pytest
import schemathesis
from django.test import Client
from pydantic import ValidationError

from redress.assembly import FOR_PEOPLE
from redress.committee.sessions import registry as sessions
from redress.committee.sessions.plan import PlanSession
from redress.complaints.commands.register import Register
from tests.api.client import Caller

COMMANDS = (Register, *FOR_PEOPLE, PlanSession, *sessions.ALL)


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


@pytest.mark.parametrize("kind", FOR_PEOPLE, ids=lambda kind: kind.name)
def test_every_command_is_an_operation_with_its_own_payload(described, kind):
    operation = described["paths"][f"/api/v1/complaints/{{number}}/commands/{kind.name}"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": f"#/components/schemas/{kind.__name__}"}
    properties = described["components"]["schemas"][kind.__name__]["properties"]
    assert set(properties) == set(kind.model_fields)
    assert {parameter["name"] for parameter in operation["parameters"]} == {
        "number",
        "Idempotency-Key",
        "If-Match",
        "X-Version",
    }


@pytest.mark.parametrize("kind", sessions.ALL, ids=lambda kind: kind.name)
def test_every_act_on_a_session_is_an_operation_with_its_own_payload(described, kind):
    operation = described["paths"][f"/api/v1/sessions/{{session}}/commands/{kind.name}"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": f"#/components/schemas/{kind.__name__}"}
    assert operation["security"] == [{"Bearer": [f"command:{kind.name}"]}]


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.name)
def test_what_a_payload_refers_to_is_its_own(described, kind):
    """Two words of one name would be described as one of them."""
    own = kind.model_json_schema().get("$defs", {})
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
