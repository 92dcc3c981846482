"""What templates may ask of the user: whether to offer editing. Asks the database only where a page shows it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from graphapp.accounts.permissions import Role, allows


def roles(request: HttpRequest) -> dict[str, object]:
    """`may_edit`: an editor or admin is signed in."""
    user = getattr(request, "user", None)
    return {
        "may_edit": SimpleLazyObject(lambda: user is not None and user.is_authenticated and allows(user, Role.EDITOR))
    }
