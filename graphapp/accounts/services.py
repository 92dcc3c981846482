"""Makes accounts and tokens, and counts failed sign-ins. Everything that writes to accounts is here."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from graphapp.accounts.models import FailedSignIn, FirstPassword, Token
from graphapp.accounts.permissions import Role
from graphapp.web.at_once import at_once

TOKEN_PREFIX = "sg_"  # noqa: S105 (makes a leaked token easy to recognise)
TOKEN_BYTES = 32
USED_STEP = timedelta(minutes=1)

LOOK_BACK = timedelta(minutes=15)
TRIES_PER_NAME = 8
TRIES_PER_ADDRESS = 100


def add_account(name: str, *, role: Role) -> tuple[User, str]:
    """A new account and its one-time password. The name must be free (IntegrityError otherwise)."""
    password = secrets.token_urlsafe(12)
    user = get_user_model()(username=get_user_model().normalize_username(name))
    user.set_password(password)  # slow on purpose, and with SQLite whoever writes would wait for it
    with transaction.atomic():
        user.save(force_insert=True)
        give_role(user, role=role)
        FirstPassword.objects.create(user=user)
    return user, password


def give_role(user: User, *, role: Role) -> None:
    """Sets the role; the ones it had before are gone. Only admins may enter Django's admin."""
    user.groups.set([Group.objects.get_or_create(name=role.group)[0]])
    user.is_staff = role is Role.ADMIN
    user.save(update_fields=["is_staff"])


def make_token(user: User, *, label: str) -> tuple[Token, str]:
    """A new token and its secret, which is nowhere kept and cannot be shown again."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    return Token.objects.create(user=user, label=label, digest=_digest(secret)), secret


def find_token(secret: str) -> Token | None:
    """The token that this is the secret of, unless it was revoked or its user may no longer sign in."""
    found = Token.objects.select_related("user").filter(digest=_digest(secret), revoked_at=None)
    token = found.filter(user__is_active=True).first()
    if token:
        _mark_used(token, now=timezone.now())
    return token


def revoke_token(token: Token) -> None:
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def _mark_used(token: Token, *, now: datetime) -> None:
    # At most one write a minute: reading by token must not wait for the writer of a busy ingest,
    # and on SQLite a statement that might write waits, whatever it finds to do.
    if token.used_at and token.used_at >= now - USED_STEP:
        return
    stale = Q(used_at=None) | Q(used_at__lt=now - USED_STEP)
    with suppress(OperationalError), at_once():  # else the next request notes it
        Token.objects.filter(stale, pk=token.pk).update(used_at=now)


def _digest(secret: str) -> str:
    # A fast hash is right here: the secret has 256 random bits, so that nobody can guess it.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def must_wait(address: str, *, name: str) -> bool:
    """Whether this address failed too often lately, for this name or for all names together."""
    since = timezone.now() - LOOK_BACK
    failed = FailedSignIn.objects.filter(address=address, at__gte=since)
    if failed.filter(name=_fold(name)).count() >= TRIES_PER_NAME:
        return True
    return failed.count() >= TRIES_PER_ADDRESS


def note_failure(address: str, *, name: str) -> None:
    now = timezone.now()
    FailedSignIn.objects.filter(at__lt=now - LOOK_BACK).delete()
    FailedSignIn.objects.create(address=address, name=_fold(name), at=now)


def forget_failures(address: str, *, name: str) -> None:
    FailedSignIn.objects.filter(address=address, name=_fold(name)).delete()


def note_password_changed(user: Any) -> None:
    FirstPassword.objects.filter(user=user).delete()


def _fold(name: str) -> str:
    return name.casefold()[:150]
