"""Knows a request that was sent before, as after a broken connection or a double click. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from graphapp.curation.drafting import REQUEST_LENGTH
from graphapp.curation.fields import Fields, list_meant, read_links, read_name, read_text
from graphapp.curation.refusals import DecisionConflict, DecisionInvalid
from graphapp.curation.spoken import find_quoted_place, find_worded_place, write_places
from graphapp.curation.terms import list_meant_names
from graphapp.videos.models import Decision, Key, Mention
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
from graphapp.videos.reading.finding import list_keys_named
from ingest.ids import relation_id

Said = Mapping[str, Any]


def is_known(request: str) -> bool:
    """Whether a request has made a decision already."""
    return bool(request) and Decision.objects.filter(request=request[:REQUEST_LENGTH]).exists()


def find_known(request: str, kind: str, fields: Fields, *, author: str) -> Decision | None:
    """The decision that the same request made. Raises DecisionConflict where it was somebody else's, or made
    another, or where it can't be told any more what was asked for."""
    known = Decision.objects.filter(request=request[:REQUEST_LENGTH]).first() if request else None
    if known and known.author != author:
        raise DecisionConflict("This request was made by somebody else already.")
    if known and not (known.kind == kind and _asks_for(kind, fields, known.said)):
        raise DecisionConflict("This request made another decision already. Give each decision a word of its own.")
    return known


def _asks_for(kind: str, fields: Fields, said: Said) -> bool:
    try:
        return _ASKING[kind](fields, said)
    except (
        DecisionInvalid,
        DecisionConflict,
    ):  # such fields make no decision, or not any more: the words are gone, say
        return False


def _is_one_of(reference: Any, keys: Collection[str]) -> bool:
    """What it leads to may be hidden, merged or called otherwise by now."""
    return bool(reference) and not set(keys).isdisjoint(list_keys_named(str(reference)))


def _are_all(references: Any, sides: Collection[Collection[str]]) -> bool:
    """Whether each is one of the sides, and each side one of them."""
    named = [set(list_keys_named(str(reference))) for reference in references or ()]
    return all(any(keys & set(side) for side in sides) for keys in named) and all(
        any(keys & set(side) for keys in named) for side in sides
    )


def _names_alike(fields: Fields, said: Said) -> bool:
    """Of what may get a name and a type by the way."""
    name = read_name(fields) if fields.get("name") else ""
    return (name, fields.get("type") or "") == (said.get("name", ""), said.get("type", ""))


def _asks_same(fields: Fields, said: Said) -> bool:
    others = said.get("others") or [[] for _ in said["keys"]]
    sides = [[key, *more] for key, more in zip(said["keys"], others, strict=False)]
    return _are_all(fields.get("entities"), sides) and _names_alike(fields, said)


def _asks_distinct(fields: Fields, said: Said) -> bool:
    return _are_all(fields.get("entities"), [said["left"], said["right"]])


def _asks_split(fields: Fields, said: Said) -> bool:
    keys = [*said["left"], *said["right"]]
    if not _is_one_of(fields.get("entity"), keys) or bool(fields.get("mentions")) != ("places" in said):
        return False
    if "places" in said:
        return _are_split_off(fields["mentions"], said["places"]) and _names_alike(_name_by_place(fields, said), said)
    wanted = {str(alias) for alias in fields.get("aliases") or ()}
    names_of = list_meant_names(Key.objects.filter(id__in=keys))
    left = {key for key, names in names_of.items() if names & wanted}
    return left == set(said["left"]) and wanted <= set().union(*names_of.values()) and _names_alike(fields, said)


def _name_by_place(fields: Fields, said: Said) -> dict[str, Any]:
    """What gets no name is called by its words."""
    return {**fields, "name": fields.get("name") or said["places"][0]["text"]}


def _are_split_off(mentions: Any, places: Collection[Any]) -> bool:
    """What was split off is written anew, under other ids; those that are there again are what they were."""
    given = {int(id) for id in mentions}
    there = Mention.objects.filter(id__in=given).select_related("video", "segment")
    return len(given) == len(places) and all(place in places for place in write_places(there))


def _asks_mention(fields: Fields, said: Said) -> bool:
    keys = [*said["keys"], *(key for more in said.get("others", ()) for key in more)]
    is_new = "name" in said
    return (
        [find_worded_place(fields)] == said["places"]
        and (fields.get("everywhere") is True) == bool(said.get("everywhere"))
        and bool(fields.get("entity")) != is_new
        and (_names_alike(_name_by_place(fields, said), said) if is_new else _is_one_of(fields["entity"], keys))
    )


def _asks_relate(fields: Fields, said: Said) -> bool:
    return (
        find_quoted_place(fields) == said["place"]
        and _is_one_of(fields.get("subject"), said["ends"][0])
        and _is_one_of(fields.get("object"), said["ends"][1])
        and (fields.get("predicate"), fields.get("polarity") or "asserted") == (said["predicate"], said["polarity"])
    )


def _asks_rename(fields: Fields, said: Said) -> bool:
    return _is_one_of(fields.get("entity"), list_meant(said)) and read_name(fields) == said["name"]


def _asks_retype(fields: Fields, said: Said) -> bool:
    return _is_one_of(fields.get("entity"), list_meant(said)) and fields.get("type") == said["type"]


def _asks_describe(fields: Fields, said: Said) -> bool:
    told = (read_text(fields), read_links(fields)) == (said["text"], said["links"])
    return told and _is_one_of(fields.get("entity"), list_meant(said))


def _asks_mark(fields: Fields, said: Said) -> bool:
    if "key" in said:
        return not fields.get("relation") and _is_one_of(fields.get("entity"), list_meant(said))
    return not fields.get("entity") and _asks_about_connection(fields, said)


def _asks_correct(fields: Fields, said: Said) -> bool:
    now = {name: fields.get(name) or "" for name in ("predicate", "polarity")}
    return (
        _asks_about_connection(fields, said)
        and all(said.get(f"{name}_now", "") == value for name, value in now.items())
        and (fields.get("swapped") is True) == bool(said.get("swapped"))
    )


def _asks_about_connection(fields: Fields, said: Said) -> bool:
    """The id that it had then follows from what it joined; by now it may be another, or gone."""
    return fields.get("relation") == relation_id(*(said[name] for name in _CONNECTION))


_CONNECTION = ("subject", "predicate", "object", "polarity")
_ASKING: Mapping[str, Callable[[Fields, Said], bool]] = {
    SAME: _asks_same,
    DISTINCT: _asks_distinct,
    SPLIT: _asks_split,
    MENTION: _asks_mention,
    RENAME: _asks_rename,
    RETYPE: _asks_retype,
    DESCRIBE: _asks_describe,
    HIDE: _asks_mark,
    APPROVE: _asks_mark,
    CORRECT: _asks_correct,
    RELATE: _asks_relate,
}
