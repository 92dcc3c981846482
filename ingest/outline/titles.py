"""Titles for chapters: the names and phrases that belong to one chapter more than to the rest. Writes no prose."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.language.background import load_background
from ingest.outline.announced import announce_subject
from ingest.outline.openings import open_words
from ingest.outline.reading import Reading, stem_word
from ingest.outline.subjects import Subject
from ingest.outline.topics import capitalize
from ingest.records import EntityType

_LONGEST = 48
_SURE = 0.6
_FREQUENT_PERSON = 0.5
_PERSON_WEIGHT = 0.05
_LEAST_SHARE = 0.5
_LEAST_TOGETHER = 0.5
_TELLING = 3.0
_PASSING = 0.4
"""How much a single naming counts that is not among a chapter's first sentences."""
_OPENING = 2
_LONG = 400
"""Words of a chapter that one naming in passing hardly tells of."""
_OFTEN = 3
_MOSTLY_CAPITAL = 0.5


def title_chapters(
    reading: Reading, *, spans: Sequence[tuple[int, int]], subjects: Sequence[Subject], english: bool = True
) -> tuple[str, ...]:
    """One title per span, all different: what its first sentence announces, else one or two of the subjects
    it is about, else its first words.
    """
    used: set[str] = set()
    speakers = {sentence.speaker for sentence in reading.sentences if sentence.speaker}
    stock = _sort_out(reading, subjects)
    titles = []
    for span in spans:
        announced = announce_subject(reading, reading.sentences[span[0]])
        chosen = [] if announced else _choose_best(reading, stock, span=span, taken=used | speakers)
        used.update(subject.name for subject in chosen)
        used.update(subject.name for subject in subjects if announced and subject.name.lower() == announced.lower())
        named = _join_names(reading, chosen, english=english) if chosen else None
        titles.append(announced or named or open_words(reading, span, english=english))
    return tuple(_number_repeats(titles))


@dataclass(frozen=True, slots=True)
class _Stock:
    """What may title chapters. `sure`: names and ideas that were surely found; `unsure`: the others; `aside`: names of
    places, which title only what is about them."""

    sure: tuple[Subject, ...]
    unsure: tuple[Subject, ...]
    aside: frozenset[str]


def _sort_out(reading: Reading, subjects: Sequence[Subject]) -> _Stock:
    aside = frozenset(subject.name for subject in subjects if _is_mere_place(reading, subject))
    sure = tuple(subject for subject in subjects if _is_sure(reading, subject))
    unsure = tuple(s for s in subjects if not _is_sure(reading, s) and s.name not in aside)
    return _Stock(sure, unsure, aside)


def _choose_best(reading: Reading, stock: _Stock, *, span: tuple[int, int], taken: Collection[str]) -> list[Subject]:
    """What the chapter is about, else what it says twice though less surely found, else what it says again and again
    though another chapter is called so, else a thing that a long one and the whole talk name once."""
    named = [subject for subject in stock.sure if subject.name not in stock.aside or not _is_passing(subject, span)]
    once = {subject.name for subject in named if _is_said_once(reading, subject, span)}
    told = [subject for subject in named if subject.name not in once]
    twice = [subject for subject in stock.unsure if len(_places_in(subject, span)) > 1]
    often = [subject for subject in told if len(_places_in(subject, span)) >= _OFTEN]
    return (
        _choose_subjects(told, span=span, taken=taken)
        or _choose_subjects(twice, span=span, taken=taken)
        or _choose_subjects(often, span=span, taken=())
        or _choose_subjects(named, span=span, taken=taken)
    )


def _is_sure(reading: Reading, subject: Subject) -> bool:
    """A name or an idea that was surely found; a mere phrase only where it was found nowhere else."""
    if subject.entity is None:
        return " " in subject.name
    entity = reading.entities[subject.entity]
    return entity.type is not EntityType.CONCEPT or entity.confidence >= _SURE


def _join_names(reading: Reading, chosen: Sequence[Subject], *, english: bool) -> str:
    """The second name keeps a capital only where the talk gives it one. In other languages a dot joins them."""
    first, *rest = [subject.name for subject in chosen]
    if not english:
        return capitalize(" · ".join([first, *rest]))
    return capitalize(" and ".join([first, *(_in_sentence(reading, name) for name in rest)]))


