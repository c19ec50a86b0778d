"""`redress run`: everything, from an empty folder to a page in the browser."""

import click

from redress.operations.console import BadInput, database, start_django
from redress.operations.run import prepare, welcome
from redress.operations.run.children import Children
from redress.operations.run.ports import is_free
from redress.operations.run.stopping import Stop
from redress.operations.speech import early as _


def run(host: str, port: int, *, demo: bool) -> int:
    """Prepare, start web and worker, wait. Gives the exit status: 0 if asked to stop, 1 if a part died."""
    if not is_free(host, port):
        taken = _("Port %(port)d of %(host)s is taken. Choose another: make run PORT=%(free)d")
        raise BadInput(taken % {"port": port, "host": host, "free": port + 1})
    start_django()
    with Stop() as stop:
        try:
            with database():
                prepare.everything(demo=demo)
                return _serve(host, port, stop, demo=demo)
        except KeyboardInterrupt:
            click.echo(_("Stopped before it was up."))
            return 0


def _serve(host: str, port: int, stop: Stop, *, demo: bool) -> int:
    with Children() as children:
        children.start("worker", "worker")
        children.start("web", "serve", "--host", host, "--port", str(port))
        stop.gently()
        welcomed = False
        while not stop.asked:
            if died := children.first_to_die():
                words = _("%(part)s ended unexpectedly; stopping everything.") % {"part": died}
                click.secho(words, fg="red", err=True)
                return 1
            if not welcomed and welcome.is_up(host, port):
                welcome.say(host, port, demo=demo)
                welcomed = True
            stop.wait(0.3)
        click.echo("\n" + _("Stopping ..."))
    click.echo(_("Stopped."))
    return 0
