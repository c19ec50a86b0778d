"""The page of a server failure needs nothing of what may have failed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.autoreload import reset_loaders
from django.test import Client

WHITENOISE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture
def broken_manifest(settings, tmp_path):
    (tmp_path / "staticfiles.json").write_text("{", encoding="utf-8")
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": WHITENOISE}}
    reset_loaders()  # a template that was read before knows the addresses of its files
    yield
    reset_loaders()


@pytest.mark.django_db
@pytest.mark.req("SEC-07")
def test_a_broken_manifest_still_shows_the_page_of_the_house(broken_manifest):
    answer = Client(raise_request_exception=False).get("/accounts/login/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert "无法确定是否已保存" in page
    assert "not known whether anything was saved" in page
    assert answer["Content-Security-Policy"]


def test_the_page_asks_for_nothing_and_keeps_to_the_content_policy():
    import redress.desk

    page = (Path(redress.desk.__file__).parent / "templates" / "500.html").read_text(encoding="utf-8")
    assert not re.search(r"{[{%]", page), "no template tag, for a context or a file may be what failed"
    assert not re.search(r"<(link|script|style|img|iframe)\b|\bstyle=|\bon\w+=|\bsrc=", page)
    assert set(re.findall(r'href="([^"]*)"', page)) == {"/"}
    assert '<html lang="zh-Hans">' in page
    assert 'lang="en"' in page
