import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import comma
from redress.operations.speech import gettext as _


@click.group()
def command() -> None:
    """Bearer tokens of the HTTP API."""


@command.command()
@click.argument("user")
@click.option(
    "--scopes", required=True, help="Separated by commas: read, register, command, command:NAME, evidence."
)
@click.option(
    "--days", default=90, show_default=True, type=click.IntRange(1, 3650), help="How long it holds."
)
@click.option("--name", default="", help="What it is for; shown by `redress token list`.")
@with_database
def create(user: str, scopes: str, days: int, name: str) -> None:
    """Make a token that acts as USER, and print it: it cannot be shown again."""
    from datetime import timedelta

    from redress.api import scopes as known
    from redress.api import tokens
    from redress.organisation.models import User

    wanted = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    if unknown := known.unknown(wanted):
        raise BadInput(
            _("There is no scope %(unknown)s. Choose from: %(known)s.")
            % {"unknown": comma().join(unknown), "known": comma().join(known.ALL)}
        )
    if not wanted:
        raise BadInput(_("Give at least one scope, for example --scopes read."))
    holder = User.objects.filter(username=user, is_active=True).first()
    if holder is None:
        raise BadInput(
            _("There is no active user '%(name)s'. User names are those of the log-in page.") % {"name": user}
        )
    click.echo(tokens.create(holder, name or f"{user}: {', '.join(wanted)}", wanted, timedelta(days=days)))


@command.command("list")
@click.argument("user", required=False)
@with_database
def list_(user: str | None) -> None:
    """Show tokens, all or USER's: hint, user, state, last use, scopes, name."""
    from redress.api import tokens

    for token in tokens.listed(user):
        used = f"used {token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never used"
        click.echo(
            f"{token.hint}  {token.user.username:<16} {tokens.standing(token):<22} {used:<22}"
            f" {','.join(token.scopes)}  {token.name}"
        )


@command.command()
@click.argument("hint")
@with_database
def revoke(hint: str) -> None:
    """End the token that begins with HINT, at once."""
    from redress.api import tokens

    if not tokens.revoke(hint):
        raise BadInput(
            _("No valid token begins with '%(hint)s'. `redress token list` shows them.") % {"hint": hint}
        )
    click.echo(_("%(hint)s is revoked.") % {"hint": hint})
