"""What belongs to an account beside Django's own user: API tokens, one-time passwords, failed sign-ins.

No secret is kept in clear: a token is known by its digest only.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A key to the API in a user's name. `digest`: sha256 of the secret, lower-case hex."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.label} of {self.user_id}"


class FirstPassword(models.Model):
    """Marks an account whose password was made by a command: it must be changed at the first sign-in."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="first_password", primary_key=True
    )

    def __str__(self) -> str:
        return f"first password of {self.user_id}"


class FailedSignIn(models.Model):
    """One wrong password. `name` is what was typed, folded; kept only as long as the limit looks back."""

    address = models.CharField(max_length=45)
    name = models.CharField(max_length=150)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return f"{self.name} from {self.address}"
