"""What the labels of spaCy's pipelines are in our types. Those of numbers, dates and peoples are none of ours."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.records import EntityType

_LABELS: Mapping[EntityType, str] = {
    EntityType.PERSON: "PERSON PER PS PRS PERSNAME",
    EntityType.ORGANIZATION: "ORG ORGANIZATION OG ORGNAME GPE_ORG",
    EntityType.PRODUCT: "PRODUCT PROD",
    EntityType.MEDIA: "WORK_OF_ART WRK",
    EntityType.EVENT: "EVENT EVT EVN",
    EntityType.PLACE: "GPE LOC FAC FACILITY LC PLACENAME GEOGNAME GPE_LOC",
}
_TYPES = {label: type for type, labels in _LABELS.items() for label in labels.split()}


def find_type(label: str) -> EntityType | None:
    """Each language's pipeline has labels of its own, in capitals of its own."""
    return _TYPES.get(label.upper())
