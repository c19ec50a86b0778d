"""Folded templates say what unfolded ones say, in each language."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from typing import NamedTuple

import pytest
from django.conf import settings
from django.template import Context, Engine, Template
from django.test import override_settings
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from redress.casework import moment
from redress.complaints.executor import execute
from redress.desk.addresses import address
from redress.desk.folding import folded
from tests.complaints.inputs import visit
from tests.fixtures.insurer import local

PAGES = ("/", "/register", "/monitor", "/figures", "/rulebook", "/organisation", "/calendar", "/knowledge")
_NEW_EACH_TIME = (
    r'(?<=csrfmiddlewaretoken" value=")\w+|(?<=X-CSRFToken": ")\w+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)


def unfolded() -> list[dict]:
    plain = deepcopy(settings.TEMPLATES)
    plain[0]["OPTIONS"]["loaders"] = ["django.template.loaders.app_directories.Loader"]
    return plain


def body(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(_NEW_EACH_TIME, "", answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_the_same(desk, actor, language):
    client = desk("sc.officer", language)
    with moment.at(local("2026-11-20 10:00")):
        number = execute(visit(received_at="2026-11-20T09:30"), actor("cd.officer")).number
        pages = (*PAGES, f"/case/{number}")
        with override_settings(TEMPLATES=unfolded()):
            plain = {path: body(client, path) for path in pages}
        for path in pages:
            assert body(client, path) == plain[path], path


LOOP = (
    "{% load i18n %}{% for n in ns %}<b>{% translate 'Search' %}</b>"
    "{% if n %}{% translate said %}{% endif %}{% endfor %}"
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_changes_is_asked_each_time(language):
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    with translation.override(language):
        plain, made = engine.from_string(LOOP), engine.from_string(LOOP)
        made.nodelist = folded(made.nodelist)
        for said in ("Search", "Workbench"):
            given = {"ns": [0, 1, 2], "said": said}
            assert made.render(Context(given)) == plain.render(Context(given))
        assert sum(1 for _ in made.nodelist) < sum(1 for _ in plain.nodelist)


class Silent(Exception):
    silent_variable_failure = True


class Odd:
    """What templates are given, and what they might be."""

    words, markup, safe, number, share, nothing = "a <b> & 'c'", "<i>", mark_safe("<i>"), 12345, 0.5, None
    proxy, day, yes, none = gettext_lazy("Search"), date(2026, 11, 30), True, ()

    @property
    def lost(self) -> str:
        raise Silent

    def called(self) -> str:
        return "<called>"

    def wants(self, more: str) -> str:
        return more

    def delete(self) -> str:
        raise AssertionError("templates change nothing")

    delete.alters_data = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return "<odd>"


class Pair(NamedTuple):
    count: str
    label: str


LOOKED_UP = (
    "odd", "odd.words", "odd.markup", "odd.safe", "odd.number", "odd.share", "odd.nothing", "odd.proxy", "odd.day",
    "odd.yes", "odd.none", "odd.lost", "odd.called", "odd.wants", "odd.delete", "odd.missing", "odd.words.upper",
    "odd.none.0", "odd.proxy.upper", "pair.label", "pair.count", "pair.1", "map.key", "map.items", "map.missing",
    "list.0", "list.0.key", "list.9", "list.append", "function", "lazy", "missing", "missing.further", "odd.lost.more",
)  # fmt: skip
TEMPLATES = (
    "{{ %s }}",
    "{{ %s|default:'-' }}",
    "{% if %s %}yes{% else %}no{% endif %}",
    "{% for each in %s %}{{ each }}{% endfor %}",
    "{% autoescape off %}{{ %s }}{% endautoescape %}",
)


@pytest.mark.parametrize("name", LOOKED_UP)
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_short_way_says_what_django_says(template, name):
    given = {
        "odd": Odd(), "pair": Pair("<one>", "<two>"), "map": {"key": "<k>", "items": "own"}, "list": [{"key": "<v>"}],
        "function": lambda: "<f>", "lazy": SimpleLazyObject(lambda: "<z>"),
    }  # fmt: skip
    engine = Engine(string_if_invalid="invalid")
    plain, made = (engine.from_string(template.replace("%s", name)) for _ in range(2))
    made.nodelist = folded(made.nodelist)

    def said(of: Template) -> str:
        try:
            return of.render(Context(given))
        except (TypeError, AssertionError) as error:
            return repr(error)

    assert said(made) == said(plain)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("desk:case", ("P2026-0000012",)),
        ("desk:case", ("ä ?#{0}%",)),
        ("desk:command", ("P2026-0000012", "confirm")),
        ("desk:unmask", ("P2026-0000012", 7)),
        ("desk:unmask", ("P2026-0000012", "7")),
        ("desk:case_entry", ("P2026-0000012", 0)),
    ],
)
def test_an_address_is_as_it_is_without_being_remembered(name, parts):
    for prefix in ("/", "/under/", "/"):
        set_script_prefix(prefix)
        assert address(name, *parts) == reverse(name, args=parts)
        assert address(name, *parts).startswith(prefix)


@pytest.mark.parametrize("parts", [(), ("a/b",), ("P2026-0000012", "x", "y"), (None,)])
def test_an_address_that_is_none_is_refused(parts):
    with pytest.raises(NoReverseMatch):
        address("desk:unmask", *parts)
