"""Signs in by name and password, as Django does; a signed-in user comes with their role in one statement."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User

from graphapp.accounts.permissions import with_role


class RoleBackend(ModelBackend):
    """Every page asks who reads it and what they may: once, and not first the one and then the other."""

    def get_user(self, user_id: Any) -> User | None:
        user = with_role(User.objects.filter(pk=user_id)).first()
        return user if user and self.user_can_authenticate(user) else None
