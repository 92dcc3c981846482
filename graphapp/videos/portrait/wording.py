"""Connections in words, by the ontology's phrases. No queries."""

from __future__ import annotations

from dataclasses import dataclass

from graphapp.videos.reading.connections import Connection
from ingest.ontology import load_ontology

TYPE_WORDS = {
    "Person": "Person",
    "Organization": "Company",
    "Product": "Product",
    "Media": "Media",
    "Event": "Event",
    "Concept": "Concept",
    "Place": "Place",
}
TYPE_ORDER = ("Organization", "Product", "Person", "Media", "Event", "Concept", "Place")
"""As legends and lists name them."""
LEADS = {"denied": "Denied: ", "hypothetical": "Supposed: "}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A connection as one of its ends tells it: (this end) `phrase` (the `other` end, an entity id)."""

    connection: Connection
    phrase: str
    other: str


def phrase_of(predicate: str, *, inverse: bool = False) -> str:
    """Words for any predicate, also one that a newer ontology no longer has."""
    known = load_ontology().predicates.get(predicate)
    if known is None:
        return predicate.replace("_", " ")
    return known.inverse if inverse else known.phrase


def write_sentence(subject: str, phrase: str, object: str, *, polarity: str) -> str:
    """Plain text that says by itself whether it was asserted."""
    return f"{LEADS.get(polarity, '')}{subject} {phrase} {object}"


def tell(connection: Connection, *, of: str) -> Sentence:
    """What a connection says of the entity `of`, which must be one of its ends."""
    inverse = connection.object == of
    other = connection.subject if inverse else connection.object
    return Sentence(connection, phrase_of(connection.predicate, inverse=inverse), other)


def plural_of(type: str) -> str:
    return next((plural for kind, plural in load_ontology().plurals.items() if kind == type), type)
