"""Throws out what was taken for a name and is none: days, greetings, roles, ordinary words at a sentence's start."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.builtin.capitals import is_title_word
from ingest.extract.builtin.corpus import count_talks
from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.talk import Place, Talk
from ingest.extract.builtin.words import CUTTING, DEMONYMS, LANGUAGES, NEVER_NAMES, POSTS, RANKS, SMALL_WORDS, TITLES
from ingest.language.background import Background
from ingest.language.given import is_given_name

_TRUSTED = frozenset({"lexicon", "speaker", "show", "title"})
_EXCLAMATION = 4
_COMPASS = frozenset(["north", "south", "east", "west"])
_NAMING_NOTHING = NEVER_NAMES | DEMONYMS
_AFTER_NOUNS = CUTTING | SMALL_WORDS
_POSTS = POSTS | RANKS | TITLES
_WELL_KNOWN = 3
_ORIGIN = re.compile(r"\w{3,}(?:ian|ish|ese|ean)")
_SHOUT = re.compile(r"[a-z]*([b-hj-uyz])\1\1[a-z]*|[a-z]*aaaa[a-z]*|m?[uw]?[ah]*(?:ha|he|ho){2,}h?")
"""“Nooo”, “Muhahaha”; “III” and “AAA” are none."""
_BESIDES = re.compile(r"(?:anti|ex|mid|non|post|pre|pro)-[A-Z]")
"""“Ex-Acme”, “post-Acme”: who or what is there no longer."""
_HYPHENED = frozenset({"something-something", "blah-blah", "t-shirt", "t-shirts", "x-ray", "x-rays", "c-level"})
_PEOPLE = re.compile(r"\w{3,}(?:ians|eans)|(?:english|french|irish|dutch|scots|welsh)(?:man|men|woman|women)")


def drop_junk(
    talk: Talk, groups: dict[str, Group], *, background: Background, aside: frozenset[Place]
) -> dict[str, Group]:
    """The groups that may be names, in the same order. `aside`: places that count for nothing by themselves."""
    return {
        key: group
        for key, group in groups.items()
        if not _is_junk(talk, group, background) and not (group.entry is None and aside.issuperset(group.places))
    }


def _is_junk(talk: Talk, group: Group, background: Background) -> bool:
    if group.sources & _TRUSTED:
        return False
    words = group.key.split()
    if _names_nothing(talk, group):
        return True
    if talk.caseless:
        return all(background.is_ordinary(word, share=0.35, talks=40) for word in words)
    if not any(is_title_word(word) for word in group.name.split()):
        return True
    if len(words) == 1:
        return _is_junk_word(talk, group, background)
    shares = [background.capital_share(word) or 0.0 if word != "i" else 0.0 for word in words]
    rife = all(share < 0.12 for share in shares) and all(background.count_of(w).talks > 150 for w in words)
    return rife and not any(place.first > 0 for place in group.places)


def _names_nothing(talk: Talk, group: Group) -> bool:
    if group.key in LANGUAGES:
        return all(_is_adjective(talk, place) for place in group.places)
    words = group.key.split()
    if (
        _is_post(words)
        or _is_people(group)
        or (group.key in _COMPASS and _is_of(talk, group))
        or (len(words) == 1 and _is_origin(talk, group))
    ):
        return True
    if group.name.endswith("-ing") and " " not in group.name:
        return True
    besides = _BESIDES.match(group.name) and count_talks(group.key) < _WELL_KNOWN
    if besides or _SHOUT.fullmatch(group.key) or group.name.lower().split()[-1] in _HYPHENED or _is_either(group):
        return True
    return _is_of_small_words(group.key, words)


def _is_of_small_words(key: str, words: Sequence[str]) -> bool:
    """“Monday”, “2024”, or “Can I” at a question's start."""
    plain = len(words) > 1 and CUTTING.issuperset(words)
    return plain or not any(c.isalpha() for c in key) or all(w in _NAMING_NOTHING or w.isdigit() for w in words)


def _is_of(talk: Talk, group: Group) -> bool:
    """“The North of Italy” is where it is, not what it is called."""
    return all(talk.runs[place.run].lows[place.last : place.last + 1] == ("of",) for place in group.places)


def _is_either(group: Group) -> bool:
    """“AI/ML”, “Acme.com/jobs”: two names or an address, but for what talks know by that name."""
    return any("/" in word.strip("/") for word in group.name.split()) and count_talks(group.key) < _WELL_KNOWN


def _is_post(words: Sequence[str]) -> bool:
    """“Grand Vizier”, “Planning Director”: what a person is, if nothing that talks know by that name."""
    held = words[-1] in _POSTS and (len(words) > 1 or words[0] in RANKS)
    known = count_talks(words[0]) >= _WELL_KNOWN if len(words) == 1 else count_talks(" ".join(words))
    return held and not any(is_given_name(word) for word in words) and not known


def _is_people(group: Group) -> bool:
    """“The Hungarians”, “a Frenchman”: people of some place, unless talks know the word as a name."""
    return bool(_PEOPLE.fullmatch(group.key)) and not count_talks(group.key)


def _is_origin(talk: Talk, group: Group) -> bool:
    """“Venetian ships”: an adjective of some place, wherever it stands."""
    made = _ORIGIN.fullmatch(group.key) and not is_given_name(group.key)
    return bool(made) and all(_is_adjective(talk, place) for place in group.places)


def _is_adjective(talk: Talk, place: Place) -> bool:
    """Whether another word that may be a noun follows: “a Dutch lens” names no language."""
    following = talk.runs[place.run].lows[place.last : place.last + 1]
    return bool(following) and following[0].isalpha() and following[0] not in _AFTER_NOUNS


def _is_junk_word(talk: Talk, group: Group, background: Background) -> bool:
    low = group.key
    if len(low) == 1 or _is_unknown_acronym(group) or _is_exclamation(talk, group, background):
        return True
    share = background.capital_share(low)
    if share is None:
        return _only_opens(talk, group)
    if share < 0.25 and background.count_of(low).talks >= 10:
        inside = _count_inside(talk, group)
        if inside == 0 or (share < 0.05 and inside < 2 and background.count_of(low).talks > 300):
            return True
    return share < 0.5 and talk.lows[low] - talk.forms[low.capitalize()] > len(group.finds) + talk.forms[group.name]


def _only_opens(talk: Talk, group: Group) -> bool:
    """Whether a word that other talks hardly know has a capital here only where a sentence begins: “Obesity is …”."""
    small = talk.lows[group.key] - talk.forms[group.key.capitalize()]
    return small > len(group.finds) and not _count_inside(talk, group)


def _is_unknown_acronym(group: Group) -> bool:
    name = group.name[:-1] if group.name[:-1].isupper() and group.name.endswith("s") else group.name
    return name.isupper() and name.isalpha() and not is_given_name(group.key)


def _is_exclamation(talk: Talk, group: Group, background: Background) -> bool:
    if any(place.first > 0 for place in group.places) or is_given_name(group.key):
        return False
    short = any(len(talk.runs[place.run]) <= _EXCLAMATION for place in group.places)
    return short and (background.capital_share(group.key) or 0.0) < 0.9


def _count_inside(talk: Talk, group: Group) -> int:
    return sum(1 for place in group.places if _is_inside(talk, place.run, place.first))


def _is_inside(talk: Talk, number: int, first: int) -> bool:
    run = talk.runs[number]
    return first > 0 and run.words[first - 1][0] not in "\"'-(:." and is_title_word(run.words[first])
