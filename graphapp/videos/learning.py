"""What editors' active decisions teach the next ingests: names with their other forms, and pairs never to be joined.

Reads only. Names that mean something in one video alone teach nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graphapp.graph.models import Entity
from graphapp.videos.judging import DISTINCT, MENTION, RENAME, RETYPE, SAME, SPLIT
from graphapp.videos.models import Decision, Key, Naming
from ingest.lexicon import Lexicon
from ingest.records import EntityType, KnownName, Scope

MOST = 3000
"""Of the latest decisions so many are read: an ingest should not wait for a history."""
FORMS = 12
PAIRS = 40


def learn_lexicon() -> Lexicon:
    """Latest decisions first, each thing once."""
    decisions = list(
        Decision.objects.filter(active=True, kind__in=(SAME, MENTION, RENAME, RETYPE, DISTINCT, SPLIT))[:MOST]
    )
    spoken = {key for d in decisions for name in ("keys", "left", "right") for key in d.said.get(name, ())}
    spoken |= {d.said["key"] for d in decisions if "key" in d.said}
    keys = {
        id: (folded, entity)
        for id, folded, entity in Key.objects.filter(id__in=spoken, scope=Scope.LIBRARY).values_list(
            "id", "folded", "entity_id"
        )
    }
    return Lexicon(names=tuple(_list_names(decisions, keys)), apart=tuple(_list_apart(decisions, keys)))


def _list_names(decisions: Iterable[Decision], keys: Mapping[str, tuple[str, str | None]]) -> Iterable[KnownName]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.kind not in {DISTINCT, SPLIT}:
            said = [key for key in (*decision.said.get("keys", ()), decision.said.get("key", "")) if key in keys]
            for key in said:
                if entity := keys[key][1]:
                    wanted[entity].update(said)
    entities = Entity.objects.in_bulk(list(wanted))
    forms = _load_forms({key for spoken in wanted.values() for key in spoken})
    for id, spoken in wanted.items():
        if entity := entities.get(id):
            others = sorted({form for key in spoken for form in forms.get(key, ())} - {entity.name})
            yield KnownName(entity.name, EntityType(entity.type), tuple(others[:FORMS]))


def _load_forms(keys: set[str]) -> Mapping[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for key, name in Naming.objects.filter(key__in=keys).values_list("key_id", "name").distinct():
        forms[key].add(name)
    return forms


def _list_apart(decisions: Iterable[Decision], keys: Mapping[str, tuple[str, str | None]]) -> Iterable[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for decision in decisions:
        if decision.kind in {DISTINCT, SPLIT}:
            left, right = ([keys[key][0] for key in decision.said[side] if key in keys] for side in ("left", "right"))
            pairs = [(one, other) for one in left for other in right if one != other]
            found.update(dict.fromkeys(pairs[:PAIRS]))
    return found
