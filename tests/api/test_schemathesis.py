"""Requests that nobody would think of: no fault of ours, and every answer as the description says."""

from __future__ import annotations

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from redress.api import tokens
from redress.casework import moment
from redress.complaints.executor import execute
from redress.organisation.models import User
from redress.organisation.queries import actor as actor_of
from redress.wsgi import application
from tests.api.conftest import EVERYTHING
from tests.complaints.inputs import visit
from tests.fixtures.insurer import local

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    missing_required_header,
    unsupported_method,
    ignored_auth,
]

DESCRIBED = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
OPERATIONS = {result.ok().label: result.ok() for result in DESCRIBED.get_all_operations()}

BOUNDED = settings(
    max_examples=24,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def officer(db):
    """Django closes connections around a server's request; here all requests share the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield User.objects.get(username="cd.officer")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(officer):
    token = tokens.create(officer, "schemathesis", EVERYTHING, timedelta(days=1))
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def number(officer):
    with moment.at(local("2026-11-18 10:00")):
        return execute(visit(), actor_of(officer.pk)).number


@pytest.mark.slow
@pytest.mark.req("SYS-01")
@pytest.mark.parametrize("label", OPERATIONS)
def test_the_api_keeps_to_its_description(label, headers, number):
    """Half of the requests hold to the description, half do not; half are about a case that is there."""
    operation = OPERATIONS[label]
    known = {"path_parameters": {"number": number}} if "{number}" in operation.path else {}

    @BOUNDED
    @given(
        case=st.one_of(
            operation.as_strategy(mode, **found)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
            for found in ({}, known)
        )
    )
    def ask(case):
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()
