"""Which network addresses may be fetched from. Resolves names; connects to nothing.

The caller must connect to the addresses returned and to no others, or a second answer of the name server
could lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from ingest.errors import AddressRefused, SourceUnavailable

ALLOWED_HOSTS_VARIABLE = "FETCH_ALLOWED_HOSTS"
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INSIDE = tuple(map(ipaddress.ip_network, ("fec0::/10", "64:ff9b:1::/48")))
"""A site's own, and its own NAT64: “global” to Python, since they are deprecated, or were added late."""
_COMPATIBLE = ipaddress.ip_network("::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was checked: connect to one of `hosts` (IP addresses, in order of preference)."""

    url: str
    scheme: str
    name: str
    port: int
    hosts: tuple[str, ...]


def check_address(url: str) -> Target:
    """Raises `AddressRefused` for other schemes, credentials and hosts that are not public."""
    url = url.strip()
    parts = _split(url)
    name = _read_name(parts, url)
    port = _read_port(parts, url)
    found = _resolve(name, port=port)
    if name not in _allowed_hosts():
        for address in found:
            _refuse_private(address, name=name)
    return Target(url, parts.scheme, name, port, tuple(map(str, found)))


def is_public(address: Address) -> bool:
    """Whether the address is one of the open internet, also when wrapped in IPv6."""
    inner = _unwrap(address)
    if any(inner in network for network in _INSIDE):
        return False
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or inner.is_unspecified)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise AddressRefused("This is not a valid address.", where=url[:200]) from None
    if parts.scheme not in _PORTS:
        raise AddressRefused("Only http and https addresses are fetched.", where=url[:200])
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("Addresses with a user name or password are not fetched.", where=parts.hostname or "")
    return parts


def _read_name(parts: SplitResult, url: str) -> str:
    name = (parts.hostname or "").rstrip(".").lower()
    if not name or any(c.isspace() or not c.isprintable() for c in url):
        raise AddressRefused("This is not a valid address.", where=url[:200].encode("unicode_escape").decode())
    return name


def _read_port(parts: SplitResult, url: str) -> int:
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise AddressRefused("The port in this address is not valid.", where=url[:200]) from None


def _resolve(name: str, *, port: int) -> tuple[Address, ...]:
    try:
        answers = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        kind = SourceUnavailable if again else AddressRefused
        raise kind("There is no host of this name.", where=name, advice="Check the spelling.") from None
    found = dict.fromkeys(ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers)
    if not found:
        raise AddressRefused("There is no host of this name.", where=name)
    return tuple(sorted(found, key=lambda address: address.version))


def _refuse_private(address: Address, *, name: str) -> None:
    if not is_public(address):
        raise AddressRefused(
            "This host is on a private or reserved address, which is not fetched.",
            where=name,
            advice=f"Name it in {ALLOWED_HOSTS_VARIABLE} to allow it.",
        )


def _allowed_hosts() -> frozenset[str]:
    listed = os.environ.get(ALLOWED_HOSTS_VARIABLE, "")
    return frozenset(host.strip().strip("[]").rstrip(".").lower() for host in listed.split(",") if host.strip())


def _unwrap(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if inner is None and (address in _NAT64 or (address in _COMPATIBLE and int(address) > 1)):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address
