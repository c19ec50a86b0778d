"""`redress run`: everything, from an empty folder to a page in the browser, and kept there."""

import os
from collections.abc import Iterable

import click

from redress.operations.console import BadInput, database, start_django
from redress.operations.run import prepare, welcome
from redress.operations.run.children import Children, hopeless
from redress.operations.run.engine import Engine
from redress.operations.run.ports import is_free
from redress.operations.run.sole import sole
from redress.operations.run.stopping import Stop
from redress.operations.speech import early as _

LOOK_SECONDS = 0.2


def run(host: str, port: int, *, demo: bool) -> int:
    """Prepare, start web and workers, keep them up. The exit status: 0 if asked to stop, 1 if that did not succeed."""
    if not is_free(host, port):
        taken = _("Port %(port)d of %(host)s is taken. Choose another: make run PORT=%(free)d")
        raise BadInput(taken % {"port": port, "host": host, "free": port + 1})
    os.environ.setdefault(
        "REDRESS_ADDRESS", welcome.address(host, port)
    )  # what letters say where to verify them
    with Stop() as stop:
        try:
            prepare.translations()
            start_django()
            from django.conf import settings

            with sole(settings.REDRESS_DATA, welcome.address(host, port)), database():
                prepare.everything(demo=demo)
                return _serve(host, port, stop, demo=demo)
        except KeyboardInterrupt:
            click.echo(_("Stopped before it was up."))
            return 0


def _serve(host: str, port: int, stop: Stop, *, demo: bool) -> int:
    from django.conf import settings

    from redress.jobs.lanes import PROCESSES

    most = settings.REDRESS_RESTARTS
    own = not os.environ.get("DATABASE_URL", "").strip()
    with Children(most) as children:
        engine = Engine(settings.REDRESS_DATA / "postgres" if own else None)
        for name in PROCESSES:
            children.start(f"worker ({name})", "worker", "--only", name)
        children.start("web", "serve", "--host", host, "--port", str(port))
        stop.gently()
        welcomed = False
        while not stop.asked:
            engine.look()
            if engine.deaths >= most:
                return _given_up([_("The database server ended again and again."), engine.last_words()])
            if part := children.tend(counts=engine.steady):
                return _given_up(hopeless(part))
            if not welcomed and welcome.is_up(host, port):
                welcome.say(host, port, demo=demo)
                welcomed = True
            stop.wait(LOOK_SECONDS)
        click.echo("\n" + _("Stopping ..."))
    click.echo(_("Stopped."))
    return 0


def _given_up(words: Iterable[str]) -> int:
    for line in words:
        click.secho(line, fg="red", err=True)
    return 1
