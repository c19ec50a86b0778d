"""Where a request comes from, seen past the proxies of the house."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD = 64
"""Bits of an IPv6 address that one asker has in common: whoever has one address there has all of them."""


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw, '' when there is none.

    Each proxy adds whom it saw to the end of X-Forwarded-For; with n of them (REDRESS_TRUSTED_PROXIES) the n-th entry
    from the end is the first that no client can write. Without proxies the header is anybody's, and not read.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.REDRESS_TRUSTED_PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies < 1 or len(seen) < proxies:
        return str(_read(peer) or "")
    return str(_read(seen[-proxies]) or _read(peer) or "")


def asker(request: HttpRequest) -> str:
    """What is counted as one asker: an IPv4 address, or the network of an IPv6 one."""
    address = _read(client_address(request))
    if isinstance(address, IPv6Address):
        return str(ip_network((address, HOUSEHOLD), strict=False))
    return str(address or "")


@lru_cache(maxsize=4096)
def _read(text: str) -> IPv4Address | IPv6Address | None:
    """Also with a port behind it, as some proxies write."""
    bare = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
