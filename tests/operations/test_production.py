"""Production starts only when it is safe; each problem is told with its remedy, all at once."""

import base64
import os
import random
import subprocess
import sys
from importlib.resources import files

import pytest


def random_key(seed: int) -> str:
    return base64.b64encode(random.Random(seed).randbytes(32)).decode()


def plain(key: bytes) -> str:
    return base64.b64encode(key).decode()


SAFE = {
    "REDRESS_ENV": "production",
    "REDRESS_SECRET_KEY": "q8Vw3-mZr5tYx7uLp2nBk9sHd4gJf6aCe1oIi0vTzXbNwRyM_P",
    "REDRESS_HOSTS": "complaints.example.cn",
    "REDRESS_FIELD_KEYS": "k1:" + random_key(1),
    "REDRESS_INDEX_KEY": random_key(2),
    "REDRESS_SEAL_KEY": random_key(3),
    "REDRESS_ADDRESS": "https://complaints.example.cn",
    "DATABASE_URL": "postgresql://web@db/redress?sslmode=verify-full",
    "REDRESS_WORKER_URL": "postgresql://worker@db/redress?sslmode=verify-full",
}

SECRETS = ("REDRESS_SECRET_KEY", "REDRESS_FIELD_KEYS", "REDRESS_INDEX_KEY", "REDRESS_SEAL_KEY")


