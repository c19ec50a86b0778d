"""`redress keys check` opens whatever the keys encrypt, lists what does not open, and goes on (SEC-02)."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner
from django.db import connection

from redress.complaints.executor import execute
from redress.evidence import storing
from redress.operations.cli import keys
from redress.organisation.models import User
from tests.complaints.inputs import visit

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-02")]


@pytest.fixture
def check(monkeypatch):
    """The command without the connection of its own."""

    def run() -> tuple[int, str]:
        done = CliRunner().invoke(keys.command, ["check"])
        return done.exit_code, done.output

    return run


@pytest.fixture
def things(actor, wednesday, settings, tmp_path):
    """A case with a person, two files, two second factors."""
    settings.MEDIA_ROOT = tmp_path / "evidence"  # what is damaged here is damaged for no other test
    execute(visit(), actor("cd.officer"))
    files = [storing.store(io.BytesIO(b"%PDF-1.4 " + name), "a.pdf").blob.pk for name in (b"one", b"two")]
    factors = [
        TOTP.activate(User.objects.get(username=name), "KANAR7JBSWY3DPEH").instance.pk
        for name in ("sc.officer", "sc.handler")
    ]
    return files, factors


def test_all_that_opens_is_fine(check, things):
    assert check() == (0, "")


def test_each_kind_that_does_not_open_is_named_and_stops_nothing(check, things):
    (cut, gone), (broken, text) = things
    path = storing.path_of(cut)
    path.chmod(0o600)
    path.write_bytes(b"x" * 200)
    storing.forget(gone)
    Authenticator.objects.filter(pk=broken).update(data={"secret": "sealed:AAAA"})
    Authenticator.objects.filter(pk=text).update(data={"secret": "sealed:no base64!"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_party SET phone = '\\x8561'")
    status, said = check()
    assert status == 1
    for each in (f"evidence, row {cut}", f"evidence, row {gone}", "complaints_party.phone, row "):
        assert each in said
    for pk in (broken, text):
        assert f"mfa_authenticator.data, row {pk}:" in said


def test_a_rotation_passes_by_what_was_cut(things, settings):
    from redress.operations.rotating import rotate_factors

    Authenticator.objects.filter(pk=things[1][1]).update(data={"secret": "sealed:no base64!"})
    assert rotate_factors().unreadable == (things[1][1],)
