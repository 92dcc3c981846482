"""Which names of one video are the same thing: rules, each with its reason and how sure it is.

A rule only proposes; `clusters` applies them in order. Never looks beyond the video.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.resolve.names import Name
from ingest.resolve.phrases import join_stems, suggest_beginnings
from ingest.resolve.proposal import Join, Names, rank_name

_PERSON_RATIO = 86
_WORD_RATIO = 80
_VARIANT_RATIO = 88
_DOUBTFUL_RATIO = 82
_VARIANT_LETTERS = 6
_KIND_WORDS = word_set(
    """
    podcast show conference conf team framework library api apis project language app platform
    company package database cluster server service tool website site blog newsletter community cli
    sdk ecosystem runtime repo docs documentation model models user users account channel code
    inc inc. corp corporation llc ltd gmbh co technologies
    program developer developers engineer engineers people folks stack
    """
)
_LINKING = frozenset({"of", "and", "the", "for", "in", "on", "&", "de"})
_DOMAIN = re.compile(r"\.(?:com|fm|org|io|dev|net|ai|app|so|co)$")
_NOT_SQUASHED = re.compile(r"[^\w+#]|_")


def propose_joins(names: Names) -> Iterator[Join]:
    """All joins, the surest rules first."""
    people = [name for name in names.values() if name.is_person and 2 <= len(name.words) <= 4]
    misheard = list(_join_misheard_people(names, people))
    heard = {folded for join in misheard for folded in (join.short, join.full)}
    people += [n for n in names.values() if n.folded in heard and len(n.words) > 1 and n not in people]
    yield from _join_squashed(names)
    yield from _join_kind_words(names)
    yield from join_stems(names)
    yield from suggest_beginnings(names)
    yield from misheard
    yield from _join_parts_of_names(names, people)
    yield from _join_acronyms(names)
    yield from _join_subtitles(names)
    yield from _join_variants(names)


def squash(folded: str) -> str:
    """Without spaces, dots, hyphens, plural and domain ending: “post gres” is “Postgres”, “acme.io” is “Acme”."""
    plain = _NOT_SQUASHED.sub("", _DOMAIN.sub("", folded))
    return plain[:-1] if len(plain) > 4 and plain.endswith("s") and not plain.endswith("ss") else plain


def _join_squashed(names: Names) -> Iterator[Join]:
    first: dict[str, Name] = {}
    for name in sorted(names.values(), key=rank_name):
        other = first.setdefault(squash(name.folded), name)
        if other is not name and not (name.sure and other.sure):
            yield Join(name.folded, other.folded, "spelling", 0.95)


def _join_kind_words(names: Names) -> Iterator[Join]:
    for name in names.values():
        head = " ".join(name.words[:-1])
        if head in names and name.words[-1] in _KIND_WORDS and not name.sure:
            yield Join(name.folded, head, "kind-word", 0.85)


def _join_parts_of_names(names: Names, people: Sequence[Name]) -> Iterator[Join]:
    for name in names.values():
        if len(name.words) != 1 or name.speaker or (name.sure and not name.is_person):
            continue
        for reason, position in (("given-name", 0), ("surname", -1)):
            owners = [person for person in people if person.words[position] == name.folded]
            if owners:
                yield from _join_to_owner(name, owners, reason)
                break


def _join_to_owner(name: Name, owners: Sequence[Name], reason: str) -> Iterator[Join]:
    """To the speaker, else to the most mentioned; where that is a matter of taste, only as a suggestion."""
    ranked = sorted(owners, key=lambda person: (not person.speaker, -person.count, person.folded))
    best = ranked[0]
    rivals = [p for p in ranked[1:] if p.speaker == best.speaker]
    if not rivals:
        yield Join(name.folded, best.folded, reason, 0.95 if best.speaker else 0.85)
    elif best.count >= 2 * rivals[0].count and best.count > 1:
        yield Join(name.folded, best.folded, reason, 0.72)
    else:
        yield from (Join(name.folded, person.folded, reason, 0.5) for person in (best, rivals[0]))


def _join_misheard_people(names: Names, people: Sequence[Name]) -> Iterator[Join]:
    place = {folded: number for number, folded in enumerate(names)}
    for name in names.values():
        if name.speaker or name.sure:
            continue
        for person in people:
            ratio = 0.0 if person is name else max(_hear_full(name, person), _hear_given(name, person))
            if ratio:
                full, short = sorted((name, person), key=lambda n: (rank_name(n), place[n.folded]))
                yield Join(short.folded, full.folded, "mishearing", round(min(0.9, ratio / 110), 2))
                break


def _hear_full(name: Name, person: Name) -> float:
    """How alike two full names sound, up to 100; 0 where they are two. A surname in common says more than a type."""
    if len(name.words) != 2 or len(person.words) != 2 or name.folded[0] != person.folded[0]:
        return 0.0
    if not name.is_person and name.words[1] != person.words[1]:
        return 0.0
    ratio = float(fuzz.ratio(name.folded, person.folded))
    return ratio if ratio >= _PERSON_RATIO else 0.0


def _hear_given(name: Name, person: Name) -> float:
    """How alike a single name sounds to a speaker's given name."""
    given = person.words[0]
    if len(name.words) != 1 or not person.speaker or not name.is_person or len(given) < 4:
        return 0.0
    if name.folded[0] != given[0] or name.folded == given or abs(len(name.folded) - len(given)) > 1:
        return 0.0
    ratio = float(fuzz.ratio(name.folded, given))
    return ratio if ratio >= _WORD_RATIO else 0.0


def _join_acronyms(names: Names) -> Iterator[Join]:
    short = {n.folded: n for n in names.values() if len(n.words) == 1 and _looks_acronym(n)}
    for name in names.values():
        letters = "".join(word[0] for word in name.words if word not in _LINKING)
        other = short.get(letters) or short.get(letters + "s")
        if other and other is not name and len(letters) > 1 and not other.sure and not name.is_person:
            yield Join(other.folded, name.folded, "acronym", 0.85 if len(letters) > 2 else 0.6)


def _looks_acronym(name: Name) -> bool:
    title = name.title
    return 2 <= len(title) <= 6 and (title.rstrip("s").isupper() or title.islower())


def _join_subtitles(names: Names) -> Iterator[Join]:
    for name in names.values():
        main, colon, _ = name.title.partition(":")
        if colon and name.type is EntityType.MEDIA:
            short = next((n for n in names.values() if n is not name and n.title.lower() == main.lower()), None)
            if short is not None and not short.sure:
                yield Join(short.folded, name.folded, "title", 0.9)


def _join_variants(names: Names) -> Iterator[Join]:
    """Names a letter or two apart, as speech recognition writes unknown words."""
    by_letter: dict[str, list[Name]] = {}
    for name in sorted(names.values(), key=rank_name):
        if name.sure or len(name.folded) < _VARIANT_LETTERS or name.type is EntityType.CONCEPT:
            continue
        row = by_letter.setdefault(name.folded[0], [])
        for other in row:
            ratio = float(fuzz.ratio(name.folded, other.folded))
            if ratio >= _DOUBTFUL_RATIO and _same_numbers(name, other) and name.is_person == other.is_person:
                sure = ratio >= _VARIANT_RATIO
                yield Join(name.folded, other.folded, "mishearing", round(ratio / 110, 2) if sure else 0.5)
                break
        row.append(name)


def _same_numbers(name: Name, other: Name) -> bool:
    """“Python 2” and “Python 3” differ by one letter, and are two things."""
    return [c for c in name.folded if c.isdigit()] == [c for c in other.folded if c.isdigit()]
