import os

import click


@click.command()
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["clocks", "messages", "house"]),
    help="Serve these lanes alone; by default all of them.",
)
@click.option(
    "--concurrency",
    default=4,
    show_default=True,
    type=click.IntRange(1),
    help="At most so many jobs of a lane at once.",
)
def command(only: tuple[str, ...], concurrency: int) -> None:
    """Run jobs and timers: clocks, messages, lists, long work; each in a lane of its own."""
    os.environ["REDRESS_PROCESS"] = "worker"
    from redress.jobs.lanes import PROCESSES
    from redress.operations import worker
    from redress.operations.console import database, may_serve, start_django

    start_django()
    with database():
        may_serve("worker")
        worker.run(concurrency, [lane for name in only or PROCESSES for lane in PROCESSES[name]])
