"""Django's admin: admins look after accounts there, and nobody else gets in."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from graphapp.accounts.permissions import Role, role_of

pytestmark = pytest.mark.django_db
LIST = "/admin/auth/user/"


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_others_than_admins_are_refused(client: Client, users: dict[str, Any], role: str) -> None:
    client.force_login(users[role])
    assert client.get(LIST, follow=True).status_code == 403


def test_a_visitor_is_sent_to_the_products_own_sign_in(client: Client, users: dict[str, Any]) -> None:
    answer = client.get(LIST, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/sign-in/?next=/admin/")


def test_an_admin_makes_an_account_that_must_change_its_password_first(client: Client, users: dict[str, Any]) -> None:
    client.force_login(users["admin"])
    password = "a long first password"
    fields = {"username": "eva", "usable_password": "true", "password1": password, "password2": password}
    assert client.post(f"{LIST}add/", {**fields, "role": "editor"}).status_code == 302
    eva = User.objects.get(username="eva")
    assert role_of(eva) is Role.EDITOR
    visitor = Client()
    visitor.post("/accounts/sign-in/", {"username": "eva", "password": password})
    assert visitor.get("/").headers["Location"] == "/accounts/password/?next=/"


def test_a_password_that_an_admin_gives_must_be_changed_too(client: Client, users: dict[str, Any]) -> None:
    client.force_login(users["admin"])
    password = "another long password"
    fields = {"password1": password, "password2": password, "usable_password": "true"}
    assert client.post(f"{LIST}{users['editor'].pk}/password/", fields).status_code == 302
    visitor = Client()
    visitor.post("/accounts/sign-in/", {"username": "editor", "password": password})
    assert visitor.get("/").headers["Location"] == "/accounts/password/?next=/"


def test_an_admin_gives_another_role_and_takes_the_account_away(client: Client, users: dict[str, Any]) -> None:
    client.force_login(users["admin"])
    editor = users["editor"]
    page = f"{LIST}{editor.pk}/"
    assert '<option value="editor" selected' in client.get(f"{page}change/").content.decode()
    client.post(f"{page}change/", {"username": "editor", "email": "", "role": "reader", "is_active": "on"})
    assert role_of(User.objects.get(pk=editor.pk)) is Role.READER
    client.post(f"{page}delete/", {"post": "yes"})
    assert not User.objects.filter(pk=editor.pk).exists()


def test_nothing_but_accounts_is_there_and_one_cannot_delete_oneself(client: Client, users: dict[str, Any]) -> None:
    admin = users["admin"]
    client.force_login(admin)
    assert client.get("/admin/").content.decode().count('class="model-') == 1
    client.post(f"{LIST}{admin.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=admin.pk).exists()
