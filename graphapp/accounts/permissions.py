"""The one road to "may they?": three roles, each holding what the one before it may.

Pages, API and commands all ask `allows`; nobody looks at groups elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.http import HttpRequest, HttpResponseBase
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from graphapp.accounts.leading import lead_to_sign_in


class Role(IntEnum):
    """Ordered: a higher role may all that a lower one may. Group names are the lower-case names."""

    NOBODY = 0
    READER = 1
    EDITOR = 2
    ADMIN = 3

    @property
    def group(self) -> str:
        return self.name.lower()


ROLE_NAMES = tuple(role.group for role in Role if role is not Role.NOBODY)


def with_role(users: QuerySet[User]) -> QuerySet[User]:
    """These users, each with the role that `role_of` would ask for."""
    held = {role: Group.objects.filter(user=OuterRef("pk"), name=role.group) for role in (Role.ADMIN, Role.EDITOR)}
    highest = (When(Exists(groups), then=Value(int(role))) for role, groups in held.items())
    return users.annotate(_role=Case(*highest, default=Value(int(Role.READER)), output_field=IntegerField()))


def role_of(user: Any) -> Role:
    """The highest role of a user; without any group a signed-in user is a reader. Asks the database once at most."""
    if not user.is_authenticated or not user.is_active:
        return Role.NOBODY
    if user.is_superuser:
        return Role.ADMIN
    if not hasattr(user, "_role"):
        names = {name.upper() for name in user.groups.values_list("name", flat=True)}
        user._role = max((role for role in Role if role.name in names), default=Role.READER)
    return Role(user._role)


def allows(user: Any, role: Role) -> bool:
    """Whether `user` may do what `role` may. Reading is everybody's where the installation is PUBLIC."""
    if role is Role.READER and settings.PUBLIC:
        return True
    return role_of(user) >= role


class RolePermission(BasePermission):
    """Reading needs a reader, everything else an editor, or the view's `required_role`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        usual = Role.READER if request.method in SAFE_METHODS else Role.EDITOR
        return allows(request.user, getattr(view, "required_role", usual))


def require_role(role: Role) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Guards a page: who is not signed in is asked to; who may not is told so (403)."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if allows(request.user, role):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return lead_to_sign_in(request)
            raise PermissionDenied(f"This needs the role “{role.group}”. Ask an admin of this library.")

        return guarded

    return decorate