@pytest.fixture
def start(tmp_path):
    """Import the settings in a process of its own; gives its exit status and what it complained of."""

    def start(**changes: str) -> tuple[int, str]:
        wanted = SAFE | {"REDRESS_DATA": str(tmp_path)} | changes
        inherited = {
            k: v for k, v in os.environ.items() if not k.startswith(("REDRESS_", "DJANGO_", "DATABASE"))
        }
        done = subprocess.run(
            [sys.executable, "-c", "import redress.settings"],
            env=inherited | {"PYTHONPATH": os.pathsep.join(sys.path)} | wanted,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stderr

    return start


ASKED = """
import redress.settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
print(getattr(s, "SESSION_COOKIE_DOMAIN", None), getattr(s, "SESSION_COOKIE_PATH", "/"))
"""


@pytest.mark.req("SEC-05")
def test_cookies_of_production_are_of_this_very_host(tmp_path):
    """OWASP ASVS 4.0.3, 3.4.4. With the name goes what browsers ask of it: Secure, the whole path, no domain."""
    wanted = os.environ | SAFE | {"REDRESS_DATA": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run(
        [sys.executable, "-c", ASKED], env=wanted, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == [
        "__Host-sessionid __Host-csrftoken __Host-language True True",
        "None /",
    ]


def test_a_script_finds_the_token_of_the_form_by_either_name():
    """In development there is no HTTPS, and no such name."""
    script = (files("redress.desk") / "static" / "desk" / "draft.js").read_text()
    assert "(?:__Host-)?csrftoken=" in script


def test_production_starts_when_everything_is_set(start):
    assert start() == (0, "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"REDRESS_SECRET_KEY": ""}, "REDRESS_SECRET_KEY is not set"),
        ({"REDRESS_SECRET_KEY": "development-" + "x" * 60}, "REDRESS_SECRET_KEY is not set"),
        ({"REDRESS_SECRET_KEY": "short"}, "REDRESS_SECRET_KEY is too short"),
        ({"REDRESS_DEBUG": "1"}, "REDRESS_DEBUG is on"),
        ({"REDRESS_HOSTS": "*"}, "REDRESS_HOSTS contains '*'"),
        ({"REDRESS_HOSTS": ".cn"}, "REDRESS_HOSTS contains '.cn', which means every name"),
        ({"REDRESS_HOSTS": "a.example.cn,.example.cn"}, "contains '.example.cn', which means"),
        ({"REDRESS_HOSTS": "cn"}, "which is no whole name"),
        ({"REDRESS_FIELD_KEYS": "k1:" + plain(bytes(32))}, "REDRESS_FIELD_KEYS (1) is no random key"),
        ({"REDRESS_INDEX_KEY": plain(bytes(range(32)))}, "REDRESS_INDEX_KEY is no random key"),
        ({"REDRESS_SEAL_KEY": plain(bytes(range(100, 116)) * 2)}, "REDRESS_SEAL_KEY is no random key"),
        ({"REDRESS_INDEX_KEY": random_key(1)}, "REDRESS_FIELD_KEYS (1) is the same as REDRESS_INDEX_KEY"),
        ({"REDRESS_FIELD_KEYS": f"a:{random_key(5)},b:{random_key(5)}"}, "(2) is the same as"),
        (
            {"REDRESS_SECRET_KEY": random_key(2) * 2, "REDRESS_INDEX_KEY": random_key(2) * 2},
            "REDRESS_INDEX_KEY is the same as REDRESS_SECRET_KEY",
        ),
        ({"REDRESS_ADDRESS": "http://complaints.example.cn"}, "REDRESS_ADDRESS is 'http://"),
        ({"REDRESS_ADDRESS": ""}, "REDRESS_ADDRESS is not set"),
        ({"REDRESS_URL": "http://x.cn"}, "REDRESS_URL is 'http://x.cn'"),
        ({"REDRESS_SMS_URL": "http://sms.cn", "REDRESS_SMS_SECRET": "x" * 20}, "REDRESS_SMS_URL is 'http"),
        (
            {"REDRESS_SMS_URL": "https://sms.cn", "REDRESS_SMS_SECRET": "short"},
            "REDRESS_SMS_SECRET is shorter",
        ),
        ({"REDRESS_WECOM_URL": "http://w.cn/?key=abc"}, "REDRESS_WECOM_URL is 'http://w.cn',"),
        (
            {"REDRESS_OIDC_SERVER": "http://id.cn", "REDRESS_OIDC_SECRET": "x" * 20},
            "REDRESS_OIDC_SERVER is no https",
        ),
        ({"REDRESS_SMTP_URL": "smtp://u:p@mail.cn:25"}, "REDRESS_SMTP_URL is 'smtp://mail.cn', without TLS"),
        ({"REDRESS_REDIRECT_TO_HTTPS": "0"}, "REDRESS_REDIRECT_TO_HTTPS is off"),
        ({"REDRESS_HSTS_SECONDS": "0"}, "REDRESS_HSTS_SECONDS is less than a day"),
        ({"REDRESS_LOG_LEVEL": "debug"}, "REDRESS_LOG_LEVEL is debug"),
        (
            {"DATABASE_URL": "postgresql://web@db/redress"},
            "DATABASE_URL reaches 'db' without being sure of TLS",
        ),
        ({"DATABASE_URL": "postgresql://web@db/r?sslmode=prefer"}, "without being sure of TLS"),
        ({"REDRESS_OWNER_URL": "postgresql://web@/redress"}, "have the same user 'web'"),
        ({"REDRESS_WORKER_URL": "postgresql://web@/redress"}, "REDRESS_WORKER_URL have the same user 'web'"),
        ({"REDRESS_PROCESS": "worker", "REDRESS_WORKER_URL": ""}, "REDRESS_WORKER_URL is not set"),
        ({"REDRESS_HOSTS": ""}, "REDRESS_HOSTS is not set"),
        ({"REDRESS_FIELD_KEYS": ""}, "REDRESS_FIELD_KEYS is not set"),
        ({"REDRESS_INDEX_KEY": ""}, "REDRESS_INDEX_KEY is not set"),
        ({"REDRESS_FIELD_KEYS": "k1:c2hvcnQ="}, "a key must have 32 bytes, this one has 5"),
        ({"REDRESS_SEAL_KEY": ""}, "REDRESS_SEAL_KEY is not set"),
        ({"REDRESS_SEAL_KEY": "c2hvcnQ="}, "REDRESS_SEAL_KEY: a key must have 32 bytes"),
        ({"REDRESS_SEAL_KEY": SAFE["REDRESS_INDEX_KEY"]}, "REDRESS_SEAL_KEY is also a key of personal data"),
        ({"REDRESS_SEAL_KEY": random_key(1)}, "REDRESS_SEAL_KEY is also a key of personal data"),
        ({"REDRESS_ENV": "prod"}, "REDRESS_ENV='prod' is not one of"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL is not a PostgreSQL address"),
        ({"DATABASE_URL": "postgresql://host"}, "DATABASE_URL names no database"),
    ],
)
def test_production_refuses(start, change, told):
    status, complaint = start(**change)
    assert status != 0
    assert told in complaint


@pytest.mark.parametrize("mail", ["smtps://u:p@mail.cn", "smtp://u:p@mail.cn:587?tls=starttls"])
def test_mail_over_tls_is_welcome(start, mail):
    assert start(REDRESS_SMTP_URL=mail) == (0, "")


def test_all_problems_are_told_at_once(start):
    _, complaint = start(REDRESS_SECRET_KEY="", REDRESS_HOSTS="*", REDRESS_DEBUG="yes")
    assert complaint.count("  - ") == 3


def test_development_makes_its_secrets_once_and_keeps_them_to_itself(start, tmp_path):
    away = dict.fromkeys(SECRETS, "")
    assert start(REDRESS_ENV="development", **away)[0] == 0
    kept = tmp_path / "secrets.json"
    first = kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0
    assert start(REDRESS_ENV="development", **away)[0] == 0
    assert kept.read_text() == first
