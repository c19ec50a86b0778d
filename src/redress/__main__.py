"""The command line: `redress`, or `python -m redress`."""

from redress.operations.console import redress


def main() -> None:
    redress(prog_name="redress")


if __name__ == "__main__":
    main()
