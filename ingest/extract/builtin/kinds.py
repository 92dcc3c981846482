"""Gives each name of a talk its type: what is known for sure first, else one vote of all hints together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from ingest.extract.builtin.company import weigh_company
from ingest.extract.builtin.corpus import KINDS, CorpusName, find_name
from ingest.extract.builtin.cues import count_cues, read_cues
from ingest.extract.builtin.gazetteer import Entry, load_gazetteer
from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.heads import is_no_surname, read_head
from ingest.extract.builtin.kindmodel import guess_kinds
from ingest.extract.builtin.met import weigh_meetings
from ingest.extract.builtin.talk import Place, Talk
from ingest.extract.builtin.words import ARTICLES, CUTTING, LANGUAGES, REGIONS, SMALL_WORDS
from ingest.language.background import load_background
from ingest.language.gatherings import is_gathering
from ingest.language.given import is_given_name
from ingest.language.surnames import is_clan_name
from ingest.language.tokens import split_words
from ingest.records import EntityType

_ENDING_VOTE = 1.5
_FULL_NAME_VOTE = 2.0
_GIVEN_NAME_VOTE = 1.2
_STRANGE_NAME_VOTE = 1.0
_CORPUS_VOTE = 4.0
_MODEL_VOTE = 2.0
_KNOWN_MENTIONS = 6
_WHERE = frozenset(["in", "near", "to", "from", "outside", "at"])
_PLACED = 0.8
_DEFINITE = frozenset(["the"])
_LINKING = frozenset(["that"])
"""“I think that Ada said”: no article."""
CUE_CAP = 3.0
_THINGS = frozenset([EntityType.PRODUCT, EntityType.ORGANIZATION, EntityType.MEDIA])
_CLEARLY = 4.0
"""As much as two telling expressions."""
_FEW = 2
_NOBODY_THERE = re.compile(r"(?:co-?)?(?:started|founded)\b|(?:\w+ <N> )?(?:days|years|time)\b")

Votes = dict[EntityType, float]


@cache
def _load_endings() -> tuple[tuple[EntityType, re.Pattern[str]], ...]:
    lines = files("ingest.extract.builtin").joinpath("models/endings.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple((EntityType(kind), re.compile(pattern)) for kind, pattern in rows)


def assign_types(talk: Talk, groups: Mapping[str, Group]) -> None:
    """Sets type, confidence and reason of each group."""
    doubtful = [group for group in groups.values() if not _assign_known(talk, group)]
    sure = [group for group in groups.values() if group.fixed and group.reason == "lexicon" and not talk.caseless]
    company = weigh_company(sure)
    for group in doubtful:
        _assign_voted(group, cast_votes(talk, group, company=company))


def _assign_known(talk: Talk, group: Group) -> bool:
    """What needs no vote."""
    sources = group.sources
    kind: EntityType | None = None
    if "speaker" in sources:
        kind, group.confidence, group.reason = EntityType.PERSON, 0.97, "speaker"
    elif group.entry is not None and not _is_city_and_region(talk, group):
        kind, group.confidence, group.reason = _read_entry(talk, group, group.entry), 0.9, "lexicon"
    elif sources & {"title", "show"}:
        kind, group.confidence, group.reason = EntityType.MEDIA, 0.85, "show" if "show" in sources else "title"
    elif group.key in LANGUAGES:
        kind, group.confidence, group.reason = EntityType.CONCEPT, 0.55, "lexicon"
    elif _is_city_and_region(talk, group):
        kind, group.confidence, group.reason = EntityType.PLACE, 0.85, "model"
    elif not _knows_corpus(group.key):
        kind, group.confidence = read_head(group.key.split()), 0.75
    group.type, group.fixed = kind, kind is not None
    return group.fixed


def _read_entry(talk: Talk, group: Group, entry: Entry) -> EntityType:
    """What a list says, but of a product that is named like its maker where the talk clearly means the maker."""
    if entry.known or entry.type is not EntityType.PRODUCT:
        return entry.type
    cues = count_cues(talk, group.places)
    clear = cues.get(EntityType.ORGANIZATION, 0.0) >= _CLEARLY or _has_people(talk, group)
    made = EntityType.PRODUCT in cues or not clear
    return entry.type if made else EntityType.ORGANIZATION


def _has_people(talk: Talk, group: Group) -> bool:
    """Whether people are there, of what is hardly said: “colleagues at Acme”, but not “who started Tern” nor
    “twenty years of Tern”."""
    cues = (cue for place in group.places for cue in read_cues(talk, place))
    return len(group.places) <= _FEW and any(
        cue.type is EntityType.ORGANIZATION and cue.weight >= _CLEARLY / 2 and not _NOBODY_THERE.match(cue.text)
        for cue in cues
    )


def _knows_corpus(key: str) -> bool:
    found = find_name(key)
    return found is not None and found.mentions >= _KNOWN_MENTIONS


def _is_city_and_region(talk: Talk, group: Group) -> bool:
    """“Salem, Oregon”, or “near Salem, in Oregon”."""
    if not talk.caseless and all(_lies_in_region(talk, place) for place in group.places):
        return True
    _, joined, region = group.name.rpartition(" " if talk.caseless else ", ")
    return bool(joined) and region.lower() in REGIONS


def _lies_in_region(talk: Talk, place: Place) -> bool:
    lows = talk.runs[place.run].lows
    before = lows[place.first - 1] if place.first else ""
    return (
        before in _WHERE
        and lows[place.last : place.last + 2] == (",", "in")
        and bool(REGIONS.intersection(lows[place.last + 2 : place.last + 3]))
    )


def cast_votes(talk: Talk, group: Group, *, company: Mapping[EntityType, float]) -> Votes:
    """What other talks, this talk's words around the name, and the name itself say; higher is surer.

    `company`: what the talk's sure names add to the log odds of each type.
    """
    cues = count_cues(talk, group.places)
    words = group.key.split()
    votes: Votes = {kind: min(CUE_CAP, weight) for kind, weight in cues.items()}
    found = find_name(group.key)
    if found is not None:
        known = _CORPUS_VOTE * min(1.0, found.mentions / _KNOWN_MENTIONS)
        _add(votes, {kind: known * odds for kind, odds in zip(KINDS, found.odds, strict=True)})
    if all(_stands_where(talk, place) for place in group.places):
        company = {**company, EntityType.PLACE: company.get(EntityType.PLACE, 0.0) + _PLACED}
    guess = guess_kinds(talk, group.places, split_words(group.name), cues=cues, company=company)
    _add(votes, {kind: _MODEL_VOTE * odds for kind, odds in guess.items()})
    _add(votes, _read_ending(group.key) or {EntityType.PERSON: _read_person(group, words)})
    _add(votes, {EntityType.PERSON: weigh_meetings(talk, group)})
    lettered = len(words) > 1 and len(words[-1]) == 1 and not is_given_name(words[0])
    initials = len(words) == 1 and len(words[0]) > _FEW and group.name.isupper()
    if is_no_surname(words[-1]) or lettered or initials or _begins_with_thing(words) or _has_article(talk, group):
        votes.pop(EntityType.PERSON, None)
    if not _may_be_concept(found):
        votes.pop(EntityType.CONCEPT, None)
    return votes


def _stands_where(talk: Talk, place: Place) -> bool:
    """Whether the name ends a phrase that says where: “in Hull.”, but not “in Hull style”."""
    lows = talk.runs[place.run].lows
    following = lows[place.last] if place.last < len(lows) else "."
    ends = not following[0].isalnum() or following in SMALL_WORDS | CUTTING
    return place.first > 0 and lows[place.first - 1] in _WHERE and ends


def _begins_with_thing(words: Sequence[str]) -> bool:
    """“Docker Winter”: no person is called by what a list knows as a thing before all."""
    form = load_gazetteer().find(tuple(words[:1])) if len(words) > 1 and not is_given_name(words[0]) else None
    return form is not None and form.entry.type in _THINGS


def _has_article(talk: Talk, group: Group) -> bool:
    """Whether most mentions have one, as those of people have not: “the Newton failed”. But “a John Smith” is one of
    those who are called so."""
    words = group.key.split()
    articles = _DEFINITE if len(words) > 1 and is_given_name(words[0]) else ARTICLES - _LINKING
    before = [talk.runs[p.run].lows[p.first - 1] for p in group.places if p.first > 0]
    return 2 * sum(word in articles for word in before) > len(group.places)


def _read_person(group: Group, words: Sequence[str]) -> float:
    """Whether the name is built like a person's: a given name first, or two or three words that talks hardly know."""
    if is_given_name(words[0]):
        whole = 2 <= len(words) <= 3 or (len(words) == 1 and load_gazetteer().find(tuple(words)) is None)
        return _FULL_NAME_VOTE if whole else _GIVEN_NAME_VOTE
    if len(words) > 1 and is_clan_name(group.name.split()[-1]):
        return _FULL_NAME_VOTE
    plain = 2 <= len(words) <= 3 and all(word.isalpha() and word.istitle() for word in group.name.split())
    unknown = plain and not any(load_background().count_of(word).talks for word in words[1:])
    return _STRANGE_NAME_VOTE if unknown else 0.0


def _read_ending(key: str) -> Votes:
    kinds = (kind for kind, ending in _load_endings() if ending.search(key))
    kind = EntityType.EVENT if is_gathering(key) else next(kinds, None)
    return {kind: _ENDING_VOTE} if kind else {}


def _may_be_concept(found: CorpusName | None) -> bool:
    """Names are rarely concepts: only what talks often use so."""
    if found is None or found.mentions < _KNOWN_MENTIONS:
        return False
    return max(found.odds) == found.odds[KINDS.index(EntityType.CONCEPT)]


def _add(votes: Votes, more: Mapping[EntityType, float]) -> None:
    for kind, weight in more.items():
        votes[kind] = votes.get(kind, 0.0) + weight


def _assign_voted(group: Group, votes: Votes) -> None:
    total = sum(votes.values())
    group.reason = "model"
    if not total:
        group.type, group.confidence = EntityType.PRODUCT, 0.4
        return
    group.type, best = max(votes.items(), key=lambda row: (row[1], row[0].value))
    group.confidence = round(0.4 + 0.45 * best / (total + 1.0), 3)
