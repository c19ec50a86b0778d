"""What production refuses to start with. All problems are told at once, each with its remedy."""

import base64
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

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
    for host in hosts:
        yield from host_problems(host)
    yield from key_problems(settings["REDRESS_FIELD_KEYS"], settings["REDRESS_INDEX_KEY"])
    others = [settings["REDRESS_INDEX_KEY"], *_keys(settings["REDRESS_FIELD_KEYS"])]
    yield from seal_problems(settings["REDRESS_SEAL_KEY"], others)
    yield from strength_problems(settings)
    yield from way_problems(settings)
    yield from browser_problems(settings)
    yield from database_problems(os.environ)
    yield from log_problems(os.environ)


def host_problems(host: str) -> Iterator[str]:
    """A pattern lets a stranger's name in: links in mails and cookies would follow it."""
    remedy = "list the names this site answers to instead."
    name = host.strip("[]")
    if "*" in host:
        yield f"REDRESS_HOSTS contains '{host}', a pattern: {remedy}"
    elif host.startswith("."):
        yield f"REDRESS_HOSTS contains '{host}', which means every name below it: {remedy}"
    elif "." not in name and ":" not in name and name != "localhost":
        yield f"REDRESS_HOSTS contains '{host}', which is no whole name: {remedy}"


def strength_problems(settings: Mapping[str, Any]) -> Iterator[str]:
    """Keys that somebody could guess, or that do the work of two."""
    named = {
        "REDRESS_SECRET_KEY": settings["SECRET_KEY"],
        "REDRESS_INDEX_KEY": settings["REDRESS_INDEX_KEY"],
        "REDRESS_SEAL_KEY": settings["REDRESS_SEAL_KEY"],
    } | {f"REDRESS_FIELD_KEYS ({n})": key for n, key in enumerate(_keys(settings["REDRESS_FIELD_KEYS"]), 1)}
    seen: dict[bytes, str] = {}
    for name, said in named.items():
        if not said:
            continue
        key = _bytes(said) if name != "REDRESS_SECRET_KEY" else said.encode()
        if name != "REDRESS_SECRET_KEY" and is_plain(key):
            yield f"{name} is no random key, it can be guessed: make one with {MAKE_KEY}"
        for other, whose in ((key, name), (said.encode(), name)):
            if seen.setdefault(other, whose) != name:
                yield f"{name} is the same as {seen[other]}: each needs a key of its own; make one with {MAKE_KEY}"
                break


FEWEST_BYTES = 16
"""Different ones among the 32 of a key; of random keys one in a hundred thousand million has fewer."""


