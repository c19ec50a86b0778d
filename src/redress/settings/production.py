"""What production refuses to start with. All problems are told at once, each with its remedy."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from redress.privacy import keys

SHORTEST_SECRET = 50
MAKE_KEY = 'python3 -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())"'


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
    yield from key_problems(settings["REDRESS_FIELD_KEYS"], settings["REDRESS_INDEX_KEY"])


def key_problems(field_keys: str, index_key: str) -> Iterator[str]:
    if not field_keys:
        yield f"REDRESS_FIELD_KEYS is not set: write it as id:key; make a key with {MAKE_KEY}"
    if not index_key:
        yield f"REDRESS_INDEX_KEY is not set: make a key with {MAKE_KEY}"
    if field_keys and index_key:
        try:
            keys.parse(field_keys, index_key)
        except ImproperlyConfigured as problem:
            yield f"{problem} Make a key with {MAKE_KEY}"


def refuse_to_start_unsafely(settings: Mapping[str, Any]) -> None:
    found = list(problems(settings))
    if found:
        raise ImproperlyConfigured(
            "\n".join(["Redress will not start in production:", *(f"  - {problem}" for problem in found)])
        )
