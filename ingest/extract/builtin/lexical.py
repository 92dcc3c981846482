"""Where the lexicon's forms count as names: ordinary words need a capital, the tagger's word, or a telling context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.builtin.apposed import contradicts
from ingest.extract.builtin.cues import read_cues
from ingest.extract.builtin.gazetteer import Form, Gazetteer
from ingest.extract.builtin.matches import Matches
from ingest.extract.builtin.namesakes import Called, is_language, is_namesake, is_surname_of, list_called
from ingest.extract.builtin.spelled import (
    is_cut_off,
    is_first_of_two,
    is_longer_title,
    is_mere_letter,
    is_one_of_many,
    is_respelled,
    is_seen_small,
    is_shouted,
    is_small_title,
    is_thing_at_hand,
    may_be_small,
)
from ingest.extract.builtin.talk import Find, Place, Talk, trim_place
from ingest.extract.builtin.words import ARTICLES
from ingest.language.background import Background
from ingest.language.tokens import Run
from ingest.records import EntityType

_ANYTHING = ("x",)
_ON = frozenset(["on", "via"])
_SHORT = 3
_OFTEN = 5
"""So often a talk says what it is about: the moon in one of moon landings."""
_OPENERS = "\"'-(:.?!["


@dataclass(frozen=True, slots=True)
class _Judge:
    talk: Talk
    background: Background
    tagged: frozenset[tuple[int, int]]
    inside: frozenset[str]
    """Words, in lower case, that the talk writes with a capital in mid-sentence too."""
    called: Called

    def is_ordinary(self, form: Form) -> bool:
        """Whether the form is everyday English besides being a name."""
        if form.entry.known and len(form.lows) > 1:
            return False
        if is_thing_at_hand(form) and form.common:
            return True
        if len(form.lows) > 1:
            return self._all_ordinary(form) and (form.common or form.entry.type is not EntityType.CONCEPT)
        return form.common or self._is_word(form)

    def _is_word(self, form: Form) -> bool:
        if form.entry.type is EntityType.CONCEPT or (form.text[0].islower() and form.text == form.entry.name):
            return False
        found = self.background.count_of(form.lows[0])
        least = 5 if self.talk.caseless else 20
        return found.middle >= least and found.capital < 0.5 * found.middle

    def _all_ordinary(self, form: Form) -> bool:
        return all(low == "i" or self.background.is_ordinary(low) for low in form.lows if low.isalpha())

    def is_tagged(self, place: Place) -> bool:
        return all((place.run, index) in self.tagged for index in range(place.first, place.last))

    def counts(self, form: Form, place: Place) -> bool:
        if self._is_thing(form, place) or self._is_namesake(form, place) or self._is_placeholder(form, place):
            return False
        if self.is_somebody(form, place):
            return False
        if not self.talk.caseless and self._is_written_otherwise(form, place):
            return False
        if self._is_one_of_many(form, place) or is_mere_letter(form, self.talk.runs[place.run], place):
            return False
        ordinary = self.is_ordinary(form)
        if self.talk.caseless:
            short = len(form.lows) == 1 and len(form.lows[0]) < 3
            return self.is_tagged(place) or not (ordinary or short)
        return self._counts_cased(form, place, ordinary)

    def is_somebody(self, form: Form, place: Place) -> bool:
        """Whether it is only part of what a person of the talk is called."""
        run = self.talk.runs[place.run]
        return is_surname_of(form, run, place) or (is_namesake(form, self.called) and not is_language(form, run, place))

    def _is_written_otherwise(self, form: Form, place: Place) -> bool:
        """Whether letters or the next word show another sense."""
        surface, run = self.talk.surface(place), self.talk.runs[place.run]
        if is_respelled(form, surface) or self.is_part(form, place) or is_longer_title(form, run, place):
            return True
        if is_shouted(form, surface):
            return not self.talk.forms[form.text]
        return is_small_title(form, surface) and not self._has_cue(form, place)

    def _has_cue(self, form: Form, place: Place) -> bool:
        return any(cue.type is form.entry.type for cue in read_cues(self.talk, place))

    def is_backed(self, form: Form, place: Place) -> bool:
        """Whether more than a sentence's first capital speaks for an everyday word: “Sketch a plan” is no app."""
        if form.entry.type is EntityType.PERSON or not self._is_everyday(form):
            return True
        return self._has_cue(form, place) or form.lows[0] in self.inside

    def only_opens(self, form: Form, place: Place) -> bool:
        """Whether a sentence's first capital is all that speaks for an everyday word."""
        return not _is_inside(self.talk.runs[place.run], place) and not self.is_backed(form, place)

    def is_none(self, form: Form, place: Place) -> bool:
        """Whether nothing that the tagger makes of the words is a name either."""
        if self.talk.caseless:
            return False
        return self.is_part(form, place) or self.only_opens(form, place) or self._is_one_of_many(form, place)

    def _is_one_of_many(self, form: Form, place: Place) -> bool:
        return is_one_of_many(form, self.talk.runs[place.run], place)

    def _is_everyday(self, form: Form) -> bool:
        return len(form.lows) == 1 and self.background.is_ordinary(form.lows[0], share=0.5, talks=20)

    def means_concept(self, form: Form, place: Place) -> bool:
        """Whether an acronym is written as one: “add” is no ADD, whatever the lexicon holds."""
        if is_first_of_two(form, self.talk.runs[place.run], place):
            return False
        surface = self.talk.surface(place)
        if not self.talk.english and len(surface) <= _SHORT and surface.islower() and not form.text.islower():
            return False
        small = form.text.isupper() and len(form.lows) == 1 and surface.islower()
        everyday = small and self.background.is_ordinary(form.lows[0], talks=20)
        return self.talk.caseless or not (everyday or is_respelled(form, surface))

    def is_part(self, form: Form, place: Place) -> bool:
        """Whether what is written goes on, with a word that the tagger takes for no name."""
        return is_cut_off(form, self.talk.runs[place.run], place) and (place.run, place.last) not in self.tagged

    def _is_thing(self, form: Form, place: Place) -> bool:
        """“the Newton” is no person."""
        single = form.entry.type is EntityType.PERSON and len(form.lows) == 1
        return single and place.first > 0 and self.talk.runs[place.run].lows[place.first - 1] in ARTICLES

    def _is_namesake(self, form: Form, place: Place) -> bool:
        """“ABC, a language”, is no broadcaster."""
        lows = self.talk.runs[place.run].lows
        return form.common and not form.entry.known and contradicts(form.entry.type, lows=lows, last=place.last)

    def _is_placeholder(self, form: Form, place: Place) -> bool:
        """“X” stands for anything, but where people are on it."""
        lows = self.talk.runs[place.run].lows
        return form.lows == _ANYTHING and not _ON.intersection(lows[max(0, place.first - 1) : place.first])

    def _counts_cased(self, form: Form, place: Place, ordinary: bool) -> bool:
        run = self.talk.runs[place.run]
        surface = self.talk.surface(place)
        bare = trim_place(run, place, leading=ARTICLES) or place
        capital = any(c.isupper() for word in run.words[bare.first : bare.last] if word != "I" for c in word)
        if ordinary:
            inside = _is_inside(run, bare)
            return capital and (inside or (self.is_tagged(place) and self.is_backed(form, place)))
        if capital or surface == form.text:
            return True
        if is_seen_small(form) and form.lows[0] not in self.inside and not self.is_tagged(place):
            return False
        if is_thing_at_hand(form) and self.talk.lows[form.lows[-1]] < _OFTEN:
            return False
        return may_be_small(form) and (len(form.lows) == 1 or not self._all_ordinary(form))