def is_plain(key: bytes) -> bool:
    """Whether a key looks as if nobody had drawn it: few different bytes, a repetition, steps of one size."""
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    repeated = any(key == (key[:size] * len(key))[: len(key)] for size in range(1, len(key) // 2 + 1))
    return len(set(key)) < FEWEST_BYTES or len(steps) < FEWEST_BYTES // 2 or repeated


SHORTEST_GATEWAY_SECRET = 16
ADDRESSES = (
    "REDRESS_ADDRESS",
    "REDRESS_URL",
    "REDRESS_SMS_URL",
    "REDRESS_WECOM_URL",
    "REDRESS_DINGTALK_URL",
    "REDRESS_POLICIES_URL",
)
GATEWAY_SECRETS = (
    ("REDRESS_SMS_URL", "REDRESS_SMS_SECRET"),
    ("REDRESS_DINGTALK_URL", "REDRESS_DINGTALK_SECRET"),
    ("REDRESS_POLICIES_URL", "REDRESS_POLICIES_SECRET"),
)


def way_problems(settings: Mapping[str, Any]) -> Iterator[str]:
    """What leaves the house or comes in must be encrypted on its way."""
    if not settings["REDRESS_ADDRESS"]:
        yield "REDRESS_ADDRESS is not set: write where the site is opened from outside, https://..."
    for name in ADDRESSES:
        if (said := settings[name]) and urlsplit(said).scheme != "https":
            yield f"{name} is '{_bare(said)}', which anybody on the way can read: give an https:// address."
    for app in settings["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]:
        if urlsplit(app["settings"]["server_url"]).scheme != "https":
            yield "REDRESS_OIDC_SERVER is no https:// address: whoever is on the way could sign in as anybody."
        if len(app["secret"]) < SHORTEST_GATEWAY_SECRET:
            yield f"REDRESS_OIDC_SECRET is shorter than {SHORTEST_GATEWAY_SECRET} characters: ask for a longer one."
    if (mail := settings["REDRESS_SMTP_URL"]) and not _is_encrypted_mail(mail):
        yield f"REDRESS_SMTP_URL is '{_bare(mail)}', without TLS: write smtps://..., or add ?tls=starttls."
    for where, secret in GATEWAY_SECRETS:
        if settings[where] and len(settings[secret]) < SHORTEST_GATEWAY_SECRET:
            yield (
                f"{secret} is shorter than {SHORTEST_GATEWAY_SECRET} characters, so that reports can be forged: "
                "agree on a longer one."
            )


def browser_problems(settings: Mapping[str, Any]) -> Iterator[str]:
    """Browsers must keep to HTTPS, and to themselves what signs somebody in."""
    if not settings["SECURE_SSL_REDIRECT"]:
        yield "REDRESS_REDIRECT_TO_HTTPS is off: remove it; a proxy that redirects itself loses nothing by it."
    if settings["SECURE_HSTS_SECONDS"] < A_DAY:
        yield "REDRESS_HSTS_SECONDS is less than a day: remove it, so that browsers keep to HTTPS for a year."
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"):
        if not settings[name]:
            yield f"{name} is off: cookies must travel over HTTPS alone and stay out of scripts."
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"):
        if not settings[name].startswith("__Host-"):
            yield f"{name} does not begin with __Host-: a site beside this one could set it; remove the setting."


A_DAY = 24 * 60 * 60
SAFE_MODES = ("require", "verify-ca", "verify-full")
DATABASE_VARIABLES = ("DATABASE_URL", "REDRESS_WORKER_URL", "REDRESS_OWNER_URL")


def database_problems(said: Mapping[str, str]) -> Iterator[str]:
    """Three logins for three kinds of process, over TLS where a network lies between."""
    users = {}
    for name in DATABASE_VARIABLES:
        try:
            parts = conninfo_to_dict(said.get(name, ""))
        except psycopg.ProgrammingError:
            continue  # said where the address is read
        users[name] = parts.get("user")
        host = str(parts.get("host") or "")
        is_here = not host or host.startswith("/") or host in ("localhost", "127.0.0.1", "::1")
        if not is_here and parts.get("sslmode") not in SAFE_MODES:
            yield f"{name} reaches '{host}' without being sure of TLS: add ?sslmode=verify-full (or require)."
    if not said.get("DATABASE_URL"):
        return  # the embedded database knows its own
    if not said.get("REDRESS_WORKER_URL") and said.get("REDRESS_PROCESS") == "worker":
        yield (
            "REDRESS_WORKER_URL is not set: the worker needs a login of its own; "
            "'redress migrate' makes it as the address says."
        )
    owner = users.get("REDRESS_OWNER_URL")
    for name in ("DATABASE_URL", "REDRESS_WORKER_URL"):
        if owner and users.get(name) == owner:
            yield f"{name} and REDRESS_OWNER_URL have the same user '{owner}': give each a login of its own."
    worker = users.get("REDRESS_WORKER_URL")
    if worker and users.get("DATABASE_URL") == worker:
        yield f"DATABASE_URL and REDRESS_WORKER_URL have the same user '{worker}': give each a login of its own."


LOUD = frozenset({"DEBUG", "NOTSET", "0", "10"})


def log_problems(said: Mapping[str, str]) -> Iterator[str]:
    """At its lowest level the log holds statements with what customers wrote."""
    for name in ("REDRESS_LOG_LEVEL", "REDRESS_JOBS_LOG_LEVEL"):
        if said.get(name, "").strip().upper() in LOUD:
            yield f"{name} is {said[name]}: it would write statements with personal data; use INFO or higher."


def _is_encrypted_mail(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "smtps" or "starttls" in parse_qs(parts.query).get("tls", [])


def _bare(address: str) -> str:
    """An address without what may be secret in it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname or ''}"


def _bytes(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        return encoded.encode()  # said elsewhere


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
