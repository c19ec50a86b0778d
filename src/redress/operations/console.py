"""The `redress` command: each file in cli/ is one subcommand, loaded only when it is called.

A file defines `command`, a click command; its name is the file's, with `_` as `-` and a trailing `_` dropped
(`import_.py` is `redress import`). Bad input ends with status 2 and a message that says what to do.
"""

import functools
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, ParamSpec, TypeVar

import click

from redress import __version__
from redress.operations import cli, click_words, help_texts
from redress.operations.patience import INTERRUPTED, undisturbed

P = ParamSpec("P")
R = TypeVar("R")


class BadInput(click.ClickException):
    """What the user gave cannot be used. The message names what, why, and what to do."""

    exit_code = 2


def _modules() -> dict[str, str]:
    names = (module.name for module in pkgutil.iter_modules(cli.__path__))
    return {name.rstrip("_").replace("_", "-"): name for name in names}


@contextmanager
def ended_by_the_person() -> Iterator[None]:
    """Ctrl-C anywhere in a command that does not listen for it: the shell's status, and not the word of a fault."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


class Commands(click.Group):
    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with ended_by_the_person():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with ended_by_the_person():
            return super().invoke(ctx)

    def main(self, *args: Any, **more: Any) -> Any:
        with click_words.spoken():
            return super().main(*args, **more)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _modules().get(cmd_name)
        if module is None:
            return None
        with undisturbed():
            command: click.Command = importlib.import_module(f"{cli.__name__}.{module}").command
        command.name = cmd_name
        return help_texts.translated(command)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return click_words.retold(super().get_help_option(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_texts.translated(self)
        super().format_help(ctx, formatter)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="redress")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    envvar="REDRESS_LANG",
    is_eager=True,
    callback=click_words.chosen,
    help="Language of messages; by default that of the environment (LANG).",
)
def redress(lang: str | None) -> None:
    """Redress (闻诉): complaint handling for insurers."""


def with_settings(function: Callable[P, R]) -> Callable[P, R]:
    """The command needs Django, and no database."""

    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        start_django()
        return function(*args, **kwargs)

    return inner


def with_database(function: Callable[P, R]) -> Callable[P, R]:
    """The command needs Django and the database; the embedded one runs while the command does."""

    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        start_django()
        _came_by_command_line()
        from redress.sealing.doors import door

        name = function.__module__.rpartition(".")[2]
        # Django's own commands are a back door: what is changed by a shell is not sealed, and some need no database.
        own = name != "manage"
        with database(at_once=own), door(name[:40]) if own else nullcontext():
            return function(*args, **kwargs)

    return inner


def _came_by_command_line() -> None:
    """What a command reads of cases is on record with the account of the computer that gave it."""
    import getpass

    from redress.casework import access

    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        account = str(os.getuid())
    access.origin.set(access.Origin("cli", session=account[:40]))


def start_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "redress.settings")
    try:
        with undisturbed():
            django.setup()
    except ImproperlyConfigured as problem:
        raise BadInput(str(problem)) from problem


def may_serve(process: str) -> None:
    """Refuse to serve under a login that rules do not bind; where it is the owner's own trial, only say so."""
    from django.conf import settings
    from django.db import connections

    from redress.operations.floor import logins
    from redress.settings import database as described

    try:
        found = list(logins.problems(process))
    finally:
        connections.close_all()
    if not found:
        return
    told = "\n".join(
        [f"The {process} process must not serve with this login:", *(f"  - {problem}" for problem in found)]
    )
    if settings.IN_PRODUCTION or described.is_embedded():
        raise BadInput(told)
    click.secho(told, fg="yellow", err=True)


@contextmanager
def database(*, at_once: bool = True) -> Iterator[None]:
    """The embedded server while the block runs, unless DATABASE_URL names another.

    Where it cannot be reached, or is a newer version's, one sentence says so: before the block begins, or (also where
    that is not asked `at_once`) when the block ends for that; so does one where tables of this version are missing.
    """
    from django.conf import settings
    from django.db import InterfaceError, OperationalError, ProgrammingError, connections

    from redress.operations import embedded, reachable

    if os.environ.get("DATABASE_URL", "").strip():
        if at_once:
            reachable.check()
        try:
            yield
        except (OperationalError, InterfaceError):
            reachable.check()
            raise
        except ProgrammingError:
            reachable.check_tables()
            raise
        return
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        # Otherwise the command would die at once and leave its server running.
        signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with embedded.server(settings.REDRESS_DATA / "postgres"):
        try:
            if at_once:
                reachable.check()
            yield
        except ProgrammingError:
            reachable.check_tables()
            raise
        finally:
            connections.close_all()
