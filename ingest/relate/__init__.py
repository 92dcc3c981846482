"""Entities to claims: which of them the transcript connects, how, and by which of its words.

Knows the flow, the records and the ontology. Every claim carries a verbatim quote; none joins a thing to itself.
"""

from ingest.relate.adopt import adopt_claims
from ingest.relate.relate import relate_entities

__all__ = ["adopt_claims", "relate_entities"]
