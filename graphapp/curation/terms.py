"""What an editor says of entities and relations on a page, turned into terms that outlast them: keys.

Checks that it makes sense; writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphapp.curation.refusals import DecisionConflict, DecisionInvalid
from graphapp.graph.models import Entity, Relation
from graphapp.videos.judging import APPROVE, CORRECT, DISTINCT, HIDE, RENAME, RETYPE, SAME, SPLIT
from graphapp.videos.models import Key
from graphapp.videos.reading.finding import find_entity
from ingest.ontology import load_ontology
from ingest.records import EntityType, Polarity

NAME_LENGTH = 300

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """`said`: as `Decision.said` keeps it. `keys`: all that it speaks of. `subject`: the names, for people.

    `pairs`: keys between which claims are read differently.
    """

    said: dict[str, Any]
    keys: tuple[str, ...]
    subject: str
    pairs: tuple[tuple[str, str], ...] = ()


def read_terms(kind: str, fields: Fields) -> Terms:
    """Raises DecisionInvalid or DecisionConflict with a sentence that says what is wrong."""
    reader = _READERS.get(kind)
    if reader is None:
        raise DecisionInvalid(f"“{kind}” is no kind of decision. There are: {', '.join(_READERS)}.")
    return reader(fields)


def keys_of(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Every key that a decision speaks of."""
    found = [*said.get("keys", ()), *said.get("left", ()), *said.get("right", ())]
    found += [said[name] for name in ("key", "subject", "object") if said.get(name)]
    return tuple(dict.fromkeys(found))


def pairs_of(said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return ((said["subject"], said["object"]),) if "subject" in said else ()


def _make_terms(said: dict[str, Any], subject: str) -> Terms:
    return Terms(said, keys_of(said), subject[:1000], pairs_of(said))


def _find(reference: Any) -> Entity:
    entity = find_entity(str(reference)) if isinstance(reference, str) and reference else None
    if entity is None:
        raise DecisionInvalid(f"There is no entity “{reference}”.")
    return entity


def _find_several(fields: Fields) -> list[Entity]:
    given = fields.get("entities")
    if not isinstance(given, list) or len(given) < 2:
        raise DecisionInvalid("“entities” must name at least two.")
    found = [_find(reference) for reference in given]
    if len({entity.id for entity in found}) < 2:
        raise DecisionConflict("These are one entity already.")
    return found


def _optional(fields: Fields) -> dict[str, Any]:
    said = {}
    if fields.get("name"):
        said["name"] = _read_name(fields)
    if fields.get("type"):
        said["type"] = _read_type(fields)
    return said


def _read_name(fields: Fields) -> str:
    name = " ".join(str(fields.get("name") or "").split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise DecisionInvalid(f"A name has 1 to {NAME_LENGTH} visible characters.")
    return name


def _read_type(fields: Fields) -> str:
    try:
        return EntityType(str(fields.get("type"))).value
    except ValueError:
        raise DecisionInvalid(f"A type is one of: {', '.join(EntityType)}.") from None


def _read_same(fields: Fields) -> Terms:
    entities = _find_several(fields)
    said = {"keys": [entity.id for entity in entities], **_optional(fields)}
    return _make_terms(said, " = ".join(entity.name for entity in entities))


def _read_distinct(fields: Fields) -> Terms:
    first, second = _find_several(fields)[:2]
    left, right = _list_keys(first), _list_keys(second)
    return _make_terms({"left": left, "right": right}, f"{first.name} ≠ {second.name}")


def _read_split(fields: Fields) -> Terms:
    entity = _find(fields.get("entity"))
    wanted = {str(alias) for alias in fields.get("aliases") or ()}
    keys = Key.objects.filter(entity=entity).order_by("id")
    left = [key.id for key in keys if key.id in wanted or key.folded in wanted or _names(key) & wanted]
    right = [key.id for key in keys if key.id not in left]
    if not left:
        raise DecisionInvalid("“aliases” must name at least one other name of the entity.")
    if not right:
        raise DecisionInvalid("An entity can't be split from all of its names: leave it at least one.")
    return _make_terms(
        {"left": left, "right": right, **_optional(fields)}, f"{entity.name}: {', '.join(sorted(wanted))}"
    )


def _names(key: Key) -> set[str]:
    return set(key.namings.values_list("name", flat=True))


def _list_keys(entity: Entity) -> list[str]:
    return list(Key.objects.filter(entity=entity).order_by("id").values_list("id", flat=True))


def _read_rename(fields: Fields) -> Terms:
    entity, name = _find(fields.get("entity")), _read_name(fields)
    if entity.name == name:
        raise DecisionConflict("It has this name already.")
    return _make_terms({"key": entity.id, "name": name}, f"{entity.name} → {name}")


def _read_retype(fields: Fields) -> Terms:
    entity, kind = _find(fields.get("entity")), _read_type(fields)
    if entity.type == kind:
        raise DecisionConflict("It has this type already.")
    return _make_terms({"key": entity.id, "type": kind}, f"{entity.name}: {entity.type} → {kind}")


def _read_either(fields: Fields) -> Terms:
    if fields.get("relation"):
        relation = _find_relation(fields)
        return _make_terms(_shape(relation), _phrase(relation))
    entity = _find(fields.get("entity"))
    return _make_terms({"key": entity.id}, entity.name)


def _read_correct(fields: Fields) -> Terms:
    relation = _find_relation(fields)
    said = _shape(relation)
    if fields.get("predicate"):
        said["predicate_now"] = _choose(fields["predicate"], load_ontology().predicates, "predicate")
    if fields.get("polarity"):
        said["polarity_now"] = _choose(fields["polarity"], [p.value for p in Polarity], "polarity")
    if fields.get("swapped") is True:
        said["swapped"] = True
    changes = said.get("predicate_now", relation.predicate) != relation.predicate
    changes |= said.get("polarity_now", relation.polarity) != relation.polarity
    if not changes and not said.get("swapped"):
        raise DecisionConflict("The connection says so already.")
    return _make_terms(said, _phrase(relation))


def _choose(value: Any, allowed: Any, what: str) -> str:
    if value not in allowed:
        raise DecisionInvalid(f"A {what} is one of: {', '.join(allowed)}.")
    return str(value)


def _find_relation(fields: Fields) -> Relation:
    relation = Relation.objects.select_related("subject", "object").filter(id=str(fields.get("relation"))).first()
    if relation is None:
        raise DecisionInvalid(f"There is no connection “{fields.get('relation')}”.")
    return relation


def _shape(relation: Relation) -> dict[str, Any]:
    return {
        "subject": relation.subject_id,
        "predicate": relation.predicate,
        "object": relation.object_id,
        "polarity": relation.polarity,
    }


def _phrase(relation: Relation) -> str:
    phrase = load_ontology().predicates[relation.predicate].phrase
    return f"{relation.subject.name} {phrase} {relation.object.name}"


_READERS: Mapping[str, Callable[[Fields], Terms]] = {
    SAME: _read_same,
    DISTINCT: _read_distinct,
    SPLIT: _read_split,
    RENAME: _read_rename,
    RETYPE: _read_retype,
    HIDE: _read_either,
    APPROVE: _read_either,
    CORRECT: _read_correct,
}
