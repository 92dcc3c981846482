"""Connections in words, as editors read them. No queries."""

from __future__ import annotations

from graphapp.graph.models import Relation
from graphapp.videos.portrait.wording import phrase_of

_MOODS = {"denied": " (denied)", "hypothetical": " (supposed)"}


def phrase_relation(relation: Relation) -> str:
    return phrase_statement(relation.subject.name, relation.predicate, relation.object.name, relation.polarity)


def phrase_statement(subject: str, predicate: str, obj: str, polarity: str) -> str:
    """`subject`, `obj`: the names of both ends."""
    return f"{subject} {phrase_of(predicate)} {obj}{_MOODS.get(polarity, '')}"
