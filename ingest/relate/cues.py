"""Reads the table of wordings (`cues.yaml`) into patterns. Holds no code that reads a transcript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from ingest.language.words import word_set
from ingest.records import EntityType

Types = frozenset[EntityType]
Cue = tuple[str, ...]

_ANY = frozenset(EntityType)
_IRREGULAR: Mapping[str, str] = {
    "build": "builds built building",
    "make": "makes made making",
    "write": "writes wrote written writing",
    "run": "runs ran running",
    "lead": "leads led leading",
    "head": "heads headed heading",
    "buy": "buys bought buying",
    "ship": "ships shipped shipping",
    "teach": "teaches taught teaching",
    "beat": "beats beating",
    "study": "studies studied studying",
    "cut": "cuts cutting",
    "speed": "speeds sped speeding",
    "hurt": "hurts hurting",
    "break": "breaks broke broken breaking",
    "rely": "relies relied relying",
    "publish": "publishes published publishing",
    "launch": "launches launched launching",
    "unveil": "unveils unveiled unveiling",
    "team": "teams teamed teaming",
    "sit": "sits sat sitting",
    "simplify": "simplifies simplified simplifying",
    "ally": "allies allied allying",
    "fix": "fixes fixed fixing",
    "take": "takes took taken taking",
    "roll": "rolls rolled rolling",
    "spin": "spins spun spinning",
    "grow": "grows grew grown growing",
}

HEADS = word_set("platform library tool tools framework alternative competitor rival feature component module")
"""Nouns that wordings begin with; a name right before one tells which is meant: "a Rocket library for"."""


class Place(StrEnum):
    """Where the cue stands: between the two names, before both, or after both."""

    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table; see there. Every cue is a tuple of lower-case words."""

    predicate: str
    cues: tuple[Cue, ...]
    subjects: Types
    objects: Types
    before: int
    after: int
    via: frozenset[str]
    unless: frozenset[str]
    turned: bool
    verb: bool
    place: Place
    trust: float


@cache
def load_patterns() -> tuple[Pattern, ...]:
    raw = yaml.safe_load(files("ingest.relate").joinpath("cues.yaml").read_text("utf-8"))
    return tuple(_read_row(row) for rows in raw.values() for row in rows)


@cache
def index_cues(place: Place) -> Mapping[str, tuple[tuple[Cue, Pattern], ...]]:
    """By the first word of a cue: the cue and its pattern."""
    index: dict[str, list[tuple[Cue, Pattern]]] = {}
    for pattern in load_patterns():
        if pattern.place is place:
            for cue in pattern.cues:
                index.setdefault(cue[0], []).append((cue, pattern))
    return {word: tuple(rows) for word, rows in index.items()}


def _read_row(row: Mapping[str, object]) -> Pattern:
    verbs = row.get("verbs")
    phrases = (part.strip() for part in str(verbs or row["cues"]).split("|"))
    forms = [form for phrase in phrases for form in (conjugate(phrase) if verbs else (phrase,))]
    return Pattern(
        predicate=str(row["predicate"]),
        cues=tuple(tuple(form.split()) for form in dict.fromkeys(forms)),
        subjects=_read_types(str(row["subject"])),
        objects=_read_types(str(row["object"])),
        before=int(str(row["before"])),
        after=int(str(row["after"])),
        via=frozenset(str(row.get("via", "")).split()),
        unless=frozenset(str(row.get("unless", "")).split()),
        turned=bool(row.get("turned", False)),
        verb=bool(verbs),
        place=Place(str(row.get("place", "between"))),
        trust=float(str(row["trust"])),
    )


def _read_types(text: str) -> Types:
    """ "any", "not Person Place" or "Person Organization"."""
    words = text.split()
    if words[0] == "any":
        return _ANY
    if words[0] == "not":
        return _ANY - {EntityType(word) for word in words[1:]}
    return frozenset(EntityType(word) for word in words)


def conjugate(verb: str) -> Iterable[str]:
    """All forms of a verb, its particle after each ("run on", "runs on", …)."""
    base, _, particle = verb.partition(" ")
    forms = (base, *(_IRREGULAR[base].split() if base in _IRREGULAR else _inflect(base)))
    return [f"{form} {particle}".strip() for form in forms]


def _inflect(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return base + "s", base + "d", base[:-1] + "ing"
    return base + "s", base + "ed", base + "ing"
