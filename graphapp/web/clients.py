"""From which address a request comes, where proxies stand in front. Believes no header that a client could send."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

HOME_BITS = 64
"""Of an IPv6 address, what all addresses of one subscriber begin with."""
_SEEN = re.compile(r"\[([^]]*)\](?::\d+)?|([^:]*):\d+")
"""As some proxies write an address, with the port that it came from."""


def find_client(request: HttpRequest) -> str:
    """The address that the outermost of our PROXIES saw, else of whoever is connected; of IPv6 its network's.

    Each proxy adds to the end of X-Forwarded-For whom it saw: what stands before those was sent by the client.
    """
    connected = _read_address(str(request.META.get("REMOTE_ADDR", "")))
    if settings.PROXIES < 1:
        return connected
    told = request.headers.get("X-Forwarded-For", "").split(",")
    return _read_address(told[-min(settings.PROXIES, len(told))]) or connected


def _read_address(text: str) -> str:
    seen = _SEEN.fullmatch(text.strip())
    try:
        address = ip_address((seen[1] or seen[2]) if seen else text.strip())
    except ValueError:
        return ""
    return _name_network(address) if isinstance(address, IPv6Address) else str(address)


def _name_network(address: IPv6Address) -> str:
    """One line at home has 2⁶⁴ addresses: whoever is held back at one would come by the next."""
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), HOME_BITS), strict=False))
