import os

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
@click.option(
    "--workers",
    default=2,
    show_default=True,
    envvar="REDRESS_WEB_WORKERS",
    type=click.IntRange(1),
    help="Processes that answer requests.",
)
@click.option(
    "--threads",
    default=4,
    show_default=True,
    envvar="REDRESS_WEB_THREADS",
    type=click.IntRange(1),
    help="Threads of each process.",
)
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the web pages and the API."""
    os.environ["REDRESS_PROCESS"] = "web"  # before settings are read: requests have time limits
    from redress.operations import web
    from redress.operations.console import database, may_serve, start_django

    start_django()
    with database():
        may_serve("web")
        web.serve(host, port, workers, threads)
