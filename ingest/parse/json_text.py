"""Reads JSON from strangers: no recursion trap, no digit trap, no NaN. Also typed access to what came out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ingest.errors import ParseError
from ingest.parse.format import check_parts

Item = Mapping[str, object]
_MAX_DIGITS = 18
_NOBODY = frozenset({"", "?", "unknown", "none", "null"})


def load_json(text: str) -> object:
    """The value. Raises `ParseError`; NaN, infinities and numbers of absurd length come out as None."""
    try:
        return json.loads(text, parse_constant=_drop, parse_int=_read_int, parse_float=_read_float)
    except RecursionError:
        raise ParseError("The JSON is nested too deeply.") from None
    except ValueError as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ParseError("This is not valid JSON.", where=where) from None


def items_of(value: object, key: str) -> tuple[Item, ...]:
    """The objects in the list at `key`; other things in it are left out."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return tuple(objects_in(found))


def objects_in(value: object) -> Iterator[Item]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        check_parts(len(value))
        yield from (item for item in value if isinstance(item, Mapping))


def child_of(value: object, key: str) -> Item:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def text_of(item: Item, *keys: str) -> str:
    """The first of these that holds a string that is not blank."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def label_of(item: Item, key: str) -> str | None:
    """A speaker's label. A bare letter or number says which voice, not who: "Speaker A"."""
    value = item.get(key)
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("label")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"Speaker {value}"
    if not isinstance(value, str) or value.strip().lower() in _NOBODY:
        return None
    name = value.strip()
    return f"Speaker {name}" if len(name) <= 2 and (name.isdigit() or len(name) == 1) else name


def _drop(_name: str) -> None:
    return None


def _read_int(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MAX_DIGITS else None


def _read_float(digits: str) -> float:
    return float(digits)
