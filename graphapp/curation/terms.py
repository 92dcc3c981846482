"""What an editor says of entities and relations on a page, turned into terms that outlast them: keys and quotes.

Checks that it makes sense; writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from graphapp.curation.fields import (
    Fields,
    Terms,
    choose,
    find_named,
    find_relation,
    find_several,
    make_terms,
    read_links,
    read_name,
    read_optional,
    read_text,
    read_type,
)
from graphapp.curation.refusals import DecisionConflict, DecisionInvalid
from graphapp.curation.review.settling import find_apart
from graphapp.curation.spoken import read_mention, read_relate, read_split_mentions
from graphapp.curation.wording import phrase_relation
from graphapp.graph.models import Entity, Relation
from graphapp.resolution.joining import join_keys
from graphapp.resolution.relations import orient
from graphapp.videos.models import Key, Naming
from graphapp.videos.premises.facts import ask_ties
from graphapp.videos.premises.judging import (
    APPROVE,
    CORRECT,
    DESCRIBE,
    DISTINCT,
    HIDE,
    MENTION,
    RELATE,
    RENAME,
    RETYPE,
    SAME,
    SPLIT,
)
from graphapp.videos.reading.finding import list_other_keys, list_telling_keys
from ingest.ontology import load_ontology
from ingest.records import Polarity


def read_terms(kind: str, fields: Fields) -> Terms:
    """Raises DecisionInvalid or DecisionConflict with a sentence that says what is wrong."""
    reader = _READERS.get(kind)
    if reader is None:
        raise DecisionInvalid(f"“{kind}” is no kind of decision. There are: {', '.join(_READERS)}.")
    return reader(fields)


def _read_same(fields: Fields) -> Terms:
    entities = find_several(fields)
    ids = [entity.id for entity in entities]
    said = {"keys": ids, "others": [_list_all_names(entity) for entity in entities], **read_optional(fields)}
    return make_terms(said, " = ".join(entity.name for entity in entities), about=ids)


def _list_all_names(entity: Entity) -> list[str]:
    """All that a “no” before may speak of, which holds no more; and bynames, by which it may be known alone one day."""
    known = dict.fromkeys([*list_telling_keys(entity), *list_other_keys(entity, entity.id)])
    return [key for key in known if key != entity.id]


def _read_distinct(fields: Fields) -> Terms:
    found = find_several(fields)
    if len(found) > 2:
        raise DecisionInvalid("“entities” must name two: only two are held apart by one decision.")
    first, second = found
    if find_apart({(first.id, second.id)}):
        raise DecisionConflict("These are held apart already.")
    said = {"left": list_telling_keys(first), "right": list_telling_keys(second)}
    return make_terms(said, f"{first.name} ≠ {second.name}", about=[first.id, second.id])


def _read_split(fields: Fields) -> Terms:
    if fields.get("mentions"):
        return read_split_mentions(fields)
    entity = find_named(fields)
    wanted = {str(alias) for alias in fields.get("aliases") or ()}
    names_of = list_meant_names(Key.objects.filter(entity=entity))
    unknown = wanted.difference(*names_of.values())
    if unknown or not wanted:
        told = f", and these are none: {', '.join(sorted(unknown))}" if unknown else ""
        raise DecisionInvalid(f"“aliases” must name at least one other name of the entity{told}.")
    left = [key for key, names in names_of.items() if names & wanted]
    right = list_telling_keys(entity, but=left)
    if not right:
        raise DecisionInvalid("An entity can't be split from all of its names: leave it at least one.")
    said = {"left": left, "right": right, "kept": _list_kept(left, right), **read_optional(fields)}
    return make_terms(said, f"{entity.name}: {', '.join(sorted(wanted))}", about=[entity.id])


def _list_kept(left: Sequence[str], right: Sequence[str]) -> list[list[str]]:
    """Which of the keys that stay talks tie with each other only by way of what goes."""
    ties = ask_ties([*left, *right])()
    before, then = join_keys([*left, *right], ties=ties), join_keys(right, ties=ties)
    together: dict[str, list[str]] = defaultdict(list)
    for key in right:
        together[before.find(key)].append(key)
    return [keys for keys in together.values() if len(set(map(then.find, keys))) > 1]


def list_meant_names(keys: QuerySet[Key]) -> dict[str, set[str]]:
    """Of each key all by which it may be meant: its id, how it is compared, and how it is written."""
    names = {id: {id, folded} for id, folded in keys.order_by("id").values_list("id", "folded")}
    for key, name in Naming.objects.filter(key__in=keys).order_by().values_list("key", "name").distinct():
        names[key].add(name)
    return names


def _mean(fields: Fields) -> tuple[Entity, dict[str, Any]]:
    """What is spoken of, by the key that was sent or else its oldest, and by all names that it has now: what was said
    of it goes on where one of them is gone. Who sends the id of what was merged means that, should it be two again."""
    entity = find_named(fields)
    sent = fields["entity"]
    held = sent != entity.id and Key.objects.filter(id=sent, entity=entity).exists()
    key = sent if held else entity.id
    return entity, {"key": key, "others": list_other_keys(entity, key)}


def _read_rename(fields: Fields) -> Terms:
    (entity, meant), name = _mean(fields), read_name(fields)
    if entity.name == name:
        raise DecisionConflict("It has this name already.")
    return make_terms({**meant, "name": name}, f"{entity.name} → {name}", about=[entity.id])


def _read_retype(fields: Fields) -> Terms:
    (entity, meant), kind = _mean(fields), read_type(fields)
    if entity.type == kind:
        raise DecisionConflict("It has this type already.")
    return make_terms({**meant, "type": kind}, f"{entity.name}: {entity.type} → {kind}", about=[entity.id])


def _read_describe(fields: Fields) -> Terms:
    (entity, meant), text, links = _mean(fields), read_text(fields), read_links(fields)
    if (entity.description, entity.links) == (text, links):
        raise DecisionConflict("It is described so already.")
    if not text and not links:
        raise DecisionInvalid("A description has a text or a link; to be without one, revoke the one there is.")
    return make_terms({**meant, "text": text, "links": links}, entity.name, about=[entity.id])


def _read_hide(fields: Fields) -> Terms:
    if fields.get("relation") and fields.get("entity"):
        raise DecisionInvalid("Name “entity” or “relation”, not both.")
    if not fields.get("relation"):
        entity, meant = _mean(fields)
        return make_terms(meant, entity.name, about=[entity.id])
    return _read_relation(find_relation(fields))


def _read_relation(relation: Relation) -> Terms:
    return make_terms(_shape(relation), phrase_relation(relation), about=[relation.id])


def _shape(relation: Relation) -> dict[str, Any]:
    """With all names of both ends: what only a talk joins with one of them later is not meant."""
    return {
        "subject": relation.subject_id,
        "predicate": relation.predicate,
        "object": relation.object_id,
        "polarity": relation.polarity,
        "subjects": list_other_keys(relation.subject, relation.subject_id),
        "objects": list_other_keys(relation.object, relation.object_id),
    }


def _read_approve(fields: Fields) -> Terms:
    thing = find_relation(fields) if fields.get("relation") else find_named(fields)
    if thing.approved:
        raise DecisionConflict("It is approved already.")
    return _read_hide(fields)


def _read_correct(fields: Fields) -> Terms:
    relation = find_relation(fields)
    said = _shape(relation)
    if fields.get("predicate"):
        said["predicate_now"] = choose(fields["predicate"], load_ontology().predicates, "predicate")
    if fields.get("polarity"):
        said["polarity_now"] = choose(fields["polarity"], [p.value for p in Polarity], "polarity")
    if fields.get("swapped") is True:
        said["swapped"] = True
    subject, obj = relation.subject_id, relation.object_id
    first, second = (obj, subject) if said.get("swapped") else (subject, obj)
    predicate, polarity = said.get("predicate_now", relation.predicate), said.get("polarity_now", relation.polarity)
    if orient(first, predicate, second, polarity) == orient(subject, relation.predicate, obj, relation.polarity):
        raise DecisionConflict("The connection says so already.")
    return make_terms(said, phrase_relation(relation), about=[relation.id])


_READERS: Mapping[str, Callable[[Fields], Terms]] = {
    SAME: _read_same,
    DISTINCT: _read_distinct,
    SPLIT: _read_split,
    MENTION: read_mention,
    RENAME: _read_rename,
    RETYPE: _read_retype,
    DESCRIBE: _read_describe,
    HIDE: _read_hide,
    APPROVE: _read_approve,
    CORRECT: _read_correct,
    RELATE: read_relate,
}
