"""What a channel needs is asked of production too: a way that can be read, a secret that can be guessed (SEC-06)."""

from __future__ import annotations

from pathlib import Path

import pytest

from redress.messages.channels import EVERY
from redress.settings import production

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
ENCRYPTED_BY_ITSELF = {"REDRESS_SMTP_URL"}
"""No https: `way_problems` asks for TLS in its own words."""


@pytest.mark.req("SEC-06")
@pytest.mark.parametrize("channel", EVERY, ids=lambda each: each.medium)
def test_no_address_or_secret_of_a_channel_is_left_out(channel):
    assert channel.needs, "a channel that needs nothing could not be switched off"
    addresses = {name for name in channel.needs if name.endswith("_URL")}
    secrets = {name for name in channel.needs if name.endswith("_SECRET")}
    assert addresses - ENCRYPTED_BY_ITSELF <= set(production.ADDRESSES)
    assert secrets <= {secret for _where, secret in production.GATEWAY_SECRETS}
    assert {where for where, secret in production.GATEWAY_SECRETS if secret in secrets} <= addresses


@pytest.mark.parametrize("channel", EVERY, ids=lambda each: each.medium)
def test_what_a_channel_needs_is_told_to_who_runs_it(channel):
    told = OPERATIONS.read_text(encoding="utf-8")
    assert [name for name in channel.needs if name not in told] == []
