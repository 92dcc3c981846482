"""Picks the concepts that a talk is about: ranks the candidates, keeps the likely ones, of nested ones the telling."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.extract.builtin.candidates import Candidate, collect_candidates
from ingest.extract.builtin.echoing import ask_for_more
from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.matches import Matches
from ingest.extract.builtin.measures import USUAL_WORDS, measure_candidate, measure_talk
from ingest.extract.builtin.phrasemodel import rate_phrase
from ingest.extract.builtin.spelling import write_concept
from ingest.extract.builtin.tagger import Tagged
from ingest.extract.builtin.talk import Place, Talk
from ingest.extract.builtin.words import (
    ABSTRACT_TAILS,
    DEMONYMS,
    HOLLOW_HEADS,
    KIND_WORDS,
    LANGUAGES,
    NAMING,
    NUMBERS,
    UNITS,
)
from ingest.extract.builtin.written import is_no_noun
from ingest.ids import fold_name
from ingest.language.background import Background
from ingest.language.parts import OTHER, tag_word
from ingest.language.pictures import is_hedged
from ingest.language.plurals import singular
from ingest.language.words import word_set
from ingest.records import EntityType

THRESHOLD = 0.37
DEARER = 0.05
"""By so much the threshold rises with each doubling of a talk beyond the usual length: as readers do not."""
PER_THOUSAND = 40
GROWTH = 0.4
FEWEST = 3
PLAIN = 2.2
"""Rarity below which a word is everyday English: said in one of nine talks or more."""
DOUBTFUL = 0.55
"""The most trust in what no list knows and no other concept holds: "front door" as well as "door"."""
SOUND = -1.5
"""Log odds by its words alone from which a phrase looks like a concept's title."""
OFTEN = 3
_DOING = word_set(
    "using having getting making doing being going building working meaning trying saying need needs needed create"
    " created generate replace steal accumulate recreate called offered"
)
"""What is done to the things that the rest of a phrase names."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A concept with all its places. `confidence` 0..1 that an editor would keep it."""

    name: str
    places: tuple[Place, ...]
    confidence: float
    reason: str = "concept"


