"""The embedded server: one folder, several users, nobody left behind."""

import multiprocessing
from pathlib import Path

import psycopg
import pytest

from redress.operations import embedded


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "postgres"


@pytest.mark.slow
def test_the_server_runs_while_it_is_used_and_no_longer(folder):
    with embedded.server(folder, embedded.FORGETFUL) as url:
        assert embedded.is_running(folder)
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert not embedded.is_running(folder)


@pytest.mark.slow
def test_the_first_to_leave_does_not_stop_the_server_for_the_others(folder):
    with embedded.server(folder, embedded.FORGETFUL):
        with embedded.server(folder, embedded.FORGETFUL):
            pass
        assert embedded.is_running(folder)
    assert not embedded.is_running(folder)


@pytest.mark.slow
def test_a_user_that_was_killed_does_not_keep_the_server_up(folder):
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    other = context.Process(target=_use, args=[folder, ready])
    with embedded.server(folder, embedded.FORGETFUL):
        other.start()
        assert ready.wait(30)
        other.kill()
        other.join()
    assert not embedded.is_running(folder)


@pytest.mark.slow
def test_settings_of_the_administrator_prevail(folder):
    with embedded.server(folder, embedded.FORGETFUL):
        (folder / "local.conf").write_text("work_mem = '7MB'\n")
        (folder / "local.conf").chmod(0o644)
    with embedded.server(folder, embedded.FORGETFUL) as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW work_mem").fetchone() == ("7MB",)


def test_a_long_path_gets_a_short_socket_folder():
    deep = Path("/tmp", *["a-folder-with-a-rather-long-name"] * 5)
    assert len(embedded.url(deep)) < 150
    assert embedded.url(deep) == embedded.url(deep)


def _use(folder, ready):
    with embedded.server(folder, embedded.FORGETFUL):
        ready.set()
        multiprocessing.Event().wait(60)
