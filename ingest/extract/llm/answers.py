"""The shape of a model's answer: as a JSON schema for endpoints, and as a lenient reading of what came back.

One bad item spoils itself, not its neighbours. Whether anything is true is not judged here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args

from json_repair import repair_json
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from ingest.ontology import load_ontology

_MOST_CHARACTERS = 400_000
_MOST_ITEMS = 600
_MOST_SURFACES = 60
_MOST_OPENED = 3000
"""Objects and lists in an answer that is worth mending; mending thousands of nested ones takes seconds."""

Type = Literal["Person", "Organization", "Product", "Media", "Event", "Concept", "Place"]
_TYPES = {name.lower(): name for name in get_args(Type)} | {
    **dict.fromkeys(("company", "organisation", "institution", "community", "team", "university"), "Organization"),
    **dict.fromkeys(("software", "technology", "tool", "service", "library", "language", "hardware"), "Product"),
    **dict.fromkeys(("book", "podcast", "show", "film", "article", "work"), "Media"),
    **dict.fromkeys(("idea", "topic", "field", "method", "role"), "Concept"),
    **dict.fromkeys(("location", "city", "country"), "Place"),
}
Text = Annotated[str, Field(max_length=2000)]


def _take_some(value: object) -> object:
    """Of a list that never ends the beginning, and none where it is left out."""
    return value[:_MOST_SURFACES] if isinstance(value, list) else value or []


def _write_small(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _name_type(value: object) -> object:
    """As we call it: without a schema to hold them models write it small, or with a word of their own."""
    word = value.strip().lower() if isinstance(value, str) else ""
    return _TYPES.get(word, value)


class EntityItem(BaseModel):
    name: Text
    type: Annotated[Type, BeforeValidator(_name_type)]
    surfaces: Annotated[list[Text], BeforeValidator(_take_some)]


class ClaimItem(BaseModel):
    subject: Text
    predicate: Annotated[str, Field(max_length=60, json_schema_extra={"enum": sorted(load_ontology().predicates)})]
    object: Text
    quote: Text
    polarity: Annotated[Literal["asserted", "denied", "hypothetical"], BeforeValidator(_write_small)]


class ChapterItem(BaseModel):
    title: Text
    starts_with: Text


class PointItem(BaseModel):
    text: Text
    quote: Text


class _Missed(BaseModel):
    entities: list[EntityItem]
    claims: list[ClaimItem]


class _PlainShape(BaseModel):
    entities: list[EntityItem]
    claims: list[ClaimItem]
    chapters: list[ChapterItem]
    topics: list[str]
    points: list[PointItem]


class _LookingTwice(BaseModel):
    entities: list[EntityItem]
    claims: list[ClaimItem]
    missed: _Missed
    chapters: list[ChapterItem]
    topics: list[str]
    points: list[PointItem]


class ChosenChapter(BaseModel):
    number: Annotated[int, Field(ge=0)]
    title: Text


class _OutlineShape(BaseModel):
    chapters: list[ChosenChapter]
    topics: list[str]


class BadAnswer(Exception):
    """The answer is not of the shape asked for. Its text says how, in a few words."""


@dataclass(slots=True)
class ChunkAnswer:
    """What one chunk's answer holds. `malformed`: items that were not of the shape. `beyond`: that were not read, since
    there were so many."""

    entities: list[EntityItem] = field(default_factory=list)
    claims: list[ClaimItem] = field(default_factory=list)
    chapters: list[ChapterItem] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    points: list[PointItem] = field(default_factory=list)
    malformed: int = 0
    beyond: int = 0


@dataclass(slots=True)
class OutlineAnswer:
    chapters: list[ChosenChapter]
    topics: list[str]


Item = TypeVar("Item", bound=BaseModel)


@cache
def chunk_schema(*, second_look: bool) -> Mapping[str, Any]:
    return _close((_LookingTwice if second_look else _PlainShape).model_json_schema())


@cache
def outline_schema() -> Mapping[str, Any]:
    return _close(_OutlineShape.model_json_schema())


def read_chunk_answer(text: str) -> ChunkAnswer:
    """Raises `BadAnswer` where there is no object with a list of entities, or most of the entities and claims are not
    sound."""
    raw = read_object(text)
    answer = ChunkAnswer()
    _read_found(raw, answer)
    missed = raw.get("missed")
    if isinstance(missed, dict):
        _read_found({"entities": [], **missed}, answer)
    if answer.malformed > len(answer.entities) + len(answer.claims):
        raise BadAnswer("most items have not the fields asked for")
    answer.chapters = _read_items(ChapterItem, raw.get("chapters", []), answer)
    answer.points = _read_items(PointItem, raw.get("points", []), answer)
    answer.topics = _read_topics(raw.get("topics"))
    return answer


def read_outline_answer(text: str) -> OutlineAnswer:
    raw = read_object(text)
    chapters = _read_items(ChosenChapter, raw.get("chapters", []), ChunkAnswer())
    return OutlineAnswer(chapters=chapters, topics=_read_topics(raw.get("topics")))


def read_object(text: str) -> dict[str, Any]:
    """The JSON object in `text`, mended where it is nearly one."""
    text = text[:_MOST_CHARACTERS].strip().removeprefix("\ufeff")
    raw = _read_whole(text)
    if raw is None:
        raw = _mend(text)
    if not isinstance(raw, dict):
        raise BadAnswer("it is no JSON object")
    return raw


def is_whole(text: str) -> bool:
    """Whether everything that the answer opens is closed in it, so that no part of it is missing. Brackets in what it
    quotes count for nothing where it can be read as it is. Of one that never ends only the beginning is read."""
    if len(text) > _MOST_CHARACTERS:
        return False
    if _read_whole(text) is not None:
        return True
    return text.count("{") <= text.count("}") and text.count("[") <= text.count("]")


def _read_whole(text: str) -> object:
    """The first object with the lists asked for, whatever stands around it; None where there is none as it is."""
    start = text.find("{")
    while start >= 0:
        try:
            raw, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            return None
        if not _LISTS.isdisjoint(raw):
            return raw
        start = text.find("{", end)
    return None


def _join_lists(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a list that was begun twice, all."""
    joined: dict[str, Any] = {}
    for name, value in pairs:
        before = joined.get(name)
        joined[name] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return joined


