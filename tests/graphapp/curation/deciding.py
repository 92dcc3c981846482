"""Decisions in a few words, for tests of what comes of them."""

from __future__ import annotations

from typing import Any

from graphapp.curation.deciding import make_decision
from graphapp.graph.models import Entity
from graphapp.videos.models import Decision


def find(name: str) -> str:
    """The id of what is called so."""
    return Entity.objects.get(name=name).id


def decide(kind: str, **fields: Any) -> Decision:
    return make_decision(kind, fields, author="ed")
