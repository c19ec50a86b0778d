import os

import click

from redress.operations.console import with_database


@click.command()
@click.option("--cases", required=True, type=click.IntRange(1, 20_000_000), help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same cases.")
@click.option(
    "--open-share", default=0.1, show_default=True, type=click.FloatRange(0, 1), help="Of all cases."
)
@click.option("--until", type=click.DateTime(), help="The last moment of their two years; default: now.")
@click.option(
    "--processes", default=min(4, os.cpu_count() or 1), show_default=True, type=click.IntRange(1, 32)
)
@with_database
def command(cases: int, seed: int, open_share: float, until: object, processes: int) -> None:
    """Make up cases of the demo insurer, for measuring and trying. Not in production."""
    from datetime import datetime

    from django.utils import timezone

    from redress.operations.generating.generate import generate
    from redress.operations.importing.progress import bar

    moment = timezone.make_aware(until) if isinstance(until, datetime) else None
    with bar("Generating") as progress:
        done = generate(
            cases,
            seed=seed,
            open_share=open_share,
            until=moment,
            processes=processes,
            progress=progress(cases),
        )
    click.echo(f"{done.cases:,} cases in {done.seconds:.1f} s, {done.cases / done.seconds:,.0f} cases/s.")
