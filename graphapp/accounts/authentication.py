"""`Authorization: Bearer TOKEN` for programs. Comes first, so that a missing sign-in is answered with 401."""

from __future__ import annotations

from typing import Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from graphapp.accounts.models import Token
from graphapp.accounts.services import find_token

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """Other schemes, and no header at all, are left to the next authentication."""

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        token = find_token(secret.strip())
        if token is None:
            raise AuthenticationFailed("This token is unknown or was revoked.", code="invalid_token")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME
