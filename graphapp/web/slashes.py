"""Addresses without their last stroke: readers are led on, and who writes is told that there is nothing."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.common import CommonMiddleware

LED_ON = ("GET", "HEAD")


class Slashes(CommonMiddleware):
    """Clients follow a redirect by reading: what somebody sent would be lost, and look as if it had been taken."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return request.method in LED_ON and super().should_redirect_with_slash(request)
