"""What production refuses to start with. All problems are told at once, each with its remedy."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
    others = [settings["REDRESS_INDEX_KEY"], *_keys(settings["REDRESS_FIELD_KEYS"])]
    yield from seal_problems(settings["REDRESS_SEAL_KEY"], others)


def key_problems(field_keys: str, index_key: str) -> Iterator[str]:
    if not field_keys:
        yield f"REDRESS_FIELD_KEYS is not set: write it as id:key; make a key with {MAKE_KEY}"
    if not index_key:
        yield f"REDRESS_INDEX_KEY is not set: make a key with {MAKE_KEY}"
    if field_keys and index_key:
        yield from _unreadable(lambda: keys.parse(field_keys, index_key))


def seal_problems(seal_key: str, others: Iterable[str]) -> Iterator[str]:
    """Whoever verifies a dossier trusts this key alone: it must be there, and be nobody else's."""
    if not seal_key:
        yield f"REDRESS_SEAL_KEY is not set: it signs dossiers; make a key with {MAKE_KEY}"
    elif seal_key in others:
        yield f"REDRESS_SEAL_KEY is also a key of personal data: make one of its own with {MAKE_KEY}"
    else:
        yield from _unreadable(lambda: keys.decode("REDRESS_SEAL_KEY", seal_key))


def _unreadable(read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except ImproperlyConfigured as problem:
        yield f"{problem} Make a key with {MAKE_KEY}"


def _keys(field_keys: str) -> list[str]:
    return [part.partition(":")[2].strip() for part in field_keys.split(",")]


def refuse_to_start_unsafely(settings: Mapping[str, Any]) -> None:
    found = list(problems(settings))
    if found:
        raise ImproperlyConfigured(
            "\n".join(["Redress will not start in production:", *(f"  - {problem}" for problem in found)])
        )
