"""Phrases that may be concepts: noun phrases and their parts, without generic adjectives, and the lexicon's concepts.

Counts how each is used in the talk; what it is worth is for `rank` to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.extract.builtin.gazetteer import Form
from ingest.extract.builtin.kinship import is_near
from ingest.extract.builtin.matches import Matches
from ingest.extract.builtin.tagger import Tagged, Tags
from ingest.extract.builtin.talk import Place, Talk
from ingest.extract.builtin.words import (
    ARTICLES,
    DETERMINERS,
    EMPTY_HEADS,
    GENERIC_ADJECTIVES,
    NOT_IN_CONCEPTS,
    ONE_THING,
    POSSESSIVES,
)
from ingest.language.plurals import singular
from ingest.language.tokens import Run
from ingest.language.words import word_set

LONGEST = 4
_FOR_INSTANCE = ("for", "instance")
"""No instance of anything."""
_MEASURING = word_set("measures weighs costs holds contains covers spans lasts averages reaches totals equals hits")
_ADDRESS = re.compile(r"@|\w/\w+/|\.(?:com|fm|org|io|dev|net)\b|^\d|://")


@dataclass(slots=True)
class Candidate:
    """A phrase by its words in lower case, the last in the singular.

    `places`: in the order found, each once. `whole`: uses as a whole noun phrase; `bare`: without article or
    possessive; `longer`: candidates that hold it.
    `title`: the listed concept's, unless the talk has only quite other words for it.
    """

    key: str
    forms: Counter[str] = field(default_factory=Counter)
    places: dict[Place, None] = field(default_factory=dict)
    whole: int = 0
    bare: int = 0
    owned: int = 0
    before_of: int = 0
    capitals: int = 0
    named: int = 0
    longer: Counter[str] = field(default_factory=Counter)
    listed: Form | None = None
    title: str | None = None

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def words(self) -> list[str]:
        return self.key.split(" ")


def collect_candidates(talk: Talk, *, tagged: Tagged, matches: Matches) -> dict[str, Candidate]:
    """Candidates by key, in order of first appearance."""
    found: dict[str, Candidate] = {}
    for number, run in enumerate(talk.runs):
        tags = tagged.tags[number]
        for first, last in find_phrases(run, tags):
            for place in _list_parts(run, tags, Place(number, first, last)):
                _note(talk, found, place, tags, whole=(place.first, place.last) == (first, last))
        for place in _find_of_phrases(number, run, tags):
            _note(talk, found, place, tags, whole=True)
    _add_listed(talk, found, tagged, matches)
    _link_longer(found)
    return found


def make_key(lows: Sequence[str]) -> str:
    return " ".join((*lows[:-1], singular(lows[-1])))


def find_phrases(run: Run, tags: Tags) -> Iterator[tuple[int, int]]:
    """Stretches of nouns, adjectives and names that end with a noun; generic adjectives at the left don't count."""
    i = 0
    while i < len(run):
        if not _may_belong(run, tags, i):
            i += 1
            continue
        end = i
        while end < len(run) and _may_belong(run, tags, end):
            end += 1
        first, last = i, end
        while first < last and run.lows[first] in GENERIC_ADJECTIVES:
            first += 1
        while last > first and tags[last - 1] not in "NBI":
            last -= 1
        last -= _ends_with_verb(run, tags, first, last)
        if first < last:
            yield first, last
        i = end


def _ends_with_verb(run: Run, tags: Tags, first: int, last: int) -> bool:
    """“a machine costs”: after “a” no noun is in the plural. “The wall measures 40 feet”: nothing is counted so."""
    if last - first < 2 or tags[last - 1] != "N" or run.lows[last - 1][-1] != "s":
        return False
    if run.lows[last - 1] in _MEASURING and last < len(run) and (tags[last] == "M" or run.words[last][0].isdigit()):
        return True
    opens = first
    while opens and run.lows[opens - 1] in GENERIC_ADJECTIVES - ONE_THING:
        opens -= 1
    plural = singular(run.lows[last - 1]) != run.lows[last - 1]
    return plural and opens > 0 and run.lows[opens - 1] in ONE_THING


