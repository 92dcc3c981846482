"""From which address a request comes, where proxies stand in front. Believes no header that a client could send."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def find_client(request: HttpRequest) -> str:
    """The address that the outermost of our PROXIES saw, else of whoever is connected.

    Each proxy adds to the end of X-Forwarded-For whom it saw: what stands before those was sent by the client.
    """
    connected = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES < 1:
        return connected
    told = request.headers.get("X-Forwarded-For", "").split(",")
    return _read_address(told[-min(settings.PROXIES, len(told))]) or connected


def _read_address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
