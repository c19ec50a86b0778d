import click

from redress.operations.console import BadInput, with_database


@click.command()
@click.argument("numbers", nargs=-1)
@with_database
def command(numbers: tuple[str, ...]) -> None:
    """Verify the journal's hash chain of the cases NUMBERS, or of all. Status 1 when a chain does not hold."""
    from redress.complaints.journal import verify_all
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    checked = faulty = 0
    unknown = set(numbers)
    with acting_as(SYSTEM):
        for number, faults in verify_all(numbers):
            unknown.discard(number)
            checked += 1
            faulty += bool(faults)
            for fault in faults:
                click.echo(f"{fault.number} #{fault.sequence}: {fault.what}")
    click.echo(f"{checked} journals checked, {faulty} with faults")
    if unknown:
        raise BadInput(f"There is no case {', '.join(sorted(unknown))}. Give numbers such as L2026-0000123.")
    if faulty:
        raise SystemExit(1)