def _may_belong(run: Run, tags: Tags, i: int) -> bool:
    word = run.words[i]
    if len(word) < 2 or not word[0].isalpha() or _ADDRESS.search(word) or run.lows[i] in NOT_IN_CONCEPTS:
        return False
    if run.lows[max(0, i - 1) : i + 1] == _FOR_INSTANCE:
        return False
    return tags[i] in "NJBI" or (tags[i] == "M" and "-" in word) or _is_participle(run, tags, i)


def _is_participle(run: Run, tags: Tags, i: int) -> bool:
    """“deferred” in “a deferred statement”: no subject stands before it."""
    if tags[i] != "V" or not run.lows[i].endswith(("ed", "ate")) or i + 1 == len(run) or tags[i + 1] != "N":
        return False
    return i == 0 or tags[i - 1] in "EJCX" or run.lows[i - 1] in ARTICLES


def _list_parts(run: Run, tags: Tags, phrase: Place) -> Iterator[Place]:
    for first in range(phrase.first, phrase.last):
        if first > phrase.first and tags[first] == "I":
            continue
        for last in range(first + 1, min(phrase.last, first + LONGEST) + 1):
            if _may_stand(run, tags, first, last):
                yield Place(phrase.run, first, last)


def _may_stand(run: Run, tags: Tags, first: int, last: int) -> bool:
    """Whether the part ends with a noun, and is no bare name unless that is an acronym."""
    if all(tag in "BI" for tag in tags[first:last]):
        return last - first == 1 and run.words[first].isupper()
    return tags[last - 1] in "NBI"


def _find_of_phrases(number: int, run: Run, tags: Tags) -> Iterator[Place]:
    """“separation of concerns”."""
    for i in range(1, len(run) - 1):
        if run.lows[i] != "of" or tags[i - 1] != "N" or run.lows[i - 1] in EMPTY_HEADS:
            continue
        last = i + 1
        while last < len(run) and last - i < 3 and _may_belong(run, tags, last):
            last += 1
        if last > i + 1 and tags[last - 1] == "N" and _may_belong(run, tags, i - 1):
            yield Place(number, i - 1, last)


def _note(talk: Talk, found: dict[str, Candidate], place: Place, tags: Tags, *, whole: bool) -> None:
    run = talk.runs[place.run]
    key = make_key(run.lows[place.first : place.last])
    candidate = found.get(key)
    if candidate is None:
        candidate = found[key] = Candidate(key)
    before = run.lows[place.first - 1] if place.first else ""
    candidate.forms[talk.surface(place)] += 1
    candidate.places[place] = None
    candidate.whole += whole
    candidate.bare += before not in DETERMINERS and before not in POSSESSIVES and _opens(tags, place.first)
    candidate.owned += before in POSSESSIVES
    candidate.before_of += place.last < len(run) and run.lows[place.last] == "of"
    candidate.capitals += any(word[0].isupper() for word in run.words[place.first : place.last])
    candidate.named += any(tag in "BI" for tag in tags[place.first : place.last])


def _opens(tags: Tags, first: int) -> bool:
    """Whether no other word of the phrase stands before."""
    return first == 0 or tags[first - 1] not in "NJBI"


def _add_listed(talk: Talk, found: dict[str, Candidate], tagged: Tagged, matches: Matches) -> None:
    """All forms of one lexicon entry are one candidate, unless all are far from its title: then each is its own."""
    heads: dict[str, Candidate] = {}
    near = {form.entry.name for form, _ in matches.concepts if is_near(form)}
    for form, place in matches.concepts:
        run = talk.runs[place.run]
        key = make_key(run.lows[place.first : place.last])
        candidate = found.get(key)
        if candidate is None or place not in candidate.places:
            _note(talk, found, place, tagged.tags[place.run], whole=True)
            candidate = found[key]
        candidate.listed = form
        candidate.title = form.entry.name if form.entry.name in near else None
        head = heads.setdefault(candidate.title or key, candidate)
        if head is not candidate:
            _absorb(head, candidate)
            del found[key]


def _absorb(head: Candidate, other: Candidate) -> None:
    head.forms.update(other.forms)
    head.places.update(other.places)
    for part in ("whole", "bare", "owned", "before_of", "capitals", "named"):
        setattr(head, part, getattr(head, part) + getattr(other, part))


def _link_longer(found: dict[str, Candidate]) -> None:
    for candidate in found.values():
        words = candidate.words
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                inner = found.get(make_key(words[first:last])) if last - first < len(words) else None
                if inner is not None:
                    inner.longer[candidate.key] += max(1, candidate.whole)