_DECODER = json.JSONDecoder(object_pairs_hook=_join_lists)
_LISTS = frozenset({"entities", "chapters"})


def _mend(text: str) -> object:
    start = text.find("{")
    if start < 0 or text.count("{") + text.count("[") > _MOST_OPENED:
        return None
    try:
        return repair_json(text[start:], return_objects=True)
    except (ValueError, RecursionError):
        return None


def _read_found(raw: Mapping[str, Any], answer: ChunkAnswer) -> None:
    if not isinstance(raw.get("entities"), list):
        raise BadAnswer("it has no list “entities”")
    answer.entities += _read_items(EntityItem, raw["entities"], answer)
    answer.claims += _read_items(ClaimItem, raw.get("claims", []), answer)


def _read_items(model: type[Item], raw: object, answer: ChunkAnswer) -> list[Item]:
    if not isinstance(raw, list):
        answer.malformed += raw is not None
        return []
    answer.beyond += max(0, len(raw) - _MOST_ITEMS)
    items: list[Item] = []
    for value in raw[:_MOST_ITEMS]:
        try:
            items.append(model.model_validate(value))
        except ValidationError:
            answer.malformed += 1
    return items


def _read_topics(raw: object) -> list[str]:
    if not isinstance(raw, list):
        return []
    return [" ".join(topic.split()) for topic in raw[:_MOST_ITEMS] if isinstance(topic, str) and topic.strip()]


def _close(schema: dict[str, Any]) -> Mapping[str, Any]:
    """Strict endpoints want every object closed; none wants titles and lengths."""
    return {key: _close_value(value) for key, value in _without_extras(schema).items()}


def _without_extras(schema: Mapping[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in schema.items() if k not in {"maxLength", "maxItems", "minimum"}}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    if kept.get("type") == "object":
        kept["additionalProperties"] = False
    return kept


def _close_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _close(dict(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_close_value(item) for item in value]
    return value
