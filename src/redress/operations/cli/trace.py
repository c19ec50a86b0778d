import sys

import click


@click.command()
@click.option("--unproven", is_flag=True, help="Only what no test proves.")
def command(unproven: bool) -> None:
    """Say for each requirement which tests prove it. Needs the source tree."""
    from redress.operations import tracing

    found = tracing.trace()
    for name, tests in found.proofs.items():
        if not tests:
            click.echo(f"{name}  UNPROVEN")
        elif not unproven:
            click.echo(name)
            for test in tests:
                click.echo(f"    {test}")
    for name, tests in found.unknown.items():
        click.echo(f"{name}  is no requirement, yet marked on {', '.join(tests)}", err=True)
    click.echo(f"{found.proven} of {len(found.proofs)} proven")
    sys.exit(1 if found.unknown else 0)
