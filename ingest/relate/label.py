"""How two connected entities are connected where no wording says it outright: one regression per predicate and
direction, weights in `labels.json`.

Trained by `bench/train_links.py`. Says nothing about whether they are connected at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.ids import fold_name
from ingest.language.words import word_set
from ingest.ontology import FALLBACK, load_ontology
from ingest.records import EntityType
from ingest.relate.cues import load_patterns
from ingest.relate.features import Features
from ingest.relate.guesses import may_guess
from ingest.relate.hit import is_doubtful
from ingest.relate.link import Weights, link_probability
from ingest.relate.pairs import Meeting
from ingest.relate.talk import Naming, Talk

FORWARD, BACKWARD = ">", "<"
LEAST = 0.45
"""Below this chance, 0..1, a predicate is a guess, and the ontology's fallback is honest."""

TRUST, TRUST_SLOPE, MOST_TRUST = 0.65, 1.5, 0.95
"""Of connections that the annotated talks hold, two thirds are of the predicate whose chance is `LEAST`, and nineteen
in twenty of one that is likelier than two in three."""

_OF_PLACES = word_set("located_in happened_at hosts part_of related_to")
_AHEAD, _BEHIND = 4, 5
_ENDINGS = ("ing", "tion", "ity", "er", "ist", "ment", "ness")
_LINKING = word_set("is are of for in on with to from by about and or than like as a the 's ,")


@cache
def load_labels() -> Mapping[str, Weights]:
    """Weights by label: a predicate with the sign of its direction."""
    raw = json.loads(files("ingest.relate").joinpath("labels.json").read_text("utf-8"))
    return {label: {name: float(value) for name, value in row.items()} for label, row in raw["labels"].items()}


@dataclass(frozen=True, slots=True)
class Label:
    """`turned`: the second naming is its subject. `trust`: the chance, 0..1, that it is so if they are connected."""

    predicate: str
    turned: bool = False
    trust: float = 1.0


UNTOLD = Label(FALLBACK)


def choose_label(talk: Talk, *, meeting: Meeting, labels: Mapping[str, Weights]) -> Label:
    """The likeliest predicate that the types allow; `UNTOLD` for two names that share no sentence."""
    features = describe_label(talk, meeting=meeting)
    chances = {label: link_probability(features, weights=row) for label, row in labels.items()}
    total = sum(chances.values()) or 1.0
    allowed = [label for label in chances if _fits(talk, meeting, label)]
    best = max(allowed, key=lambda label: (chances[label], label), default=FALLBACK + FORWARD)
    share = chances.get(best, 0.0) / max(1.0, total)
    if meeting.sentences or share < LEAST or best[:-1] == FALLBACK:
        return UNTOLD
    return Label(best[:-1], turned=best[-1] == BACKWARD, trust=min(MOST_TRUST, TRUST + TRUST_SLOPE * (share - LEAST)))


def _fits(talk: Talk, meeting: Meeting, label: str) -> bool:
    """Whether the types and the words around allow it. To a place things are related by being there only."""
    if is_doubtful(talk, meeting.first) or is_doubtful(talk, meeting.second):
        return False
    first, second = talk.type_of(meeting.first), talk.type_of(meeting.second)
    ends = (first, second) if label[-1] == FORWARD else (second, first)
    placed = EntityType.PLACE not in ends or label[:-1] in _OF_PLACES
    if not may_guess(talk, meeting, predicate=label[:-1], backward=label[-1] == BACKWARD):
        return False
    return placed and load_ontology().predicates[label[:-1]].joins(*ends)


def describe_label(talk: Talk, *, meeting: Meeting) -> Features:
    """The features of a meeting by which predicates differ."""
    first, second = meeting.first, meeting.second
    types = (talk.type_of(first), talk.type_of(second))
    features = {"bias": 1.0, f"1 {types[0]}": 1.0, f"2 {types[1]}": 1.0, f"{types[0]} {types[1]}": 1.0}
    between = talk.words(first.last, second.first)
    begin, _ = talk.tokens_of(first.sentence)
    _, end = talk.tokens_of(second.sentence)
    _vote(features, "between", between, 1.0)
    _vote(features, "ahead", talk.words(max(begin, first.first - _AHEAD), first.first), 0.5)
    _vote(features, "behind", talk.words(second.last, min(end, second.last + _BEHIND)), 0.5)
    for place, word in (("opens", between[:1]), ("closes", between[-1:])):
        if word and word[0] in _LINKING:
            features[f"{place} {word[0]}"] = 1.0
    features["adjacent"] = float(not between)
    features["same sentence"] = float(meeting.sentences == 0)
    features.update(dict.fromkeys(_name_shapes(talk, first, second), 1.0))
    return features


def _vote(features: Features, place: str, words: Sequence[str], value: float) -> None:
    for word in words:
        for predicate in _predicates_of().get(word, ()):
            features[f"{place} {predicate}"] = value


@cache
def _predicates_of() -> Mapping[str, frozenset[str]]:
    """The predicates that a word speaks for: those in whose wordings it is the first word, linking words left out."""
    found: dict[str, set[str]] = {}
    for pattern in load_patterns():
        for cue in pattern.cues:
            if cue[0] not in _LINKING:
                found.setdefault(cue[0], set()).add(pattern.predicate)
    return {word: frozenset(names) for word, names in found.items()}


def _name_shapes(talk: Talk, first: Naming, second: Naming) -> Iterator[str]:
    names = [fold_name(talk.entities[naming.entity].name).split() for naming in (first, second)]
    for place, name, other in (("1", names[0], names[1]), ("2", names[1], names[0])):
        if len(name) < len(other) and other[-len(name) :] == name:
            yield f"{place} ends the other"
        if len(name) < len(other) and other[: len(name)] == name:
            yield f"{place} begins the other"
        for ending in _ENDINGS:
            if name and name[-1].rstrip("s").endswith(ending):
                yield f"{place} -{ending}"
