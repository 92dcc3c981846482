"""What the sure names of a talk say of its doubtful ones: where most are people and places, few are products.

Counts types only; looks at no word.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from ingest.extract.builtin.groups import Group
from ingest.records import EntityType

_USUAL = {
    EntityType.PERSON: 0.06,
    EntityType.ORGANIZATION: 0.23,
    EntityType.PRODUCT: 0.49,
    EntityType.MEDIA: 0.08,
    EntityType.EVENT: 0.03,
    EntityType.PLACE: 0.11,
}
"""Shares of types among the listed names of the talks that the type model was measured on."""
_USUAL_NAMES = 10.0
"""So many names of the usual kind are taken for said besides: a few names tell little."""
_TRUST = 0.7


def weigh_company(groups: Iterable[Group]) -> Mapping[EntityType, float]:
    """For each type, what is to be added to its log odds in this talk. `groups`: those whose types a list tells."""
    counts = Counter(group.type for group in groups if group.type in _USUAL)
    total = counts.total() + _USUAL_NAMES
    return {
        kind: _TRUST * math.log((counts[kind] + _USUAL_NAMES * share) / (total * share))
        for kind, share in _USUAL.items()
    }
