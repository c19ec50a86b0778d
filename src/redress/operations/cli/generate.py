import os

import click

from redress.operations.console import with_database


@click.command()
@click.option("--cases", default=0, type=click.IntRange(0, 20_000_000), help="How many complaints.")
@click.option("--claims", default=0, type=click.IntRange(0, 20_000_000), help="How many claims.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same cases.")
@click.option(
    "--open-share", default=0.1, show_default=True, type=click.FloatRange(0, 1), help="Of all cases."
)
@click.option("--until", type=click.DateTime(), help="The last moment of their two years; default: now.")
@click.option(
    "--processes", default=min(4, os.cpu_count() or 1), show_default=True, type=click.IntRange(1, 32)
)
@with_database
def command(cases: int, claims: int, seed: int, open_share: float, until: object, processes: int) -> None:
    """Make up complaints and claims of the demo insurer, for measuring and trying. Not in production."""
    from datetime import datetime

    from django.utils import timezone

    from redress.operations.generating.claims import generate_claims
    from redress.operations.generating.generate import generate
    from redress.operations.importing.progress import bar

    if not cases and not claims:
        raise click.UsageError("Say how many with --cases or --claims.")
    moment = timezone.make_aware(until) if isinstance(until, datetime) else None
    for wanted, make, what in ((cases, generate, "cases"), (claims, generate_claims, "claims")):
        if not wanted:
            continue
        with bar("Generating") as progress:
            done = make(
                wanted, seed=seed, open_share=open_share, until=moment, processes=processes,
                progress=progress(wanted),
            )  # fmt: skip
        pace = done.cases / done.seconds
        click.echo(f"{done.cases:,} {what} in {done.seconds:.1f} s, {pace:,.0f} {what}/s.")
