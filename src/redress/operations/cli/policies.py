import sys
from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import comma
from redress.operations.speech import gettext as _

_SHOWN = 20


@click.group()
def command() -> None:
    """Policies and products in the house's own tables (SYS-02)."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), help="What its columns mean: a YAML file.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Write rejected rows; default: FILE.rejects.csv."
)
@click.option("--dry-run", is_flag=True, help="Do everything and take it back.")
@with_database
def import_(file: Path, mapping: Path | None, rejects: Path | None, dry_run: bool) -> None:
    """Load a list of policies: CSV or XLSX. Loading it again updates what changed.

    The rows of a policy stand together; each row may name a further insured, beneficiary or cover. A policy with a
    faulty row is rejected as a whole; the exit status is then 2.
    """
    from redress.operations.importing.rejects import rejects as rejected
    from redress.operations.importing.tally import Reject
    from redress.operations.policies import loading
    from redress.operations.policies import mapping as mappings

    with rejected(rejects or Path(f"{file}.rejects.csv")) as kept:

        def keep(header: list[str], reject: Reject) -> None:
            kept.know(header)
            kept.write(reject)

        found = loading.load(file, mappings.load(mapping), dry_run=dry_run, keep=keep)
    for line in found.lines():
        click.echo(line)
    for fault in found.faults[:_SHOWN]:
        click.echo(str(fault), err=True)
    if (more := len(found.faults) - _SHOWN) > 0:
        click.echo(_("... and %(n)s more") % {"n": more}, err=True)
    if found.rejected:
        click.echo(
            _("Rejected rows are in %(file)s: correct and import that file.") % {"file": kept.path}, err=True
        )
        sys.exit(2)


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_database
def products(file: Path) -> None:
    """Load products with their clauses: a YAML file."""
    from redress.operations.policies import products as loading

    stored = loading.load(file)
    click.echo(
        _("Products: %(new)s new, %(changed)s changed, %(same)s as they were")
        % {"new": stored.new, "changed": stored.changed, "same": stored.same}
    )


@command.command()
@click.argument("kind", required=False)
@click.option("--language", type=click.Choice(["zh", "en"]), help="Of the guide; default: that of messages.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the guide as PDF.")
@with_database
def guide(kind: str | None, language: str | None, pdf: Path | None) -> None:
    """Show the claims guide of a kind of product, or list the kinds (CLM-01)."""
    from django.utils import timezone

    from redress.letters import guides as paper
    from redress.operations.speech import content
    from redress.organisation.models import Unit
    from redress.policies import guides

    rulebook = guides.standard(timezone.localdate())
    if kind is None:
        for name, each in guides.kinds(rulebook).items():
            click.echo(f"{name}: {each.title.get(content(language))}")
        return
    found = guides.told(rulebook, kind, content(language))
    if found is None:
        known = comma().join(guides.kinds(rulebook))
        raise BadInput(
            _("There is no guide for '%(kind)s'. There are: %(known)s (CLM-01).")
            % {"kind": kind, "known": known}
        )
    if pdf is None:
        click.echo(guides.message(found, content(language)))
        return
    try:
        pdf.write_bytes(paper.pdf(found, Unit.objects.order_by("path")[0], content(language), timezone.now()))
    except OSError as problem:
        raise BadInput(
            _("%(path)s cannot be written: %(problem)s") % {"path": pdf, "problem": problem}
        ) from problem
    click.echo(str(pdf))
