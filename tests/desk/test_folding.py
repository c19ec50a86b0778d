"""Folded templates say what unfolded ones say, in each language."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.test import override_settings
from django.utils import translation

from redress.casework import moment
from redress.complaints.executor import execute
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
