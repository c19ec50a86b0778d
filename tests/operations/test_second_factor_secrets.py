"""Second factors stand encrypted, also those of before, and under the current key after a rotation (SEC-02)."""

from __future__ import annotations

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt

from redress.operations.embedded import COMMON
from redress.operations.factors import PREFIX, renew_factors
from redress.organisation.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def user(actor):
    return User.objects.get(username="sc.officer")


@pytest.mark.req("SEC-02")
def test_a_new_secret_is_encrypted_and_serves(user):
    TOTP.activate(user, SECRET)
    factor = Authenticator.objects.get(user=user)
    assert SECRET not in json.dumps(factor.data)
    assert decrypt(factor.data["secret"]) == SECRET


@pytest.mark.req("SEC-02")
def test_secrets_of_before_are_encrypted_once_and_rotate(user, settings):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    codes = {"migrated_codes": ["11112222", "33334444"], "used_mask": 1}
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=codes)
    assert renew_factors() == (2, ())
    assert renew_factors() == (0, ())
    stored = json.dumps([factor.data for factor in Authenticator.objects.all()])
    assert SECRET not in stored
    assert "11112222" not in stored
    assert stored.count(PREFIX) == 3
    fresh = base64.b64encode(b"n" * 32).decode()
    settings.REDRESS_FIELD_KEYS = f"fresh:{fresh},{settings.REDRESS_FIELD_KEYS}"
    assert renew_factors() == (2, ())
    settings.REDRESS_FIELD_KEYS = f"fresh:{fresh}"
    assert decrypt(Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]) == SECRET


@pytest.mark.req("SEC-02")
def test_the_servers_log_is_told_no_values():
    assert COMMON["log_parameter_max_length"] == COMMON["log_parameter_max_length_on_error"] == "0"
    assert COMMON["log_error_verbosity"] == "terse"
