import click

from redress.operations.console import with_database


@click.command()
@click.argument("numbers", nargs=-1)
@with_database
def command(numbers: tuple[str, ...]) -> None:
    """Verify the journal's hash chain of the cases NUMBERS, or of all. Status 1 when a chain does not hold."""
    from redress.complaints import journal
    from redress.complaints.models import Complaint
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with acting_as(SYSTEM):
        cases = Complaint.objects.order_by("pk")
        if numbers:
            cases = cases.filter(number__in=numbers)
        checked, faults = 0, 0
        for case in cases.only("id", "number", "journal_head").iterator(chunk_size=1000):
            checked += 1
            for fault in journal.verify(case):
                faults += 1
                click.echo(f"{fault.number} #{fault.sequence}: {fault.what}")
    click.echo(f"{checked} journals checked, {faults} fault(s)")
    if faults:
        raise SystemExit(1)