def _in_sentence(reading: Reading, name: str) -> str:
    first, *rest = name.split(" ")
    concept = any(entity.name == name and entity.type is EntityType.CONCEPT for entity in reading.entities)
    usual = load_background().capital_share(first.lower())
    small = all(word == word.lower() for word in (first[1:], *rest))
    plain = concept and small and usual is not None and usual < _MOSTLY_CAPITAL
    return name[:1].lower() + name[1:] if plain else name


def _choose_subjects(subjects: Sequence[Subject], *, span: tuple[int, int], taken: Collection[str]) -> list[Subject]:
    """The one that belongs here most; with a second only where the chapter speaks of both together."""
    ranked = [s for s in subjects if _belonging(s, span) > 0 and s.name not in taken and len(s.name) <= _LONGEST]
    ranked.sort(key=lambda s: (is_generic(s.name), -_belonging(s, span), s.name))
    if not ranked:
        return []
    first, *others = ranked
    second = next((other for other in others if _go_together(first, other, span=span)), None)
    if is_generic(first.name) and second is None:
        return []
    chosen = [first] if second is None else [first, second]
    return sorted(chosen, key=lambda subject: _places_in(subject, span)[0])


def _go_together(first: Subject, second: Subject, *, span: tuple[int, int]) -> bool:
    """Whether half of the sentences that name the rarer of the two name both, and the names fit in a title."""
    left, right = set(_places_in(first, span)), set(_places_in(second, span))
    fits = len(f"{first.name} and {second.name}") <= _LONGEST and not _share_word(first.name, second.name)
    near = len(left & right) >= _LEAST_TOGETHER * min(len(left), len(right))
    strong = _belonging(second, span) >= _LEAST_SHARE * _belonging(first, span)
    return fits and near and strong and (is_generic(first.name) or not is_generic(second.name))


def _share_word(one: str, other: str) -> bool:
    return not {stem_word(word) for word in one.lower().split()}.isdisjoint(
        stem_word(word) for word in other.lower().split()
    )


def _places_in(subject: Subject, span: tuple[int, int]) -> list[int]:
    return [number for number in subject.sentences if span[0] <= number < span[1]]


def is_generic(name: str) -> bool:
    """One word that many talks use: "Model" tells nobody what a chapter is about."""
    return (
        " " not in name
        and name[1:] == name[1:].lower()
        and name.isalpha()
        and load_background().rarity(name.lower()) < _TELLING
        and not _is_usually_name(name)
    )


def _is_usually_name(name: str) -> bool:
    usual = load_background().capital_share(name.lower())
    return usual is not None and usual >= _MOSTLY_CAPITAL


def _belonging(subject: Subject, span: tuple[int, int]) -> float:
    """n²/N, n namings here of N in the talk, by the root of the type's weight; little for one in passing."""
    here = sum(span[0] <= number < span[1] for number in subject.sentences)
    if subject.weight <= _PERSON_WEIGHT and here < _FREQUENT_PERSON * len(subject.sentences):
        return 0.0
    passing = _PASSING if _is_passing(subject, span) else 1.0
    return passing * here * here / len(subject.sentences) * subject.weight


def _is_passing(subject: Subject, span: tuple[int, int]) -> bool:
    """Whether the chapter names it once only, and not where it opens."""
    places = _places_in(subject, span)
    return len(places) == 1 and places[0] >= span[0] + _OPENING


def _is_said_once(reading: Reading, subject: Subject, span: tuple[int, int]) -> bool:
    """Whether a long chapter names in passing a thing that the talk names nowhere else."""
    words = sum(len(sentence.words) for sentence in reading.sentences[span[0] : span[1]])
    return subject.proper and words > _LONG and len(subject.sentences) == 1 and _is_passing(subject, span)


def _is_mere_place(reading: Reading, subject: Subject) -> bool:
    return subject.entity is not None and reading.entities[subject.entity].type is EntityType.PLACE


def _number_repeats(titles: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    numbered = []
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        numbered.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return numbered
