import sys

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    envvar="PORT",
    type=click.IntRange(1, 65535),
    help="Port to listen on.",
)
@click.option("--demo/--no-demo", default=True, help="Load the demo insurer (never in production).")
def command(host: str, port: int, demo: bool) -> None:
    """Start everything: database, web, worker. Ctrl-C stops it all."""
    from redress.operations.run import run

    sys.exit(run(host, port, demo=demo))
