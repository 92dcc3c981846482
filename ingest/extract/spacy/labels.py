"""What the labels of spaCy's pipelines are in our types. Those of numbers, dates and peoples are none of ours."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.records import EntityType

TYPES: Mapping[str, EntityType] = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "PS": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "OG": EntityType.ORGANIZATION,
    "PRODUCT": EntityType.PRODUCT,
    "WORK_OF_ART": EntityType.MEDIA,
    "EVENT": EntityType.EVENT,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "LC": EntityType.PLACE,
}
