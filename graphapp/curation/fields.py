"""Reads single fields of what an editor sends: entities, connections, names, types, links. Writes nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from graphapp.curation.refusals import DecisionConflict, DecisionInvalid
from graphapp.graph.models import Entity, Relation
from graphapp.videos.reading.finding import find_entity
from graphapp.web.addresses import is_web_address
from ingest.language.legible import make_legible, shows_something
from ingest.records import EntityType

NAME_LENGTH = 300
TEXT_LENGTH = 2000
LINKS = 10
ADDRESS_LENGTH = 1000
UNREADABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of characters that no text here holds. Joiners are none of these: Persian words and some pictures need
them. Nor are characters of private use, which transcripts hold, and those that are newer than this Python."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""These let what follows be read in another direction than it stands."""
NO_CHARACTERS = frozenset("\ufffe\uffff")
"""These can't stand in a feed."""

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """`said`: as `Decision.said` keeps it. `keys`: all that it speaks of. `subject`: the names, for people.

    `videos`: of whose words it speaks. `about`: ids of the entities and connections that it is about now.
    """

    said: dict[str, Any]
    keys: tuple[str, ...]
    subject: str
    videos: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def keys_of(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Every key that a decision speaks of."""
    found = [*said.get("keys", ()), *said.get("left", ()), *said.get("right", ())]
    found += [key for keys in said.get("ends", ()) for key in keys]
    found += [key for each in said.get("others", ()) for key in ([each] if isinstance(each, str) else each)]
    found += [said[name] for name in ("key", "subject", "object") if said.get(name)]
    return tuple(dict.fromkeys(found))


def list_meant(said: Mapping[str, Any]) -> list[str]:
    """The keys of the one thing that a decision speaks of, the one by which it is meant first."""
    return [said["key"], *said.get("others", ())]


def videos_of(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Every video of whose words a decision speaks: by id, and by the hash of its words."""
    places = [*said.get("places", ()), *([said["place"]] if "place" in said else ())]
    return tuple(dict.fromkeys(ref for place in places for ref in (place["video"], place["words"])))


def make_terms(said: dict[str, Any], subject: str, *, about: Sequence[str] = ()) -> Terms:
    return Terms(said, keys_of(said), subject[:1000], videos_of(said), tuple(about))


def find_named(fields: Fields, field: str = "entity") -> Entity:
    refuse_missing(fields, field)
    return find_one(fields[field])


def refuse_missing(fields: Fields, *names: str) -> None:
    missing = next((name for name in names if not fields.get(name)), None)
    if missing:
        raise DecisionInvalid(f"“{missing}” is missing.")


def find_one(reference: Any) -> Entity:
    entity = find_entity(str(reference)) if isinstance(reference, str) and reference else None
    if entity is None:
        raise DecisionInvalid(f"There is no entity “{reference}”.")
    return entity


def find_several(fields: Fields) -> list[Entity]:
    given = fields.get("entities")
    if not isinstance(given, list) or len(given) < 2:
        raise DecisionInvalid("“entities” must name at least two.")
    found = list({entity.id: entity for entity in map(find_one, given)}.values())
    if len(found) < 2:
        raise DecisionConflict("These are one entity already.")
    return found


def find_relation(fields: Fields) -> Relation:
    refuse_missing(fields, "relation")
    relation = Relation.objects.select_related("subject", "object").filter(id=str(fields.get("relation"))).first()
    if relation is None:
        raise DecisionInvalid(f"There is no connection “{fields.get('relation')}”.")
    return relation


def read_optional(fields: Fields) -> dict[str, Any]:
    said = {}
    if fields.get("name"):
        said["name"] = read_name(fields)
    if fields.get("type"):
        said["type"] = read_type(fields)
    return said


def read_name(fields: Fields) -> str:
    name = " ".join(str(fields.get("name") or "").split())
    if not is_name(name):
        raise DecisionInvalid(
            f"A name has 1 to {NAME_LENGTH} characters that can be seen, and none that turn the line."
        )
    return name


def is_name(text: str) -> bool:
    """Whether a thing may be called so: one line that shows something."""
    return len(text) <= NAME_LENGTH and is_readable(text) and shows_something(text)


def read_type(fields: Fields) -> str:
    try:
        return EntityType(str(fields.get("type"))).value
    except ValueError:
        raise DecisionInvalid(f"A type is one of: {', '.join(EntityType)}.") from None


def read_text(fields: Fields) -> str:
    text = str(fields.get("text") or "").replace("\r\n", "\n").strip()
    if not is_description(text):
        raise DecisionInvalid(f"A description has at most {TEXT_LENGTH} visible characters.")
    return text


def read_note(text: str) -> str:
    """Its lines without what nobody sees, which would turn or hide what stands beside them in the history."""
    return "\n".join(map(make_legible, text.splitlines()))


def is_description(text: str) -> bool:
    return len(text) <= TEXT_LENGTH and is_readable(text.replace("\n", "").replace("\t", ""))


def read_links(fields: Fields) -> list[list[str]]:
    """Pairs of words and address; only addresses of the web."""
    given = fields.get("links") or []
    if not isinstance(given, list) or len(given) > LINKS:
        raise DecisionInvalid(f"“links” is a list of at most {LINKS}.")
    return [_read_link(link) for link in given]


def _read_link(link: Any) -> list[str]:
    if not isinstance(link, Mapping):
        raise DecisionInvalid("A link has an “address”, and “words” if you like.")
    address = str(link.get("address") or "").strip()
    if len(address) > ADDRESS_LENGTH or not is_web_address(address):
        raise DecisionInvalid("The address of a link begins with https:// or http://, and names no user or password.")
    words = " ".join(str(link.get("words") or "").split()) or urlsplit(address).netloc
    if len(words) > NAME_LENGTH or not is_readable(words):
        raise DecisionInvalid(f"The words of a link are at most {NAME_LENGTH} visible characters.")
    return [words, address]


def is_readable(text: str) -> bool:
    """Whether it can be shown as it stands, in whatever script."""
    return text.isprintable() or all(map(_is_shown, text))


def _is_shown(c: str) -> bool:
    return unicodedata.category(c) not in UNREADABLE and c not in TURNING and c not in NO_CHARACTERS


def choose(value: Any, allowed: Any, what: str) -> str:
    if value not in allowed:
        raise DecisionInvalid(f"A {what} is one of: {', '.join(allowed)}.")
    return str(value)
