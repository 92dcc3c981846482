"""Titles for chapters: the names and phrases that belong to one chapter more than to the rest. Writes no prose."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.language.background import load_background
from ingest.outline.reading import Reading
from ingest.outline.topics import Subject, capitalize
from ingest.records import EntityType

_LONGEST = 48
_FREQUENT_PERSON = 0.5
_PERSON_WEIGHT = 0.05
_LEAST_SHARE = 0.3
_MOSTLY_CAPITAL = 0.5


def title_chapters(
    reading: Reading, *, spans: Sequence[tuple[int, int]], subjects: Sequence[Subject]
) -> tuple[str, ...]:
    """One title per span, all different: one or two of the subjects it is about, else its first words."""
    used: set[str] = set()
    titles = []
    for span in spans:
        chosen = _choose_subjects(subjects, span=span, used=used)
        used.update(subject.name for subject in chosen)
        titles.append(_join_names(reading, chosen) if chosen else _open_words(reading, span))
    return tuple(_number_repeats(titles))


def _join_names(reading: Reading, chosen: Sequence[Subject]) -> str:
    """The second name keeps a capital only where the talk gives it one."""
    first, *rest = [subject.name for subject in chosen]
    return capitalize(" and ".join([first, *(_in_sentence(reading, name) for name in rest)]))


def _in_sentence(reading: Reading, name: str) -> str:
    first = name.split(" ", 1)[0]
    concept = any(entity.name == name and entity.type is EntityType.CONCEPT for entity in reading.entities)
    usual = load_background().capital_share(first.lower())
    plain = concept and first[1:] == first[1:].lower() and usual is not None and usual < _MOSTLY_CAPITAL
    return name[:1].lower() + name[1:] if plain else name


def _choose_subjects(subjects: Sequence[Subject], *, span: tuple[int, int], used: set[str]) -> list[Subject]:
    chosen: list[Subject] = []
    words: set[str] = set()
    for subject in sorted(subjects, key=lambda s: (-_belonging(s, span), s.name)):
        own = set(subject.name.lower().split())
        fits = len(" and ".join([*(other.name for other in chosen), subject.name])) <= _LONGEST and own.isdisjoint(
            words
        )
        if _belonging(subject, span) > 0 and subject.name not in used and fits:
            chosen.append(subject)
            words |= own
        if len(chosen) == 2:
            break
    return _order_by_place(chosen, span)


def _order_by_place(chosen: Sequence[Subject], span: tuple[int, int]) -> list[Subject]:
    """As the chapter names them, without a second that hardly belongs to it."""
    if len(chosen) == 2 and _belonging(chosen[1], span) < _LEAST_SHARE * _belonging(chosen[0], span):
        return [chosen[0]]
    return sorted(chosen, key=lambda subject: next(n for n in subject.sentences if n >= span[0]))


def _belonging(subject: Subject, span: tuple[int, int]) -> float:
    """n²/N, n namings here of N in the talk, by the root of the type's weight."""
    here = sum(span[0] <= number < span[1] for number in subject.sentences)
    if subject.weight <= _PERSON_WEIGHT and here < _FREQUENT_PERSON * len(subject.sentences):
        return 0.0
    return here * here / len(subject.sentences) * subject.weight


def _open_words(reading: Reading, span: tuple[int, int]) -> str:
    words = reading.text_of(reading.sentences[span[0]]).split()
    return capitalize(" ".join(words[:6]).strip(" ,;:-"))


def _number_repeats(titles: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    numbered = []
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        numbered.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return numbered
