"""`manage.py accounts`: prints secrets once, and refuses with a sentence and the right exit status."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from graphapp.accounts.permissions import Role, role_of
from graphapp.accounts.services import find_token

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Any:
    out = StringIO()
    call_command("accounts", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("role", ["reader", "editor", "admin"])
def test_a_new_account_signs_in_with_its_printed_password(role: str) -> None:
    facts = run("add", "ada", "--role", role)
    user = authenticate(username="ada", password=facts["password"])
    assert role_of(user) is Role[role.upper()]


def test_a_printed_token_works() -> None:
    run("add", "ada")
    token = find_token(run("token", "ada", "nightly import")["token"])
    assert token
    assert (token.user.username, token.label) == ("ada", "nightly import")


def test_a_role_is_replaced() -> None:
    run("add", "ada", "--role", "admin")
    run("role", "ada", "reader")
    assert run("list") == [{"name": "ada", "role": "reader", "active": True}]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "ada"), "already an account"),
        (("add", "a/b"), "can't be a name"),
        (("add", "x" * 151), "at most 150"),
        (("token", "grace", "x"), "There is no account"),
        (("token", "ada", " "), "1 to 80"),
        (("token", "ada", "x" * 81), "1 to 80"),
    ],
)
def test_what_is_impossible_is_refused_in_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    run("add", "ada")
    with pytest.raises(CommandError, match=sentence) as refused:
        run(*arguments)
    assert refused.value.returncode == 1
