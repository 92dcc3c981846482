"""`Authorization: Bearer TOKEN` for programs. Comes first, so that a missing sign-in is answered with 401."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from graphapp.accounts.models import Token
from graphapp.accounts.services import find_token

SCHEME = "Bearer"


def read_secret(header: str) -> str | None:
    """What follows the scheme in an Authorization header; None where it is another one, or none at all."""
    scheme, _, secret = header.partition(" ")
    return secret.strip() if scheme.lower() == SCHEME.lower() else None


def find_sent_token(request: HttpRequest) -> Token | None:
    """Of the secret that came with a request; asked once of each, whoever asks."""
    if not hasattr(request, "_sent_token"):
        secret = read_secret(request.headers.get("Authorization", ""))
        request._sent_token = find_token(secret) if secret else None  # type: ignore[attr-defined]
    token: Token | None = request._sent_token  # type: ignore[attr-defined]
    return token


class TokenAuthentication(BaseAuthentication):
    """Other schemes, and no header at all, are left to the next authentication."""

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        if read_secret(request.headers.get("Authorization", "")) is None:
            return None
        token = find_sent_token(request._request)
        if token is None:
            raise AuthenticationFailed("This token is unknown or was revoked.", code="invalid_token")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME
