"""The command line: `redress`, or `python -m redress`."""

import sys

INTERRUPTED = 130


def main() -> None:
    try:
        from redress.operations.console import redress

        redress(prog_name="redress")
    except KeyboardInterrupt:  # before the command itself listens: Ctrl-C is no fault to print a trace of
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
