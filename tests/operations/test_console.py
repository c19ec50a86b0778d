import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from redress.operations import console


@pytest.fixture
def redress():
    def run(*arguments: str):
        return CliRunner().invoke(console.redress, arguments)

    return run


def test_every_file_in_cli_is_a_command_that_explains_itself(redress):
    listed = redress("--help").output
    names = console.redress.list_commands(click.Context(console.redress))
    assert {"run", "import", "verify"} <= set(names)
    for name in names:
        command = console.redress.get_command(click.Context(console.redress), name)
        assert command is not None
        assert command.get_short_help_str()
        assert name in listed


def test_an_unknown_command_is_bad_input(redress):
    result = redress("fly")
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.output


def test_bad_input_ends_with_status_2_and_its_message():
    @click.command()
    def refuse():
        raise console.BadInput("rulebook.yaml, line 3: no such channel 'pigeon'.")

    result = CliRunner().invoke(refuse)
    assert result.exit_code == 2
    assert "line 3: no such channel" in result.output


def test_a_port_that_is_taken_is_told_before_anything_starts(redress):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = redress("run", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "is taken" in result.output


@pytest.mark.req("SYS-04")
def test_ctrl_c_in_any_command_ends_with_the_status_of_a_shell_and_no_word():
    @click.command
    def stopped():
        raise KeyboardInterrupt

    class Group(console.Commands):
        def get_command(self, ctx, cmd_name):
            return stopped

    group = Group()
    ended = CliRunner().invoke(group, ["stopped"])
    assert (ended.exit_code, ended.output.strip()) == (130, "")


FINALISED = """
import os, signal, sys, time
from redress.__main__ import _not_lost
from redress.operations.run.stopping import Stop

class Away:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)

sys.unraisablehook = _not_lost
with Stop() as stop:
    try:
        Away()
        time.sleep(20)
        print("went on")
    except KeyboardInterrupt:
        print("stopped", stop.asked)
"""


@pytest.mark.req("SYS-04")
def test_ctrl_c_in_the_middle_of_a_finaliser_stops_what_is_being_prepared():
    done = subprocess.run([sys.executable, "-c", FINALISED], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("stopped True", "")


INTERRUPTED_IMPORT = """
import builtins, os, signal, sys
import redress.__main__ as program

before = builtins.__import__
def importing(name, *more):
    if name == "redress.operations.console":
        os.kill(os.getpid(), signal.SIGINT)
        try:
            return before(name, *more)
        except KeyboardInterrupt:
            raise ValueError("a library made a fault of its own of it") from None
    return before(name, *more)

builtins.__import__ = importing
sys.argv = ["redress", "--version"]
program.main()
"""


@pytest.mark.req("SYS-04")
def test_ctrl_c_while_the_program_is_read_is_nobodys_fault():
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_IMPORT], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
