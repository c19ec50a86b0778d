import os

import click


@click.command()
@click.option("--concurrency", default=4, show_default=True, type=click.IntRange(1))
def command(concurrency: int) -> None:
    """Run jobs and timers: messages, urging, sweeps."""
    os.environ["REDRESS_PROCESS"] = "worker"
    from redress.operations import worker
    from redress.operations.console import database, start_django

    start_django()
    with database():
        worker.run(concurrency)
