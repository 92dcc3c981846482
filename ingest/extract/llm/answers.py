"""The shape of a model's answer: as a JSON schema for endpoints, and as a lenient reading of what came back.

One bad item spoils itself, not its neighbours. Whether anything is true is not judged here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from json_repair import repair_json
from pydantic import BaseModel, Field, ValidationError

from ingest.ontology import load_ontology

_MOST_CHARACTERS = 400_000
_MOST_ITEMS = 600
_MOST_OPENED = 3000
"""Objects and lists in an answer that is worth mending; mending thousands of nested ones takes seconds."""

Type = Literal["Person", "Organization", "Product", "Media", "Event", "Concept", "Place"]
Text = Annotated[str, Field(max_length=2000)]


class EntityItem(BaseModel):
    name: Text
    type: Type
    surfaces: Annotated[list[Text], Field(max_length=60)]


class ClaimItem(BaseModel):
    subject: Text
    predicate: Annotated[str, Field(max_length=60, json_schema_extra={"enum": sorted(load_ontology().predicates)})]
    object: Text
    quote: Text
    polarity: Literal["asserted", "denied", "hypothetical"]


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
    """What one chunk's answer holds. `malformed`: items that were not of the shape."""

    entities: list[EntityItem] = field(default_factory=list)
    claims: list[ClaimItem] = field(default_factory=list)
    chapters: list[ChapterItem] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    points: list[PointItem] = field(default_factory=list)
    malformed: int = 0


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
    """Raises `BadAnswer` where there is no object with a list of entities, or no item of any list is sound."""
    raw = read_object(text)
    answer = ChunkAnswer()
    _read_found(raw, answer)
    missed = raw.get("missed")
    if isinstance(missed, dict):
        _read_found({"entities": [], **missed}, answer)
    answer.chapters = _read_items(ChapterItem, raw.get("chapters", []), answer)
    answer.points = _read_items(PointItem, raw.get("points", []), answer)
    answer.topics = _read_topics(raw.get("topics"))
    if answer.malformed and not (answer.entities or answer.claims):
        raise BadAnswer("no item has the fields asked for")
    return answer


def read_outline_answer(text: str) -> OutlineAnswer:
    raw = read_object(text)
    chapters = _read_items(ChosenChapter, raw.get("chapters", []), ChunkAnswer())
    return OutlineAnswer(chapters=chapters, topics=_read_topics(raw.get("topics")))


def read_object(text: str) -> dict[str, Any]:
    """The JSON object in `text`, mended where it is nearly one."""
    text = text[:_MOST_CHARACTERS].strip().removeprefix("\ufeff")
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raw = _mend(text)
    if not isinstance(raw, dict):
        raise BadAnswer("it is no JSON object")
    return raw


def is_whole(text: str) -> bool:
    """Whether everything that the answer opens is closed in it, so that no part of it is missing. Brackets in what it
    quotes count for nothing where it can be read as it is."""
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        pass
    return text.count("{") <= text.count("}") and text.count("[") <= text.count("]")


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
