"""The command line speaks the language of the environment, or that of --lang; what it writes does not change."""

from __future__ import annotations

import ast
import os
import re
import socket
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from django.utils.translation import get_language

from redress.operations import catalogue, help_texts, speech
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


def test_help_speaks_too_of_commands_options_and_the_whole():
    assert "Serve the web pages and the API." in run("serve", "--help")
    chinese = run("--lang", "zh", "serve", "--help")
    assert "启动网页和接口服务。" in chinese
    assert "监听端口。" in chinese
    assert "启动网页和接口服务。" in run("--help", LANG="zh_CN.UTF-8")
    assert "闻诉（Redress）" in run("--help", REDRESS_LANG="zh")
    assert "只作检查" in run("import", "--help", REDRESS_LANG="zh")
    assert "用文字说明规则集" in run("rulebook", "diff", "--help", REDRESS_LANG="zh")
    assert "Serve the web pages and the API." in run("--help", REDRESS_LANG="en", LANG="zh_CN.UTF-8")


def test_every_text_of_help_is_translated():
    context = click.Context(redress)
    names = redress.list_commands(context)
    assert "run" in names
    for name in names:
        command = redress.get_command(context, name)
        assert command is not None
        for words in help_texts.texts(command):
            assert speech._catalogue("zh").gettext(words) != words or not words.isascii(), words


@pytest.mark.django_db
def test_health_says_what_is_up_in_the_language_asked_for():
    english, chinese = run("health"), run("--lang", "zh", "health")
    assert "database    ok" in english
    assert "no heartbeat" in english
    assert "数据库" in chinese
    assert "正常" in chinese
    assert "没有心跳" in chinese


def test_a_taken_port_is_told_before_anything_is_up():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "已被占用" in run("run", "--port", port, REDRESS_LANG="zh")
        assert "is taken" in run("run", "--port", port)


@pytest.mark.django_db
def test_a_mail_that_is_not_ours_is_told_so():
    def said(**environment: str) -> str:
        return CliRunner().invoke(redress, ["bounce"], input="Subject: x\n\nx", env=NONE | environment).output

    assert "nothing of ours" in said()
    assert "不是本系统发出的邮件" in said(REDRESS_LANG="zh")


HELP = (("--help",), ("verify", "--help"), ("token", "--help"), ("rulebook", "simulate", "--help"))
MISTAKES = (
    ("verify", "--nope"),
    ("nope",),
    ("token", "create"),
    ("rulebook", "nope"),
    ("rulebook", "simulate"),
    ("token", "create", "sc.officer", "--days", "many"),
    ("import", "--rows", "lost.csv"),
)
ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Show|Error|Missing|No such|Try|Invalid|argument|option|does)\b"
)


@pytest.mark.parametrize("words", [*HELP, *MISTAKES], ids=" ".join)
def test_click_says_nothing_of_its_own_in_english_to_who_reads_chinese(words):
    for told in (
        run(*words, LANG="zh_CN.UTF-8"),
        run(*words, REDRESS_LANG="zh"),
        run("--lang", "zh", *words),
    ):
        assert told
        assert not ENGLISH.search(told), told
    assert "用法：" in told


@pytest.mark.parametrize("words", MISTAKES[:3], ids=" ".join)
def test_click_speaks_english_where_that_is_asked_for_or_nothing_is(words):
    for environment in ({}, {"LANG": "en_US.UTF-8"}, {"REDRESS_LANG": "en", "LANG": "zh_CN.UTF-8"}):
        assert "Error: " in run(*words, **environment)
    assert "Error: " in run("--lang", "en", *words, LANG="zh_CN.UTF-8")


def test_what_click_is_told_of_the_language_ends_with_the_command(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    run("--lang", "zh", "nope")
    assert os.environ["LANGUAGE"] == "en"
    monkeypatch.delenv("LANGUAGE")
    assert CliRunner().invoke(redress, ["--lang", "zh", "nope"]).exit_code == 2
    assert "LANGUAGE" not in os.environ


def test_the_words_of_click_are_those_of_the_version_in_use():
    said = "\n".join(
        repr(node.value)
        for path in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ).splitlines()
    (po,) = catalogue.foreign()
    with po.open("rb") as file:
        kept = [message.id for message in read_po(file, locale="zh_Hans") if message.id]
    words = [word for each in kept for word in (each if isinstance(each, tuple) else (each,))]
    assert [word for word in words if repr(word) not in said] == []
