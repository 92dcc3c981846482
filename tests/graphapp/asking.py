"""What tests of the site's pages and API ask it, and what they look up."""

from __future__ import annotations

from typing import Any

from django.test import Client

from graphapp.graph.models import Entity


def get(path: str, **query: Any) -> Any:
    """What the API answers to a visitor."""
    response = Client().get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def read(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.content[:400]
    return answer.content.decode()


def entity(name: str) -> Entity:
    return Entity.objects.get(name=name)


def slug_of(name: str) -> str:
    return entity(name).slug
