"""What a page reads of a request itself is kept, or refused; it is never a fault of ours (SEC-05)."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

import redress.desk.forms
import redress.desk.views
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.models import Appointment, Deputy, Proposal, User
from tests.complaints.inputs import visit

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-05")]

TEXTS = {
    "long": "长" * 10_001,
    "NUL": "a\x00b",
    "turned": "\u202e倒\u202c",
    "half": "a\ud800b",
    "digits": "9" * 5_000,
    "no digit": "²",
    "elsewhere": "//evil.example/%00\r\nX: y",
}


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver) and each.app_name in ("", "desk"):
            yield from patterns(each.url_patterns)
        elif isinstance(each, URLPattern) and each.lookup_str.startswith("redress.desk.views"):
            yield each


def read_by(module: str) -> set[str]:
    """Names that the views of a module ask of a request: `….get("x")`, `….getlist("x")`, `said.words(request, "x")`."""
    names = {"key"}
    for node in ast.walk(ast.parse(inspect.getsource(importlib.import_module(module)))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if node.func.attr in ("get", "getlist", "words"):
                names |= {each for each in given[:1] if isinstance(each, str) and each}
    return names


def modules(package) -> Iterator[str]:
    yield from (each.name for each in pkgutil.iter_modules(package.__path__, f"{package.__name__}."))


@pytest.fixture
def things(actor, wednesday) -> dict[str, object]:
    number = execute(visit(), actor("cd.officer")).number
    person, today = User.objects.get(username="cd.officer"), timezone.localdate()
    until = today + timedelta(days=3)
    deputy = User.objects.get(username="cd.intake")
    named = Deputy.objects.create(absent=person, deputy=deputy, reason="x", period=(today, until))
    proposal = Proposal.objects.create(kind="enable", unit=person.department.unit, person=person, asked={})
    case = Complaint.objects.get(number=number)
    return {
        "number": number, "party": case.parties.get().pk, "person": person.pk, "proposal": proposal.pk,
        "appointment": Appointment.objects.filter(user=person).first().pk, "named": named.pk,
        "code": person.department.unit.code, "what": "deputy", "name": "record_contact", "form": "register",
        "key": "letters", "part": "advice", "view": 1, "message": 1, "action": 1, "article": 1, "letter": 1,
    }  # fmt: skip


def addresses(things: dict[str, object]) -> Iterator[tuple[str, str]]:
    for pattern in patterns(get_resolver().url_patterns):
        wanted = list(pattern.pattern.converters)
        # A checkpoint has a number too, which is none of a case.
        if pattern.name and not pattern.name.startswith("checkpoint_") and set(wanted) <= set(things):
            module = pattern.lookup_str.rpartition(".")[0]
            yield module, reverse(f"desk:{pattern.name}", kwargs={key: things[key] for key in wanted})


def coded(text: str) -> str | bytes:
    return text.encode("utf-8", "surrogatepass") if "\ud800" in text else text


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_no_text_breaks_a_page(text, things, desk):
    client = desk("cd.officer")
    client.raise_request_exception = False
    wrong = []
    for module, address in addresses(things):
        for name in sorted(read_by(module)):
            for send in (client.post, client.get):
                answer = send(address, {name: coded(text)})
                if answer.status_code >= 500:
                    wrong.append((send.__name__, address, name, answer.status_code))
    assert wrong == []


def test_what_can_be_read_answers_a_question_for_its_head(things, desk):
    client, otherwise = desk("cd.officer"), []
    for _module, address in addresses(things):
        read, asked = client.get(address).status_code, client.head(address).status_code
        if asked != read:
            otherwise.append((address, read, asked))
    assert otherwise == []
    assert client.head("/").status_code == 200


def test_every_field_of_a_form_has_a_bound():
    kinds = [
        each
        for module in modules(redress.desk.forms)
        for each in vars(importlib.import_module(module)).values()
        if inspect.isclass(each) and issubclass(each, forms.Form) and each.__module__ == module
    ]
    loose = [
        f"{kind.__name__}.{name}"
        for kind in kinds
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.CharField) and field.max_length is None
    ]
    assert len(kinds) > 20
    assert loose == []


def test_no_view_reads_words_past_the_rule():
    """Free text is read by a form or by `said.words`: what is left are choices, keys and numbers."""
    allowed = {"what", "step", "purpose", "query", "field", "back", "version", "case", "session", "key"}
    allowed |= {"theme", "together", "place", "kind"}
    past = []
    for module in modules(redress.desk.views):
        for node in ast.walk(ast.parse(inspect.getsource(importlib.import_module(module)))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "request.POST.get",
                "request.POST.getlist",
            ):
                first = node.args[0]
                name = first.value if isinstance(first, ast.Constant) else ast.unparse(first)
                past += [(module, name)] if name not in allowed | {"number", "id"} else []
    assert past == []
