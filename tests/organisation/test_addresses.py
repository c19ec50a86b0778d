"""Whom a request comes from: only what trusted proxies wrote is believed."""

import pytest
from django.test import RequestFactory

from redress.organisation.addresses import asker, client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::7]:4711", "2001:db8::7"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "unknown", "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
    ],
)
def test_the_entry_of_the_outermost_trusted_proxy_counts(settings, proxies, forwarded, address):
    settings.REDRESS_TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")) == address


def test_addresses_of_one_household_are_one_asker(settings):
    settings.REDRESS_TRUSTED_PROXIES = 0
    asked = {asker(RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}")) for n in (1, 2, 3)}
    assert asked == {"2001:db8:1:2::/64"}
    assert asker(RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")) == "203.0.113.9"
    assert asker(RequestFactory().get("/", REMOTE_ADDR="")) == ""
