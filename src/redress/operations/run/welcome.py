"""What the user reads when everything is up: where to go, and as whom."""

import importlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import click

from redress.operations.run import prepare
from redress.operations.speech import early as _


def is_up(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{_name(host)}:{port}/healthz", timeout=2) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (OSError, urllib.error.URLError, ValueError):
        return False


def say(host: str, port: int, *, demo: bool) -> None:
    where = _("Redress is at %(address)s") % {"address": address(host, port)}
    click.secho(f"\n{where}", bold=True)
    if demo and prepare.demo_command():
        click.echo("\n".join(["", *_logins()]))
    click.echo("\n" + _("Ctrl-C stops everything."))


def address(host: str, port: int) -> str:
    return f"http://{_name(host)}:{port}/"


def _name(host: str) -> str:
    return {"127.0.0.1": "localhost", "0.0.0.0": "localhost"}.get(host, host)  # noqa: S104


def _logins() -> Iterator[str]:
    """The demo's user names with password and duties, as `redress.operations.demo.logins()` gives them."""
    demo = importlib.import_module("redress.operations.demo")
    logins: Callable[[], list[tuple[str, str, str]]] = getattr(demo, "logins", list)
    for user, password, who in logins():
        yield f"  {user:<16} {password:<20} {who}"
