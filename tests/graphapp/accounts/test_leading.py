"""Who has to sign in, or to change a password, is led there by the page, and back to it; never is a page put into a
part of another one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from graphapp.accounts.middleware import MUST_CHANGE

pytestmark = pytest.mark.django_db
PAGE = "http://testserver/explore/?on=a-1,b-2#map"
AS_PART = {"HX-Request": "true", "HX-Current-URL": PAGE}
HERE = "next=/explore/%3Fon%3Da-1%2Cb-2%23map"


@pytest.mark.parametrize("path", ["/explore/panel/?on=x", "/search/palette/?q=x", "/runs/", "/desk/"])
def test_where_reading_needs_an_account_a_part_leads_the_page_to_sign_in(
    client: Client, settings: Any, path: str
) -> None:
    settings.PUBLIC = False
    answer = client.get(path, headers=AS_PART)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["HX-Redirect"] == f"/accounts/sign-in/?{HERE}"


@pytest.mark.parametrize(("method", "path"), [("get", "/desk/entities/x/"), ("post", "/desk/undo/")])
def test_an_editor_whose_session_is_over_is_led_to_sign_in(client: Client, method: str, path: str) -> None:
    answer = getattr(client, method)(path, headers=AS_PART)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == f"/accounts/sign-in/?{HERE}"


def test_a_one_time_password_is_changed_on_a_page_of_its_own(client: Client, users: Any) -> None:
    client.force_login(users["editor"])
    session = client.session
    session[MUST_CHANGE] = True
    session.save()
    answer = client.get("/explore/panel/", headers=AS_PART)
    assert answer.status_code == 403
    assert answer.headers["HX-Redirect"] == f"/accounts/password/?{HERE}"


@pytest.mark.parametrize("where", ["", "http://[", "https://evil.example/"])
def test_where_nobody_says_from_which_page_one_comes_to_the_library(client: Client, settings: Any, where: str) -> None:
    settings.PUBLIC = False
    answer = client.get("/runs/", headers={"HX-Request": "true", "HX-Current-URL": where})
    assert answer.headers["HX-Redirect"] == "/accounts/sign-in/?next=/"


def test_a_page_is_led_on_as_ever(client: Client) -> None:
    answer = client.get("/desk/?kind=same")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/sign-in/?next=/desk/%3Fkind%3Dsame")
