"""No cache between server and reader hands what one account was told to another, or to nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PATHS = ("/", "/api/v1/videos/", "/api/v1/nothing/")


def kept(answer: Any) -> set[str]:
    return {word.strip() for word in answer.headers.get("Cache-Control", "").split(",")}


def test_answers_of_the_api_are_kept_apart_by_token(api_of: Any) -> None:
    for role in ("nobody", "editor"):
        assert "Authorization" in api_of(role).get("/api/v1/videos/").headers["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_what_an_account_is_told_is_its_own(api_of: Any, editor_page: Client, path: str) -> None:
    assert kept(api_of("editor").get(path)) >= {"private", "no-cache"}
    assert kept(editor_page.get(path)) >= {"private", "no-cache"}
    assert "private" not in kept(Client().get(path))


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_a_closed_library_is_kept_for_others(settings: Any, path: str) -> None:
    settings.PUBLIC = False
    assert kept(Client().get(path)) >= {"private", "no-cache"}