@dataclass(frozen=True, slots=True)
class Ranker:
    """A logistic regression over standardised measures."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def rate(self, measures: Mapping[str, float]) -> float:
        rows = zip(self.names, self.means, self.scales, self.weights, strict=True)
        total = self.bias + sum(w * (measures[name] - mean) / scale for name, mean, scale, w in rows)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_ranker() -> Ranker:
    raw = json.loads(files("ingest.extract.builtin").joinpath("models/concepts.json").read_text("utf-8"))
    return Ranker(
        names=tuple(raw["names"]),
        means=tuple(raw["means"]),
        scales=tuple(raw["scales"]),
        weights=tuple(raw["weights"]),
        bias=raw["bias"],
    )


@cache
def _load_words(name: str) -> frozenset[str]:
    text = files("ingest.extract.builtin").joinpath(f"models/{name}.txt").read_text("utf-8")
    return frozenset(text.splitlines())


def choose_concepts(
    talk: Talk, *, groups: Mapping[str, Group], tagged: Tagged, matches: Matches, background: Background
) -> list[Chosen]:
    """The likely concepts, likeliest first: at most about 40 for a thousand words, 100 for ten thousand."""
    found = list_eligible(talk, groups=groups, tagged=tagged, matches=matches)
    rated = _rate_all(talk, found, background)
    least = THRESHOLD + DEARER * max(0.0, math.log2(max(1, talk.words) / USUAL_WORDS))
    likely = {key: rating for key, rating in rated.items() if rating >= least}
    kept = _select(found, likely, limit=FEWEST + int(PER_THOUSAND * (talk.words / 1000) ** GROWTH))
    whole = _drop_bare_heads(list(_drop_tails(kept)), found, background)
    trusted = _find_trusted(found, whole)
    return [_make_chosen(found[key], rated[key] if key in trusted else min(rated[key], DOUBTFUL)) for key in whole]


def list_eligible(talk: Talk, *, groups: Mapping[str, Group], tagged: Tagged, matches: Matches) -> dict[str, Candidate]:
    """The candidates worth ranking: no names, no people, heads that can be nouns."""
    named = {fold_name(form) for group in groups.values() for form in (group.key, *group.forms)}
    people = {w for group in groups.values() if group.type is EntityType.PERSON for w in group.key.split()}
    found = collect_candidates(talk, tagged=tagged, matches=matches)
    return {
        key: candidate
        for key, candidate in found.items()
        if fold_name(key) not in named and not any(fold_name(form) in named for form in candidate.forms)
        if candidate.listed or (talk.english and _is_sound(candidate, people) and not _only_names(key, found))
        if candidate.listed or not _is_picture(talk, candidate)
    }


def _is_picture(talk: Talk, candidate: Candidate) -> bool:
    """“a phone book, if you like”: the speaker says that it is a manner of speaking."""
    return any(is_hedged(talk.runs[place.run].lows[place.last : place.last + 4]) for place in candidate.places)


def _only_names(key: str, found: Mapping[str, Candidate]) -> bool:
    """“the term open source”, “the idea RISC”: a word for a word before a listed concept."""
    first, _, rest = key.partition(" ")
    return first in NAMING and rest in found and found[rest].listed is not None


def _is_sound(candidate: Candidate, people: set[str]) -> bool:
    words = candidate.words
    if any(word in people for word in words) or (words[0] in _DOING and len(words) > 1):
        return False
    hollow = _only_measures(words) or words[-1] in HOLLOW_HEADS
    if hollow or (words[-1] in _load_words("no_nouns") and "-" not in words[-1]):
        return False
    if is_no_noun(words[-1]):
        return False
    if len(words) > 1 and words[-1].endswith("ing") and any(w != singular(w) for w in words[:-1]):
        return False
    if len(words) > 1 and (_holds_verb(words) or _counts(words[0])):
        return False
    return "of" not in words or candidate.count > 1 or candidate.key in _load_words("compounds")


def _holds_verb(words: Sequence[str]) -> bool:
    """“stranger wishes”, “compatibility beats elegance”: clauses that look like nouns in a row."""
    ends = tag_word(words[-1]) == OTHER and "-" not in words[-1] and not words[-1].endswith("ing")
    return ends or any(singular(word) != word and tag_word(singular(word)) == OTHER for word in words[1:-1])


def _counts(first: str) -> bool:
    """“twenty-five compilers”, “the happiest decision”."""
    return first.endswith("iest") or NUMBERS.issuperset(first.split("-"))


def _only_measures(words: Sequence[str]) -> bool:
    """“twentieth”, “square metre”, “Dutch”, “times finer”: amounts and origins, nothing to talk about."""
    empty = NUMBERS | UNITS | LANGUAGES | DEMONYMS | {"square", "cubic", "times"}
    than = words[0] == "times" and len(words) > 1 and words[-1].endswith("er")
    return than or all(word in empty for word in words)


def _rate_all(talk: Talk, found: Mapping[str, Candidate], background: Background) -> dict[str, float]:
    ranker = load_ranker()
    measures = measure_talk(talk, background=background)
    return {
        key: ranker.rate(measure_candidate(candidate, talk=talk, measures=measures, background=background))
        for key, candidate in found.items()
    }


def _select(found: Mapping[str, Candidate], rated: Mapping[str, float], *, limit: int) -> list[str]:
    """Best first. Of a phrase and a longer one that holds it, one is enough unless each is said on its own too; what
    no list knows must be the likelier the more it is like a better one."""
    kept: dict[str, None] = {}
    for key, rating in sorted(rated.items(), key=lambda row: (-row[1], row[0])):
        if len(kept) >= limit:
            break
        candidate = found[key]
        if _is_part(candidate, found, rated) or (not candidate.listed and rating < ask_for_more(key, kept)):
            continue
        longer = [other for other in candidate.longer if other in kept]
        shorter = [other for other in kept if key in found[other].longer]
        covered = longer and candidate.count <= sum(found[other].count for other in longer)
        if not covered and not any(found[other].count <= candidate.count for other in shorter):
            kept[key] = None
    return list(kept)


def _is_part(candidate: Candidate, found: Mapping[str, Candidate], rated: Mapping[str, float]) -> bool:
    """Whether a phrase said more than once is only ever said within one and the same longer phrase."""
    if candidate.count < 2 or candidate.listed:
        return False
    return any(found[o].count >= candidate.count for o in candidate.longer if o in rated)


def _drop_tails(kept: Sequence[str]) -> Iterator[str]:
    """“X process” goes where X is there."""
    there = set(kept)
    for key in kept:
        head, _, tail = key.rpartition(" ")
        if not (head in there and tail in ABSTRACT_TAILS | KIND_WORDS):
            yield key


def _find_trusted(found: Mapping[str, Candidate], kept: Sequence[str]) -> frozenset[str]:
    """The concepts that a list knows, that are titled as concepts are or said again and again, and their kin."""
    sure = [key for key in kept if _is_known(found[key]) or (" " in key and _looks_sound(found[key]))]
    kin = Counter(word for key in sure for word in _list_words(found[key]))
    return frozenset(key for key in kept if key in sure or any(kin[word] for word in key.split()))


def _is_known(candidate: Candidate) -> bool:
    listed = candidate.listed is not None and not candidate.listed.common
    return listed or not candidate.key.replace(" ", "").isalpha()


def _looks_sound(candidate: Candidate) -> bool:
    return candidate.count >= OFTEN or rate_phrase(candidate.key) >= SOUND


def _list_words(candidate: Candidate) -> frozenset[str]:
    return frozenset((*candidate.words, *(candidate.title or "").lower().split()))


def _drop_bare_heads(kept: Sequence[str], found: Mapping[str, Candidate], background: Background) -> list[str]:
    """An everyday word goes where a phrase that says which one is there: “value” beside “business value”."""
    heads = {key.rpartition(" ")[2] for key in kept if " " in key}
    plain = {key for key in kept if " " not in key and background.rarity(key) < PLAIN and not found[key].listed}
    return [key for key in kept if not (key in plain and key in heads)]


def _make_chosen(candidate: Candidate, rating: float) -> Chosen:
    name = candidate.title or write_concept(candidate.forms.most_common(1)[0][0])
    return Chosen(name, tuple(candidate.places), round(rating, 3), "lexicon" if candidate.title else "concept")