def _is_inside(run: Run, place: Place) -> bool:
    return place.first > 0 and run.words[place.first - 1][0] not in _OPENERS


def _list_inside(talk: Talk) -> Iterator[str]:
    for number, run in enumerate(talk.runs):
        for n, word in enumerate(run.words):
            if word[0].isupper() and _is_inside(run, Place(number, n, n + 1)):
                yield run.lows[n]


def match_lexicon(talk: Talk, *, gazetteer: Gazetteer, background: Background, tagged: Sequence[Find]) -> Matches:
    """Longest matches of the lexicon that count as names here, and all places of concepts."""
    cells = frozenset((f.place.run, n) for f in tagged for n in range(f.place.first, f.place.last))
    called = list_called(talk, gazetteer=gazetteer, background=background)
    judge = _Judge(talk, background, cells, frozenset(_list_inside(talk)), called)
    found = Matches()
    doubtful: dict[Form, list[Place]] = {}
    for form, place in _find_forms(talk, gazetteer):
        if form.entry.type is EntityType.CONCEPT:
            if judge.means_concept(form, place):
                found.add_concept(form, place)
        elif judge.counts(form, place):
            found.add_name(form, place)
        elif not talk.caseless and is_surname_of(form, talk.runs[place.run], place):
            found.names.append(Find(Place(place.run, place.first - 1, place.last), "tagger"))
        elif judge.is_none(form, place):
            found.refused.add(place)
        elif talk.caseless:
            doubtful.setdefault(form, []).append(place)
    found.concepts = _drop_doubtful(found.concepts)
    for form, places in doubtful.items():
        for place in places if _context_agrees(talk, form, places) else ():
            found.add_name(form, place)
    return found


def _drop_doubtful(concepts: list[tuple[Form, Place]]) -> list[tuple[Form, Place]]:
    """Without ordinary words that are an alias (“hooks”), unless the talk names the concept in another way too."""
    sure = {form.entry.name for form, _ in concepts if not form.common}
    return [(f, place) for f, place in concepts if not f.common or f.text == f.entry.name or f.entry.name in sure]


def _find_forms(talk: Talk, gazetteer: Gazetteer) -> Iterator[tuple[Form, Place]]:
    for number, run in enumerate(talk.runs):
        index = 0
        while index < len(run):
            form = gazetteer.match_at(run.lows, index)
            if form is None:
                index += 1
                continue
            yield form, Place(number, index, index + len(form.lows))
            index += len(form.lows)


def _context_agrees(talk: Talk, form: Form, places: Sequence[Place]) -> bool:
    """Whether captions use an ordinary word as they use a name of the entry's type, and in different ways."""
    hits = 0
    kinds: set[str] = set()
    for place in places:
        cues = [cue for cue in read_cues(talk, place) if cue.type is form.entry.type and cue.weight > 1]
        hits += bool(cues)
        kinds.update(cue.text for cue in cues)
    if len(form.lows) > 1:
        return hits >= max(1, 0.34 * len(places))
    return len(kinds) >= 3 and hits >= 0.2 * len(places)
