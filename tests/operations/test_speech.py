"""The command line speaks the language of the environment, or that of --lang; what it writes does not change."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.utils.translation import get_language

from redress.operations import speech
from redress.operations.console import redress

NONE = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "REDRESS_LANG": ""}


def run(*words: str, **environment: str) -> str:
    return CliRunner().invoke(redress, words, env=NONE | environment).output


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_environment_says_which_language(monkeypatch, environment, language):
    for name, value in (NONE | environment).items():
        monkeypatch.setenv(name, value)
    assert speech.asked() == language


def test_the_option_goes_before_the_environment():
    assert "There is no file lost.zip." in run("verify", "lost.zip")
    assert "没有文件 lost.zip。" in run("verify", "lost.zip", LANG="zh_CN.UTF-8")
    assert "There is no file lost.zip." in run("--lang", "en", "verify", "lost.zip", LANG="zh_CN.UTF-8")
    assert "没有文件 lost.zip。" in run("verify", "lost.zip", REDRESS_LANG="zh")


@pytest.mark.req("SYS-03")
def test_problems_of_a_rulebook_are_told_in_the_language_asked_for(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("rulebook: mine\n", encoding="utf-8")
    assert "缺少“version”" in run("rulebook", "check", str(path), LANG="zh_CN.UTF-8")
    assert "'version' is missing" in run("rulebook", "check", str(path), LANG="en_US.UTF-8")
    assert "'version' is missing" in run("rulebook", "diff", str(path), "life-method", LANG="en_US.UTF-8")
    assert "缺少“version”" in run("rulebook", "diff", str(path), "life-method", LANG="zh_CN.UTF-8")


def test_a_message_leaves_the_language_of_the_house_as_it_was(monkeypatch):
    before = get_language()
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert speech.gettext("Nothing was written.") == "Nothing was written."
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert speech.gettext("Nothing was written.") == "没有写入任何内容。"
    assert get_language() == before


@pytest.mark.req("INT-17")
def test_an_import_explains_itself_in_chinese(tmp_path, monkeypatch, database_url, db):
    monkeypatch.setenv("DATABASE_URL", database_url)
    path = tmp_path / "empty.csv"
    path.write_text("", encoding="utf-8")
    told = run("--lang", "zh", "import", str(path), "--mapping", "ct-2018")
    assert f"{path} 是空的：需要表头和数据行。" in told
