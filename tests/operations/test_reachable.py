"""A database that cannot be used is said in one sentence that says what to do, whatever the command (SYS-04)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import psycopg
import pytest
from click.testing import CliRunner
from django.db import connection

from redress.operations import console, reachable

pytestmark = pytest.mark.req("SYS-04")

WITHOUT = {
    "docs", "health", "keys public", "messages", "rulebook check", "rulebook diff", "suggest measure file", "trace"
}  # fmt: skip
"""Commands that need no database, and the one that tells itself that it does not answer."""
OF_THEIR_OWN = {"run", "serve", "worker", "manage"}
"""They are told apart as processes: three go on for ever, and of the last it is Django that begins."""


def leaves(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for each in command.list_commands(context):
        found = command.get_command(context, each)
        assert found is not None
        if each not in WITHOUT:
            yield from leaves(found, f"{name} {each}".strip())


COMMANDS = {name: leaf for name, leaf in leaves(console.redress) if name not in WITHOUT | OF_THEIR_OWN}


def given(command: click.Command, file: Path) -> list[str]:
    """What the command cannot do without, so that it is not that which it complains of."""
    words = []
    for each in command.params:
        if each.required:
            words += [each.opts[0]] if isinstance(each, click.Option) else []
            words.append(_value(each.type, file))
    return words


def _value(kind: click.ParamType, file: Path) -> str:
    match kind:
        case click.Path():
            return str(file)
        case click.types.IntParamType():
            return "1"
        case click.DateTime():
            return "2026-01-01"
        case click.Choice():
            return str(kind.choices[0])
    return "x"


@pytest.fixture
def closed() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_one_sentence(output: str) -> None:
    lines = [line for line in output.splitlines() if line.strip()]
    assert len(lines) == 1, output
    assert "Traceback" not in output


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_begins_without_a_database_and_each_says_so(name, closed, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://a:b@127.0.0.1:{closed}/redress")
    for key, value in {"HOST": "127.0.0.1", "PORT": str(closed)}.items():
        monkeypatch.setitem(connection.settings_dict, key, value)
    file = tmp_path / "file"
    file.touch()
    done = CliRunner().invoke(console.redress, [*name.split(), *given(COMMANDS[name], file)])
    assert done.exit_code == 1, done.output
    is_one_sentence(done.output)
    assert "cannot be reached: check that its server runs and that DATABASE_URL" in done.output


def redress(url: str, data: Path, *words: str) -> tuple[int, str]:
    away = ("REDRESS_", "DJANGO_", "DATABASE_URL", "LANG", "LC_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    done = subprocess.run(
        [sys.executable, "-m", "redress", *words],
        env=inherited | {"REDRESS_DATA": str(data), "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "words", [("run", "--no-demo"), ("serve",), ("worker",), ("manage", "migrate")], ids=" ".join
)
def test_what_serves_says_it_too(words, closed, tmp_path):
    more = ["--port", str(closed)] if words[0] in ("run", "serve") else []
    status, said = redress(f"postgresql://a:b@127.0.0.1:{closed}/redress", tmp_path, *words, *more)
    assert status == 1, said
    is_one_sentence("".join(line for line in said.splitlines(True) if "ready (" not in line))
    assert "cannot be reached" in said


def test_who_is_not_let_in_is_told_the_reason_and_no_password(database_url, tmp_path):
    url = psycopg.conninfo.make_conninfo(database_url, user="nobody_here", password="hush-hush")
    status, said = redress(url, tmp_path, "migrate")
    assert status == 1, said
    is_one_sentence(said)
    assert "nobody_here" in said
    assert "hush-hush" not in said


@pytest.mark.parametrize("words", ["demo", "token list", "verify", "checkpoint"])
def test_a_database_without_its_tables_is_said_too(words, tmp_path, database_url):
    without = f"redress_without_tables_{words.replace(' ', '_')}"  # others ask beside this one
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {without}")
        link.execute(f"CREATE DATABASE {without}")
        try:
            empty = psycopg.conninfo.make_conninfo(database_url, dbname=without)
            status, said = redress(empty, tmp_path, *words.split())
        finally:
            link.execute(f"DROP DATABASE {without} WITH (FORCE)")
    assert status == 1, said
    is_one_sentence(said)
    assert "run `redress migrate`, then try again" in said


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["migrate", "checkpoint", "token list"])
def test_tables_of_a_newer_version_are_not_touched(name, monkeypatch, database_url):
    reachable.check()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('complaints', '9000_later', now())"
        )
    monkeypatch.setenv("DATABASE_URL", database_url)
    done = CliRunner().invoke(console.redress, name.split())
    assert done.exit_code == 1, done.output
    is_one_sentence(done.output)
    assert "complaints 9000_later is not known here): install that version" in done.output


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["migrate", "checkpoint", "token list"])
def test_tables_of_before_the_start_are_not_touched(name, monkeypatch, database_url):
    """What every room took as its last step of before goes on; what stopped on the way there does not."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name >= '0100' AND app <> 'auth'")
        reachable.check()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'complaints' AND name >= '0074'")
    monkeypatch.setenv("DATABASE_URL", database_url)
    done = CliRunner().invoke(console.redress, name.split())
    assert done.exit_code == 1, done.output
    is_one_sentence(done.output)
    assert "complaints 0073_kind_of_an_import" in done.output
    assert "remove the folder of REDRESS_DATA and start again" in done.output
    assert "`redress backup`" in done.output
