"""Signing in and out, the one-time password, and one's own tokens."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from graphapp.accounts.models import Token
from graphapp.accounts.permissions import Role, allows, role_of
from graphapp.accounts.services import (
    TRIES_PER_ADDRESS,
    TRIES_PER_NAME,
    add_account,
    find_token,
    make_token,
)
from tests.graphapp.conftest import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"


def sign_in(client: Client, name: str, password: str, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"username": name, "password": password}, **extra)


def test_signing_in_leads_where_one_wanted(client: Client, users: Any) -> None:
    response = client.post(f"{SIGN_IN}?next=/runs/", {"username": "editor", "password": PASSWORD})
    assert response.headers["Location"] == "/runs/"


def test_signing_in_never_leads_elsewhere(client: Client, users: Any) -> None:
    response = client.post(f"{SIGN_IN}?next=https://evil.example/", {"username": "editor", "password": PASSWORD})
    assert response.headers["Location"] == "/"


def test_a_wrong_password_says_so_without_saying_which(client: Client, users: Any) -> None:
    wrong_password = sign_in(client, "editor", "wrong").content.decode()
    wrong_name = sign_in(client, "nobody-at-all", "wrong").content.decode()
    sentence = "Name and password don&#x27;t match an account."
    assert sentence in wrong_password
    assert sentence in wrong_name


def test_signing_out_needs_a_form(client: Client, users: Any) -> None:
    client.force_login(users["editor"])
    assert client.get("/accounts/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
    client.post("/accounts/sign-out/")
    assert "_auth_user_id" not in client.session


def test_guessing_is_stopped_for_that_name_and_address_only(client: Client, users: Any) -> None:
    for _ in range(TRIES_PER_NAME):
        sign_in(client, "editor", "wrong")
    assert b"Too many tries" in sign_in(client, "editor", PASSWORD).content
    assert "_auth_user_id" not in client.session
    assert sign_in(client, "editor", PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 302
    assert sign_in(client, "reader", PASSWORD).status_code == 302


def test_guessing_many_names_is_stopped(client: Client, users: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphapp.accounts.services.TRIES_PER_ADDRESS", 3)
    for number in range(3):
        sign_in(client, f"name{number}", "wrong")
    assert b"Too many tries" in sign_in(client, "editor", PASSWORD).content
    assert TRIES_PER_ADDRESS > TRIES_PER_NAME


def test_signing_in_forgives_earlier_slips(client: Client, users: Any) -> None:
    for _ in range(3):
        for _ in range(TRIES_PER_NAME - 1):
            sign_in(client, "editor", "wrong")
        assert sign_in(client, "editor", PASSWORD).status_code == 302
        client.post("/accounts/sign-out/")


def test_a_one_time_password_must_be_changed_before_anything_else(client: Client) -> None:
    _, password = add_account("ada", role=Role.EDITOR)
    assert sign_in(client, "ada", password).headers["Location"] == "/accounts/password/?next=/"
    assert client.get("/runs/?q=x").headers["Location"] == "/accounts/password/?next=/runs/%3Fq%3Dx"
    assert client.get("/api/v1/videos/").json()["code"] == "password_change_required"
    same = {"old_password": password, "new_password1": password, "new_password2": password}
    assert b"Choose another one" in client.post("/accounts/password/", same).content
    assert client.get("/runs/").status_code == 302
    fields = {"old_password": password, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post("/accounts/password/", fields).status_code == 302
    assert client.get("/runs/").status_code == 200
    client.post("/accounts/sign-out/")
    assert sign_in(client, "ada", PASSWORD).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("wanted", "then"), [("/desk/", "/desk/"), ("", "/"), ("https://evil.example/", "/"), ("//evil.example", "/")]
)
def test_after_the_first_change_one_goes_on_to_where_one_wanted_to_go(client: Client, wanted: str, then: str) -> None:
    _, password = add_account("ada", role=Role.EDITOR)
    answer = client.post(f"{SIGN_IN}?next={wanted}", {"username": "ada", "password": password})
    fields = {"old_password": password, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(answer.headers["Location"], fields).headers["Location"] == then


def test_a_change_of_ones_own_leads_back_to_the_account_and_never_elsewhere(client: Client, users: Any) -> None:
    sign_in(client, "editor", PASSWORD)
    fields = {"old_password": PASSWORD, "new_password1": PASSWORD + "2", "new_password2": PASSWORD + "2"}
    answer = client.post("/accounts/password/?next=https://evil.example/", fields)
    assert answer.headers["Location"] == "/accounts/tokens/"


def test_a_new_token_is_shown_once_and_works(client: Client, users: Any) -> None:
    client.force_login(users["editor"])
    page = client.post("/accounts/tokens/", {"label": "<b>nightly</b>"}).content.decode()
    secret = page.split("<pre><code>")[1].split("<")[0]
    assert find_token(secret) == Token.objects.get()
    again = client.get("/accounts/tokens/").content.decode()
    assert secret not in again
    assert "&lt;b&gt;nightly&lt;/b&gt;" in again


def test_the_secret_is_not_kept(users: Any) -> None:
    token, secret = make_token(users["reader"], label="x")
    assert secret not in "".join(map(str, Token.objects.filter(pk=token.pk).values_list()[0]))
    assert len(secret) > 40


def test_one_revokes_ones_own_tokens_only(client: Client, users: Any) -> None:
    token, secret = make_token(users["editor"], label="x")
    client.force_login(users["admin"])
    assert client.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert find_token(secret)
    client.force_login(users["editor"])
    client.post(f"/accounts/tokens/{token.pk}/revoke/")
    assert find_token(secret) is None


def test_use_is_noted(users: Any) -> None:
    token, secret = make_token(users["editor"], label="x")
    find_token(secret)
    token.refresh_from_db()
    assert token.used_at


def test_who_has_no_group_is_a_reader_and_a_superuser_an_admin() -> None:
    assert role_of(User.objects.create_user("plain")) is Role.READER
    assert role_of(User.objects.create_superuser("root")) is Role.ADMIN


@given(low=st.sampled_from(Role), high=st.sampled_from(Role))
def test_a_higher_role_may_all_that_a_lower_one_may(low: Role, high: Role) -> None:
    user = User(username="x", is_active=True)
    user._role = max(low, high)  # type: ignore[attr-defined]
    assert allows(user, min(low, high))
    assert allows(user, max(low, high))


def test_who_is_not_active_is_nobody() -> None:
    assert role_of(User(username="x", is_active=False)) is Role.NOBODY


def test_who_reads_by_token_waits_for_no_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    _, secret = make_token(make_user(Role.READER), label="feeds")

    def be_busy() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("graphapp.accounts.services.at_once", be_busy)
    assert find_token(secret)
