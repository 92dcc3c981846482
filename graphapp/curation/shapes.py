"""Whether what a line of a file says of a decision has the shape that everything which reads the log relies on: see
`graphapp.videos.premises.judging` for what each kind holds. Reads nothing; does not know whether what is spoken of is
here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from graphapp.curation.fields import (
    ADDRESS_LENGTH,
    NAME_LENGTH,
    is_description,
    is_name,
    is_readable,
)
from graphapp.graph.models import ID_LENGTH
from graphapp.videos.models import Decision, DecisionEvent
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
from graphapp.web.addresses import is_web_address
from graphapp.web.limits import list_texts
from ingest.language.legible import shows_something
from ingest.records import EntityType, Polarity

Check = Callable[[Any], bool]
Shape = Mapping[str, Check]


def fits_kind(kind: str, said: Mapping[str, Any]) -> bool:
    """Whether `said` holds all that such a decision says, in a form that can be read."""
    if "\0" in "".join(list_texts(said)):
        return False
    return kind in _SHAPES and _fits(said, _find_shape(kind, said))


def keep_known(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """`said` without what such a decision does not say: everything that reads the log takes it for another's."""
    names = {name.rstrip("?") for name in _find_shape(kind, said)}
    return {name: value for name, value in said.items() if name in names}


def _find_shape(kind: str, said: Mapping[str, Any]) -> Shape:
    if kind == SPLIT and "places" in said:
        return _SPLIT_MENTIONS
    return _RELATION if kind in {HIDE, APPROVE} and "subject" in said else _SHAPES[kind]


def leave_out(said: Mapping[str, Any]) -> dict[str, Any]:
    """`said` without what was taken once and misleads nobody when it is gone: links of the web with a user or password,
    and names that show nothing of what has one without."""
    kept = dict(said)
    if isinstance(said.get("links"), list):
        kept["links"] = [link for link in said["links"] if not _is_refused_by_now(link)]
    if "key" not in said and isinstance(said.get("name"), str) and not shows_something(said["name"]):
        del kept["name"]
    return kept


def _is_refused_by_now(link: Any) -> bool:
    if not isinstance(link, list) or len(link) != 2 or not isinstance(link[1], str):
        return False
    return link[1].startswith(("https://", "http://")) and not is_web_address(link[1])


def fits_log(row: Mapping[str, Any]) -> bool:
    """Whether all but `kind` and `said` of a line can be kept. Raises ValueError, TypeError or OverflowError for times
    that can't be read."""
    texts = {name: row[name] for name in ("id", "subject", "note", "author")}
    events = row["events"]
    known = {action for action, _ in DecisionEvent._meta.get_field("action").choices or ()}
    return (
        all(isinstance(text, str) for text in texts.values())
        and "\0" not in "".join(list_texts([*texts.values(), events]))
        and 0 < len(row["id"]) <= ID_LENGTH
        and all(len(texts[name]) <= (Decision._meta.get_field(name).max_length or 0) for name in ("subject", "author"))
        and type(row["order"]) is int
        and isinstance(row["active"], bool)
        and all(_is_time(at) for at in (row["made_at"], *(at for _, _, at in events)))
        and all(action in known and _is_text(author, most=150) for action, author, _ in events)
    )


def _is_time(text: str) -> bool:
    return bool(datetime.fromisoformat(text).astimezone(UTC))


def _fits(said: Mapping[str, Any], shape: Shape) -> bool:
    """Names that end in “?” may be left out."""
    return all(
        check(said[name.rstrip("?")]) if name.rstrip("?") in said else name.endswith("?")
        for name, check in shape.items()
    )


def _is_text(value: Any, *, least: int = 1, most: int = NAME_LENGTH) -> bool:
    return isinstance(value, str) and least <= len(value) <= most


def _is_key(value: Any) -> bool:
    return _is_text(value, most=ID_LENGTH)


def _are_keys(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_key, value))


def _are_others(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_key, value))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and is_name(value)


def _is_description(value: Any) -> bool:
    return isinstance(value, str) and is_description(value)


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_type(value: Any) -> bool:
    return value in list(EntityType)


def _is_polarity(value: Any) -> bool:
    return value in list(Polarity)


def _is_predicate(value: Any) -> bool:
    return _is_text(value, most=32)  # of any ontology, an older one's too


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _are_links(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(link, list)
        and len(link) == 2
        and _is_text(link[0], least=0)
        and is_readable(link[0])
        and _is_text(link[1], most=ADDRESS_LENGTH)
        and is_web_address(link[1])
        for link in value
    )


def _is_place(value: Any) -> bool:
    """Whose words are within its quote, as they are in what is written here."""
    if not isinstance(value, Mapping) or not _fits(value, _PLACE):
        return False
    return bool(value["quote"].startswith(value["text"], value["at"]))


def _are_places(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_place, value))


def _are_ends(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_are_keys, value))


def _are_groups(value: Any) -> bool:
    return isinstance(value, list) and all(map(_are_others, value))


_PLACE: Shape = {
    "video": _is_key,
    "words": _is_key,
    "quote": lambda value: _is_text(value, most=10_000),
    "text": lambda value: _is_text(value, most=10_000),
    "at": _is_count,
    "nth": _is_count,
}
_NAMED: Shape = {"name?": _is_name, "type?": _is_type}
_ONE: Shape = {"key": _is_key, "others?": _are_others}
_RELATION: Shape = {
    "subject": _is_key,
    "predicate": _is_predicate,
    "object": _is_key,
    "polarity": _is_polarity,
    "subjects?": _are_others,
    "objects?": _are_others,
}
_SIDES: Shape = {"left": _are_keys, "right": _are_keys}
_OF_WORDS: Shape = {"places": _are_places, "as": _is_type, **_NAMED}
_SPLIT_MENTIONS: Shape = {**_SIDES, **_OF_WORDS}
_SHAPES: Mapping[str, Shape] = {
    SAME: {"keys": _are_keys, "others?": _are_groups, **_NAMED},
    DISTINCT: _SIDES,
    SPLIT: {**_SIDES, "kept?": _are_groups, **_NAMED},
    MENTION: {"keys": _are_keys, "others?": _are_groups, "everywhere?": _is_switch, **_OF_WORDS},
    RENAME: {**_ONE, "name": _is_name},
    RETYPE: {**_ONE, "type": _is_type},
    DESCRIBE: {**_ONE, "text": _is_description, "links": _are_links},
    HIDE: _ONE,
    APPROVE: _ONE,
    CORRECT: {**_RELATION, "predicate_now?": _is_predicate, "polarity_now?": _is_polarity, "swapped?": _is_switch},
    RELATE: {"ends": _are_ends, "predicate": _is_predicate, "polarity": _is_polarity, "place": _is_place},
}
