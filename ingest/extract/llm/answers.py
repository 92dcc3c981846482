"""The shape of a model's answer: as a JSON schema for endpoints, and as a lenient reading of what came back.

One bad item spoils itself, not its neighbours. Whether anything is true is not judged here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args

from json_repair import repair_json
from pydantic import BaseModel, BeforeValidator, Field, ValidationError, model_validator

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
    """Of a list that never ends the beginning, none where it is left out, and of one text a list."""
    if isinstance(value, str):
        return [value]
    return value[:_MOST_SURFACES] if isinstance(value, list) else value or []


def _read_polarity(value: object) -> object:
    """What is claimed and nothing more is asserted."""
    return value.strip().lower() if isinstance(value, str) else value or "asserted"


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
    polarity: Annotated[Literal["asserted", "denied", "hypothetical"], BeforeValidator(_read_polarity)]

    @model_validator(mode="before")
    @classmethod
    def _add_polarity(cls, value: Any) -> Any:
        """Not as a default: the schema asks for it."""
        return {"polarity": None, **value} if isinstance(value, dict) else value


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


def read_chunk_answer(text: str, *, may_be_empty: bool = True) -> ChunkAnswer:
    """Raises `BadAnswer` where there is no object with a list of entities, or most of the entities and claims are not
    sound; and where it holds nothing at all, unless it may."""
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
    if not (may_be_empty or answer.entities or answer.claims or answer.chapters or answer.points or answer.topics):
        raise BadAnswer("it holds nothing")
    return answer


def read_outline_answer(text: str) -> OutlineAnswer:
    raw = read_object(text)
    chapters = _read_items(ChosenChapter, raw.get("chapters", []), ChunkAnswer())
    return OutlineAnswer(chapters=chapters, topics=_read_topics(raw.get("topics")))


def read_object(text: str) -> dict[str, Any]:
    """The JSON object in `text`, mended where it is nearly one."""
    raw, _ = _find_object(text[:_MOST_CHARACTERS])
    if not isinstance(raw, dict):
        raise BadAnswer("it is no JSON object")
    return raw


def is_whole(text: str) -> bool:
    """Whether everything that the answer opens is closed in it, so that no part of it is missing. Brackets in what it
    quotes count for nothing where it can be read as it is. Of one that never ends only the beginning is read."""
    if len(text) > _MOST_CHARACTERS:
        return False
    if _find_object(text)[1]:
        return True
    return text.count("{") <= text.count("}") and text.count("[") <= text.count("]")


def _find_object(text: str) -> tuple[object, bool]:
    """Of the objects with the lists asked for the one that holds most, whatever stands around it, and whether it stands
    there as it is: drafts and echoes of the question come before an answer."""
    found, rest = _decode_all(text)
    mended = _mend(rest)
    whole = max(reversed(found), key=_count_items, default=None)
    other = max(_list_wanted(mended, levels=2), key=_count_items, default=None)
    if whole is not None and (other is None or _count_items(other) <= _count_items(whole)):
        return whole, True
    return other or mended, False


def _decode_all(text: str) -> tuple[list[dict[str, Any]], str]:
    """The objects with the lists asked for that can be read as they are, and what begins with the first that can't."""
    found: list[dict[str, Any]] = []
    begun = _BEGINNING.search(text)
    while begun:
        try:
            raw, end = _DECODER.raw_decode(text, begun.start())
        except (ValueError, RecursionError):
            return found, text[begun.start() :]
        found += _list_wanted(raw, levels=1)
        begun = _BEGINNING.search(text, end)
    return found, "" if found else text


def _list_wanted(raw: object, *, levels: int) -> list[dict[str, Any]]:
    """The objects with the lists asked for: itself, or so many levels below."""
    if isinstance(raw, dict) and not _LISTS.isdisjoint(raw):
        return [raw]
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    return [found for value in inner for found in _list_wanted(value, levels=levels - 1)] if levels else []


def _count_items(raw: Mapping[str, Any]) -> int:
    return sum(len(value) for value in raw.values() if isinstance(value, list))


def _join_lists(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a list that was begun twice, all; and every name in small letters."""
    joined: dict[str, Any] = {}
    for written, value in pairs:
        name = written.lower()
        before = joined.get(name)
        joined[name] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return joined


_DECODER = json.JSONDecoder(object_pairs_hook=_join_lists)
_LISTS = frozenset({"entities", "chapters"})
_BEGINNING = re.compile(r"\{\s*[\"'}]")
"""Of an object. Other braces are words."""


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
