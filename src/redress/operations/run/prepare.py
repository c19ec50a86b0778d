"""What must be true before web and worker start. Every step is quick when there is nothing to do."""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from redress.operations.console import redress
from redress.operations.speech import early as _

STAMP = ".stamp"


def everything(*, demo: bool) -> None:
    """All but the translations, which come before Django."""
    _step(_("Database"), database)
    _step(_("Static files"), static_files)
    if demo and (insurer := demo_command()):
        _step(_("Demo insurer"), lambda: insurer.main([], standalone_mode=False))
    _step(_("Checkpoint"), checkpoint)
    connections.close_all()


def database(verbosity: int = 0) -> None:
    """The tables as this version has them, what is at rest encrypted, and what is looked up by its rules."""
    from redress.operations.floor import logins
    from redress.operations.rotating import encrypt_old, renew_indexes
    from redress.operations.run.alone import changing
    from redress.sealing.doors import door

    changing(lambda: call_command("migrate", interactive=False, verbosity=verbosity))
    with door("migrate"):
        encrypt_old()
        renew_indexes()
    logins.make()


def checkpoint() -> None:
    """What was sealed until now cannot be unsaid from the first start on: no house is ever without a checkpoint."""
    from redress.operations import checkpointing

    checkpointing.make()


def demo_command() -> click.Command | None:
    """`redress demo`, which changes nothing when the insurer is already there; never in production."""
    return None if settings.IN_PRODUCTION else redress.get_command(click.Context(redress), "demo")


def translations() -> None:
    """Before Django is up, and before a word is said: who has asked for a catalogue that is not there asks no more, and
    the demo would keep words in another language than the house's."""
    from redress.operations import catalogue

    began = monotonic()
    catalogue.compile_all()
    _ready(_("Translations"), began)


def static_files() -> None:
    """Collect, compress and name by content; skipped when no source file changed since."""
    root = Path(settings.STATIC_ROOT)
    print_of_now = _fingerprint()
    stamp = root / STAMP
    if stamp.exists() and stamp.read_text() == print_of_now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists())
    root.mkdir(parents=True, exist_ok=True)
    stamp.write_text(print_of_now)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    return digest.hexdigest()


def _step(title: str, action: Callable[[], object]) -> None:
    on_screen = sys.stdout.isatty()
    if on_screen:
        click.echo(f"{title} ...", nl=False)
    began = monotonic()
    action()
    _ready(title, began)


def _ready(title: str, began: float) -> None:
    start_of_line = "\r" if sys.stdout.isatty() else ""
    words = _("%(step)s: ready (%(seconds).1f s)") % {"step": title, "seconds": monotonic() - began}
    click.echo(f"{start_of_line}{words}")
