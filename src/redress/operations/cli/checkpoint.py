from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _
from redress.operations.speech import spoken


@click.command()
@click.option(
    "--pdf", type=click.Path(dir_okay=False, path_type=Path), help="Write the last one as a page to print."
)
@click.option("--mail", is_flag=True, help="Send the last one to REDRESS_CHECKPOINT_MAIL.")
@with_database
def command(pdf: Path | None, mail: bool) -> None:
    """Sign a checkpoint of everything sealed so far, and keep it outside the database as well (SEC-04)."""
    from redress.letters import checkpoint_page
    from redress.operations import checkpointing
    from redress.sealing import checkpoints
    from redress.sealing.models import Checkpoint

    made = checkpointing.make()
    if written := checkpointing.keep_missing():
        click.echo(
            _("%(n)s files of checkpoints were missing from the folder, and are written.") % {"n": written}
        )
    last = made[-1] if made else Checkpoint.objects.order_by("-pk").first()
    if last is None:
        raise BadInput(_("Nothing has been sealed yet."))
    path = checkpointing.keep(last)
    said = {"n": last.pk, "size": f"{last.size:,}", "code": checkpoints.code(last.statement), "path": path}
    click.echo(_("Checkpoint %(n)s over %(size)s seals: %(code)s (%(path)s)") % said)
    with spoken():
        if pdf:
            pdf.write_bytes(checkpoint_page.page(last))
            click.echo(_("%(path)s is written.") % {"path": pdf})
        if mail:
            answer = checkpointing.mail(last)
            if answer is None:
                raise BadInput(_("REDRESS_CHECKPOINT_MAIL is not set: give it the address to send to."))
            click.echo(answer.error or _("Sent."))
