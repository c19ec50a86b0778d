"""Production starts only when it is safe; each problem is told with its remedy, all at once."""

import os
import subprocess
import sys

import pytest

SAFE = {
    "REDRESS_ENV": "production",
    "REDRESS_SECRET_KEY": "q8Vw3-mZr5tYx7uLp2nBk9sHd4gJf6aCe1oIi0vTzXbNwRyM_P",
    "REDRESS_HOSTS": "complaints.example.cn",
    "REDRESS_FIELD_KEYS": "k1:" + "A" * 43 + "=",
    "REDRESS_INDEX_KEY": "B" * 42 + "A=",
    "REDRESS_SEAL_KEY": "C" * 42 + "A=",
    "DATABASE_URL": "postgresql://redress@db/redress",
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
        ({"REDRESS_HOSTS": ""}, "REDRESS_HOSTS is not set"),
        ({"REDRESS_FIELD_KEYS": ""}, "REDRESS_FIELD_KEYS is not set"),
        ({"REDRESS_INDEX_KEY": ""}, "REDRESS_INDEX_KEY is not set"),
        ({"REDRESS_FIELD_KEYS": "k1:c2hvcnQ="}, "a key must have 32 bytes, this one has 5"),
        ({"REDRESS_SEAL_KEY": ""}, "REDRESS_SEAL_KEY is not set"),
        ({"REDRESS_SEAL_KEY": "c2hvcnQ="}, "REDRESS_SEAL_KEY: a key must have 32 bytes"),
        ({"REDRESS_SEAL_KEY": SAFE["REDRESS_INDEX_KEY"]}, "REDRESS_SEAL_KEY is also a key of personal data"),
        ({"REDRESS_SEAL_KEY": "A" * 43 + "="}, "REDRESS_SEAL_KEY is also a key of personal data"),
        ({"REDRESS_ENV": "prod"}, "REDRESS_ENV='prod' is not one of"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL is not a PostgreSQL address"),
        ({"DATABASE_URL": "postgresql://host"}, "DATABASE_URL names no database"),
    ],
)
def test_production_refuses(start, change, told):
    status, complaint = start(**change)
    assert status != 0
    assert told in complaint


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
