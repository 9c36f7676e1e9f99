"""Who calls: the visitor's address, their scheme, and the site their page is from."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp import web

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Origins:
    """What the settings say about proxies and other sites.

    Args:
        trusted_proxies: Networks whose ``X-Forwarded-…`` headers are believed.
        allowed: Origins of the sites that may embed the assistant.
    """

    def __init__(self, trusted_proxies: Sequence[str], allowed: Sequence[str]) -> None:
        self._trusted = tuple(ip_network(network) for network in trusted_proxies)
        self._allowed = frozenset(allowed)

    def address(self, request: web.Request) -> str:
        """Return the visitor's address: the last one before the proxies we trust."""
        address = request.remote or ""
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
        while self._is_trusted(address) and forwarded:
            claimed = forwarded.pop().strip()
            if not _is_address(claimed):
                break
            address = claimed
        return address

    def is_https(self, request: web.Request) -> bool:
        """Tell whether the visitor's connection is encrypted, by us or by a proxy we trust."""
        if request.secure:
            return True
        proto = request.headers.get("X-Forwarded-Proto", "").split(",")[-1].strip().lower()
        return proto == "https" and self._is_trusted(request.remote or "")

    def allows(self, origin: str) -> bool:
        """Tell whether a site may embed the assistant."""
        return origin in self._allowed

    def is_foreign(self, request: web.Request) -> bool:
        """Tell whether a call comes from a page of a site that may not make it."""
        origin = request.headers.get("Origin")
        if origin is None or self.allows(origin):
            return False
        return not _is_host(origin, request.headers.get("Host", ""))

    def _is_trusted(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in net for net in self._trusted)


def rate_key(address: str) -> str:
    """Return what an address counts as: one household has a whole IPv6 network of 64 bits."""
    if _is_address(address) and isinstance(ip_address(address), IPv6Address):
        return str(IPv6Network((address.split("%")[0], 64), strict=False))
    return address


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_host(origin: str, host: str) -> bool:
    try:
        of_origin = urlsplit(origin)
        of_host = urlsplit(f"//{host}")
        default = _DEFAULT_PORTS.get(of_origin.scheme)
        ports = (of_origin.port or default, of_host.port or default)
    except ValueError:
        return False
    return (
        of_origin.hostname is not None
        and of_origin.hostname == of_host.hostname
        and ports[0] == ports[1]
    )
