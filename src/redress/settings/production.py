"""What production refuses to start with. All problems are told at once, each with its remedy."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50


def problems(settings: Mapping[str, Any]) -> Iterator[str]:
    secret = settings["SECRET_KEY"]
    if not secret or secret.startswith("development-"):
        yield "REDRESS_SECRET_KEY is not set: give it a random text of 50 characters or more."
    elif len(secret) < SHORTEST_SECRET or len(set(secret)) < 10:
        yield "REDRESS_SECRET_KEY is too short or too plain: give it a random text of 50 characters or more."
    if settings["DEBUG"]:
        yield "REDRESS_DEBUG is on: it shows code and data to anyone; remove it."
    hosts = settings["ALLOWED_HOSTS"]
    if not hosts:
        yield "REDRESS_HOSTS is not set: list the names this site answers to, separated by commas."
    elif "*" in hosts:
        yield "REDRESS_HOSTS contains '*': list the names this site answers to instead."
    if not settings["REDRESS_FIELD_KEYS"]:
        yield "REDRESS_FIELD_KEYS is not set: make a key with `redress keys new` and write it as id:key."
    if not settings["REDRESS_INDEX_KEY"]:
        yield "REDRESS_INDEX_KEY is not set: make a key with `redress keys new`."


def refuse_to_start_unsafely(settings: Mapping[str, Any]) -> None:
    found = list(problems(settings))
    if found:
        raise ImproperlyConfigured(
            "\n".join(["Redress will not start in production:", *(f"  - {problem}" for problem in found)])
        )
