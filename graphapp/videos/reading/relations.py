"""Finds a connection by its id, or by its permanent address, which outlives merges, renames and corrections. Reads
only.

A relation's id is a hash of its ends, and so is another one once an end was merged. The permanent address names the
ends themselves: any key's id finds the entity that holds it now, and the id of the relation follows from the ends,
and from what editors take it to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from graphapp.graph.models import ID_LENGTH, Entity, Relation
from graphapp.graph.permanent import ASSERTED
from graphapp.resolution.relations import orient
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.ruling import load_rules
from graphapp.videos.reading.finding import find_entity
from ingest.ids import relation_id

_ID = f"[0-9a-f]{{{ID_LENGTH}}}"
_ADDRESS = re.compile(rf"({_ID})-([a-z_]{{1,32}})-({_ID})(?:-(denied|hypothetical))?")


@dataclass(frozen=True, slots=True)
class Found:
    """`relation`: None where it is not stated (any more); then `others` is what joins the two ends now."""

    relation: Relation | None = None
    ends: Sequence[Entity] = ()
    others: Sequence[Relation] = ()


def find_connection(reference: str) -> Found:
    address = _ADDRESS.fullmatch(reference)
    if address is None:
        return _find(reference)
    subject, obj = find_entity(address[1]), find_entity(address[3])
    if subject is None or obj is None or subject.id == obj.id:
        return Found(ends=[end for end in {subject, obj} if end is not None])
    shape = orient(subject.id, address[2], obj.id, address[4] or ASSERTED)
    found = _find(relation_id(*shape))
    if found.relation is None:
        rules = load_rules(Holders(), entities={subject.id, obj.id})
        corrected = rules.read(shape, {subject.id: address[1], obj.id: address[3]})
        found = _find(relation_id(*corrected)) if corrected else found
    return found if found.relation else Found(None, [subject, obj], list_between(subject.id, obj.id))


def _find(id: str) -> Found:
    relation = Relation.objects.select_related("subject", "object").filter(id=id).first()
    if relation is None:
        return Found()
    others = [other for other in list_between(relation.subject_id, relation.object_id) if other.id != relation.id]
    return Found(relation, [relation.subject, relation.object], others)


def list_between(one: str, other: str) -> list[Relation]:
    """All that joins the two, most often stated first."""
    either = Q(subject=one, object=other) | Q(subject=other, object=one)
    return list(Relation.objects.select_related("subject", "object").filter(either).order_by("-weight", "id"))
