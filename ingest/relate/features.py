"""What can be told of two entities that are named near each other, as named numbers for the link model.

Describes; weighs nothing. Every value lies between -1 and a few.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.ids import fold_name
from ingest.language.background import load_background
from ingest.language.words import word_set
from ingest.records import Entity, EntityType
from ingest.relate.choose import Ends, Stated
from ingest.relate.cues import Place, index_cues
from ingest.relate.lists import list_rows
from ingest.relate.pairs import Meeting, Pair
from ingest.relate.talk import Naming, Talk

Features = dict[str, float]

_LAST_WORDS = word_set("is using to a on of with about in for the and , 's by or like as from than are at")
_COMMON_CUES = word_set("on in from about is than 's by")
_MOST_IDF = 7.6


@dataclass(frozen=True, slots=True)
class Scene:
    """What all pairs of a talk are judged against. `counts` and `firsts` by entity; `rows` as of `list_rows`."""

    talk: Talk
    counts: Mapping[int, int]
    firsts: Mapping[int, int]
    rows: Mapping[int, tuple[Naming, ...]]
    stated: Mapping[Ends, Stated]


def set_scene(talk: Talk, *, stated: Mapping[Ends, Stated]) -> Scene:
    counts: dict[int, int] = {}
    firsts: dict[int, int] = {}
    for naming in talk.namings:
        counts[naming.entity] = counts.get(naming.entity, 0) + 1
        firsts.setdefault(naming.entity, naming.start)
    return Scene(talk, counts, firsts, list_rows(talk), stated)


def describe_pair(scene: Scene, *, ends: Ends, pair: Pair | None) -> Features:
    """The features of two entities; `pair` is None where they never meet and only a wording joins them."""
    features = {"bias": 1.0}
    _describe_ends(features, scene, ends=ends)
    _describe_wording(features, scene.stated.get(ends))
    if pair is None:
        features["never meet"] = 1.0
        return features
    _describe_counts(features, scene, pair=pair)
    _describe_meeting(features, scene, meeting=pair.meetings[0])
    return features


def _describe_ends(features: Features, scene: Scene, *, ends: Ends) -> None:
    one, other = (scene.talk.entities[number] for number in ends)
    features["types " + "-".join(sorted((one.type, other.type)))] = 1.0
    rarities = sorted((name_rarity(one.name), name_rarity(other.name)))
    features["lower rarity"], features["higher rarity"] = rarities
    features["share a word"] = float(not _name_words(one.name).isdisjoint(_name_words(other.name)))
    features["one-word concept"] = float(any(_is_plain_concept(entity) for entity in (one, other)))
    features["lower confidence"] = min(one.confidence, other.confidence)
    features["lower salience"], features["higher salience"] = sorted((one.salience, other.salience))


def _is_plain_concept(entity: Entity) -> bool:
    return entity.type is EntityType.CONCEPT and " " not in entity.name


@lru_cache(maxsize=20_000)
def name_rarity(name: str) -> float:
    """Mean rarity of the words of a name, 0..1."""
    words = name.lower().split()
    rarity = sum(load_background().rarity(word) for word in words) / max(1, len(words))
    return min(1.0, rarity / _MOST_IDF)


@lru_cache(maxsize=20_000)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(fold_name(name).split())


def _describe_wording(features: Features, known: Stated | None) -> None:
    if known is not None:
        rule = known.hits[0].rule
        features["stated"] = 1.0
        features["stated trust"] = known.trust
        features["stated " + (rule if not rule.startswith("wording") else "wording")] = 1.0
        if known.hits[0].subject.pronoun or known.hits[0].object.pronoun:
            features["stated by pronoun"] = 1.0


def _describe_counts(features: Features, scene: Scene, *, pair: Pair) -> None:
    rarer, commoner = sorted(scene.counts[number] for number in pair.ends)
    meetings = len(pair.meetings)
    close = sum(meeting.sentences == 0 for meeting in pair.meetings)
    features["meetings"] = math.log(meetings)
    features["meetings in a sentence"] = math.log(1 + close)
    features["meetings of rarer"] = min(1.0, meetings / rarer)
    features["rarer"], features["commoner"] = math.log(rarer), math.log(commoner)


def _describe_meeting(features: Features, scene: Scene, *, meeting: Meeting) -> None:
    talk, first, second = scene.talk, meeting.first, meeting.second
    words = talk.words(first.last, second.first)
    _describe_distance(features, meeting, words=words)
    features["other turn"] = float(talk.turn_of[first.sentence] != talk.turn_of[second.sentence])
    features["in a list"] = float(second in scene.rows.get(first.first, ()))
    features["question"] = float(_asks(talk, first) or _asks(talk, second))
    both_new = scene.firsts[first.entity] == first.start and scene.firsts[second.entity] == second.start
    features["both new"] = float(both_new)
    features["opens sentence"] = float(first.first - talk.tokens_of(first.sentence)[0] <= 3)
    if words and words[-1] in _LAST_WORDS:
        features[f"last {words[-1]}"] = 1.0
    features["cue"] = float(_has_cue(words))


def _describe_distance(features: Features, meeting: Meeting, *, words: Sequence[str]) -> None:
    features["nearness"] = meeting.nearness
    features["same sentence"] = float(meeting.sentences == 0)
    features["two sentences"] = float(meeting.sentences == 2)
    features["within 3"] = float(meeting.tokens <= 3)
    features["within 8"] = float(meeting.tokens <= 8)
    features["beyond 20"] = float(meeting.tokens > 20)
    features["names between"] = min(4, meeting.between) / 4
    features["commas"] = min(4, words.count(",")) / 4


def _asks(talk: Talk, naming: Naming) -> bool:
    return talk.tokens[talk.tokens_of(naming.sentence)[1] - 1].word == "?"


def _has_cue(words: Sequence[str]) -> bool:
    return any(word in index_cues(Place.BETWEEN) and word not in _COMMON_CUES for word in words)
