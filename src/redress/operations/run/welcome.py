"""What the user reads when everything is up: where to go, and as whom."""

import importlib
import json
import urllib.error
import urllib.request

import click

from redress.operations.run import prepare


def is_up(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{_name(host)}:{port}/healthz", timeout=2) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (OSError, urllib.error.URLError, ValueError):
        return False


def say(host: str, port: int, *, demo: bool) -> None:
    click.secho(f"\nRedress is at http://{_name(host)}:{port}/", bold=True)
    if demo and prepare.has_demo():
        click.echo()
        for user, password, who in importlib.import_module(prepare.DEMO).logins():
            click.echo(f"  {user:<16} {password:<20} {who}")
    click.echo("\nCtrl-C stops everything.")


def _name(host: str) -> str:
    return {"127.0.0.1": "localhost", "0.0.0.0": "localhost"}.get(host, host)  # noqa: S104
