from datetime import datetime

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("user", required=False, default="")
@click.option("--from", "first", type=_DAY, help="First day; a week before the last by default.")
@click.option("--to", "last", type=_DAY, help="Last day; today by default.")
@click.option(
    "--event", default="", help="signed_in, failed, locked, factor_failed, session_ended and so on."
)
@click.option("--address", default="", help="Address they came from.")
@click.option(
    "--most", default=1000, show_default=True, type=click.IntRange(1, 100_000), help="How many lines."
)
@with_database
def command(
    user: str, first: datetime | None, last: datetime | None, event: str, address: str, most: int
) -> None:
    """Show the log of sign-ins, the newest first: all, or USER's (SEC-05)."""
    from django.utils import timezone

    from redress.desk.pages.sign_ins import asked
    from redress.operations.speech import spoken
    from redress.organisation import sign_ins
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM
    from redress.organisation.kinds import SignInEvent

    if event and event not in SignInEvent:
        raise BadInput(_("There is no such event: %(name)s.") % {"name": event})
    given = {"person": user, "event": event, "address": address}
    given |= {name: day.date().isoformat() for name, day in {"from": first, "to": last}.items() if day}
    with spoken(), acting_as(SYSTEM):
        for line in sign_ins.of(SYSTEM, asked(given), size=most)[:most]:
            whose = line.user.username if line.user else f"#{line.name_hash[:12]}"
            by = line.by.username if line.by else ""
            cells = (
                f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}",
                line.event,
                whose,
                by,
                line.address,
                line.agent,
            )
            click.echo("\t".join(cells))
