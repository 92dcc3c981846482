"""What an editor saw when deciding, as a short fingerprint; and the refusal where it changed meanwhile. Reads only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from django.db.models import Q

from graphapp.curation.models import Question
from graphapp.curation.refusals import DecisionInvalid, DecisionStale
from graphapp.curation.review.settling import find_apart
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import DecisionEvent, Key
from graphapp.videos.reading.finding import find_entities, find_entity
from ingest.ids import hash_id

MOST = 200
"""Of each it is asked how it is now while others wait for their turn."""
_ID = re.compile(r"[0-9a-f]{1,16}(-[0-9a-f]{1,16}){0,49}")
"""Of one thing, or of several together."""
LAST = 5
"""How many of the latest decisions a refusal names."""


def look_at(about: Iterable[str]) -> dict[str, str]:
    """The fingerprint of each entity, connection and question, by id. What is not there has none."""
    return {id: print for id in about if (print := _fingerprint(id))}


def look_between(about: Iterable[str]) -> dict[str, str]:
    """The same of several entities together: which of them are held apart is seen of none alone."""
    return look_at(["-".join(about)])


def check_seen(seen: Mapping[str, Any]) -> None:
    """Raises DecisionStale with what changed, if any of it is not as it was seen."""
    if not all(isinstance(print, str) for print in seen.values()):
        raise DecisionInvalid("“seen” names each thing's fingerprint.")
    if not all(map(_ID.fullmatch, seen)):
        raise DecisionInvalid("“seen” names things by their ids.")
    if len(seen) > MOST:
        raise DecisionInvalid(f"“seen” names at most {MOST} things.")
    stale = [id for id, print in seen.items() if _fingerprint(id) != print]
    if stale:
        ids = list(dict.fromkeys(id for each in stale for id in each.split("-")))
        details = {"changed": [_describe(id) for id in ids], "decisions": _list_latest(ids)}
        raise DecisionStale("This has changed since you saw it. Look at what it is now, then decide.", details=details)


def _fingerprint(id: str) -> str:
    if "-" in id:
        return _print_between(id.split("-"))
    thing = _find(id)
    if thing is None:
        return _print_question(id)
    if isinstance(thing, Relation):
        return hash_id("seen", (thing.id, thing.subject.name, thing.object.name, str(thing.approved)))
    keys = Key.objects.filter(entity=thing).order_by("id").values_list("id", flat=True)
    said = json.dumps([thing.name, thing.type, thing.approved, thing.description, thing.links])
    return hash_id("seen", (thing.id, said, *keys))


def _print_between(ids: Sequence[str]) -> str:
    found = {entity.id for entity in find_entities(ids).values()}
    apart = find_apart(set(combinations(sorted(found), 2)))
    return hash_id("seen", (*ids, *(id for pair in sorted(apart) for id in pair)))


def _print_question(id: str) -> str:
    question = Question.objects.filter(id=id).first()
    if question is None:
        return ""
    return hash_id("seen", (id, question.kind, question.left, question.right, question.proposal, str(question.open)))


def _find(id: str) -> Entity | Relation | None:
    relation = Relation.objects.select_related("subject", "object").filter(id=id).first()
    return relation or find_entity(id)


def _describe(id: str) -> dict[str, Any]:
    thing = _find(id)
    if thing is None:
        return {"id": id, "now": None}
    if isinstance(thing, Relation):
        facts = {"subject": thing.subject.name, "predicate": thing.predicate, "object": thing.object.name}
        return {"id": id, "now": {"id": thing.id, **facts, "approved": thing.approved}}
    return {"id": id, "now": {"id": thing.id, "name": thing.name, "type": thing.type, "approved": thing.approved}}


def _list_latest(ids: Iterable[str]) -> list[dict[str, Any]]:
    things = [thing for thing in map(_find, ids) if thing]
    ends = {end for t in things if isinstance(t, Relation) for end in (t.subject_id, t.object_id)}
    entities = ends | {t.id for t in things if isinstance(t, Entity)}
    about = Q(decision__keys__key__in=ids) | Q(
        decision__keys__key__in=Key.objects.filter(entity__in=entities).values("id")
    )
    events = DecisionEvent.objects.filter(about).select_related("decision").order_by("-id").distinct()[:LAST]
    return [
        {
            "id": event.decision_id,
            "kind": event.decision.kind,
            "subject": event.decision.subject,
            "action": event.action,
            "author": event.author,
            "time": event.at.isoformat(),
        }
        for event in events
    ]
