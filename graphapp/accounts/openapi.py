"""How the API's description names tokens, and which calls need none. Imported with the addresses, since commands need
not wait for it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.permissions import SAFE_METHODS

from graphapp.accounts.permissions import Role, allows


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "graphapp.accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token made at /accounts/tokens/."}


class RoleSchema(AutoSchema):
    """A call that anybody may make is described so."""

    def get_auth(self) -> list[dict[str, Any]]:
        auths: list[dict[str, Any]] = super().get_auth()
        usual = Role.READER if self.method in SAFE_METHODS else Role.EDITOR
        return [*auths, {}] if allows(AnonymousUser(), getattr(self.view, "required_role", usual)) else auths
