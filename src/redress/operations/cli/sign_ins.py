import click

from redress.operations.console import with_database


@click.command()
@click.argument("user", required=False)
@click.option(
    "--last", default=100, show_default=True, type=click.IntRange(1, 10_000), help="How many lines."
)
@with_database
def command(user: str | None, last: int) -> None:
    """Show the log of sign-ins, the newest first: all, or USER's."""
    from redress.organisation.models import SignIn

    found = SignIn.objects.select_related("user", "by")
    if user:
        found = found.filter(user__username=user)
    for line in found[:last]:
        whose = line.user.username if line.user else f"#{line.name_hash[:12]}"
        by = f" by {line.by.username}" if line.by else ""
        click.echo(
            f"{line.at:%Y-%m-%d %H:%M:%S}  {line.event:<17} {whose:<20} {line.address:<16} {line.agent}{by}"
        )
