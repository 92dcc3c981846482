"""Which names of one video are the same thing: rules, each with its reason and how sure it is.

A rule only proposes; `clusters` applies them in order. Never looks beyond the video.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from ingest.ids import fold_name
from ingest.language.background import load_background
from ingest.language.given import is_given_name, may_be_given
from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.resolve.acronyms import drop_plural, join_acronyms, join_shortened
from ingest.resolve.given_names import are_two_people
from ingest.resolve.initials import group_by_given_name, join_initials
from ingest.resolve.name import FIRMS_AND_WORKS, Name
from ingest.resolve.nicknames import is_short_for, list_kin
from ingest.resolve.phrases import join_clipped, join_stems, join_tails, suggest_beginnings
from ingest.resolve.proposal import DOUBTED, Join, Names, rank_name
from ingest.resolve.shortforms import join_owned, join_short_forms

_PERSON_RATIO = 86
_WORD_RATIO = 80
_VARIANT_RATIO = 88
_DOUBTFUL_RATIO = 82
_VARIANT_LETTERS = 6
_TYPED_SURELY = 0.7
_MOST_COMPARED = 1000
"""With so many names of its first letter, more than a day of talk has, each is compared: with the first people, and
else with the surest and most frequent."""
_TWO = 2
_KIND_WORDS = word_set(
    """
    podcast show conference conf framework library api apis project language app platform
    company package database cluster server service tool website site blog newsletter community cli
    sdk ecosystem runtime repo docs documentation model models user users account channel code
    inc inc. corp corporation llc ltd gmbh co technologies
    program developer developers engineer engineers people folks stack
    """
)
_DOMAIN = re.compile(r"\.(?:com|fm|org|io|dev|net|ai|app|so|co)$")
_ENDING_CAPITALS = re.compile(r"(?<=[a-z])[.-]?([A-Z]{2,})(?=s?\b)")
_NOT_SQUASHED = re.compile(r"[^\w+#]|_")


def propose_joins(names: Names) -> Iterator[Join]:
    """All joins, the surest rules first."""
    people = [name for name in names.values() if name.is_person and 2 <= len(name.words) <= 4]
    misheard = list(_join_misheard_people(names, people))
    heard = {folded for join in misheard for folded in (join.short, join.full)}
    known = {person.folded for person in people}
    people += [n for n in names.values() if n.folded in heard and n.folded not in known and len(n.words) > 1]
    yield from _join_squashed(names)
    yield from _join_kind_words(names)
    yield from join_short_forms(names)
    yield from join_owned(names)
    yield from join_stems(names)
    yield from join_clipped(names)
    yield from join_tails(names)
    yield from suggest_beginnings(names)
    yield from misheard
    yield from _join_parts_of_names(names, people)
    yield from _join_nicknames(names, people)
    yield from join_initials(names, people)
    yield from _join_cities(names)
    yield from join_acronyms(names)
    yield from join_shortened(names)
    yield from _join_subtitles(names)
    yield from _join_variants(names)


def squash(folded: str) -> str:
    """Without spaces, dots, hyphens, plural and domain ending: “post gres” is “Postgres”, “acme.io” is “Acme”."""
    plain = _NOT_SQUASHED.sub("", _DOMAIN.sub("", folded)) or folded
    return plain[:-1] if len(plain) > 4 and plain.endswith("s") and not plain.endswith("ss") else plain


def _join_squashed(names: Names) -> Iterator[Join]:
    first: dict[str, Name] = {}
    for name in sorted(names.values(), key=rank_name):
        other = first.setdefault(squash(name.folded), name)
        if other is not name and not (name.sure and other.sure) and not _is_word_of(name, other):
            yield Join(name.folded, other.folded, "spelling", 0.95)


def _is_word_of(name: Name, other: Name) -> bool:
    """“A booking” is not Booking.com, nor “hotels”, for what they have in common is a word that anybody uses."""
    proper, common = (name, other) if other.type is EntityType.CONCEPT else (other, name)
    if _DOMAIN.search(proper.folded) is None or common.type is not EntityType.CONCEPT:
        return False
    return load_background().is_ordinary(common.folded, share=0.5, talks=20)


def _join_kind_words(names: Names) -> Iterator[Join]:
    """“Gopher community” is of “Gopher”. Where a list holds the longer name alone, the shorter is short for it."""
    for name in names.values():
        head = " ".join(name.words[:-1])
        if head not in names or name.words[-1] not in _KIND_WORDS:
            continue
        if not name.sure:
            yield Join(name.folded, head, "kind-word", 0.85)
        elif not (names[head].sure or names[head].speaker):
            yield Join(head, name.folded, "kind-word", 0.85)


def _join_parts_of_names(names: Names, people: Sequence[Name]) -> Iterator[Join]:
    """“Ada”, “Winter”, and of “Mary-Ann Winter” also “Mary-Ann”."""
    given: dict[str, list[Name]] = {}
    family: dict[str, list[Name]] = {}
    for person in people:
        given.setdefault(person.words[0], []).append(person)
        family.setdefault(person.words[-1], []).append(person)
        if len(person.words) > _TWO:
            if _has_two_given(person):
                given.setdefault(" ".join(person.words[:-1]), []).append(person)
            family.setdefault(" ".join(person.words[1:]), []).append(person)
    for name in names.values():
        if len(name.words) > _TWO or name.speaker or (name.sure and not name.is_person):
            continue
        listed = name.sure and len(name.words) > 1
        if name.folded in given and not listed and (name.is_person or may_be_given(name.folded)):
            yield from _join_to_owner(name, given[name.folded], "given-name")
        elif name.folded in family:
            joins = _join_to_owner(name, family[name.folded], "surname")
            yield from map(_doubt, joins) if _is_thing(name) else joins


def _has_two_given(person: Name) -> bool:
    """A phrase in capitals may begin with somebody's whole name: "Ricky Martin CD"."""
    return person.speaker or "-" in person.title.split()[0]


def _is_thing(name: Name) -> bool:
    """Whether it is said and said again of an idea, or of something that bears its founder's surname."""
    return name.count > 1 and (name.type in FIRMS_AND_WORKS or name.type is EntityType.CONCEPT)


def _doubt(join: Join) -> Join:
    return replace(join, confidence=min(join.confidence, DOUBTED))


def _join_nicknames(names: Names, people: Sequence[Name]) -> Iterator[Join]:
    """“Dan Winter”, and “Dan” alone, are Daniel Winter, where one person only can be meant and nobody is called Dan."""
    called, persons = group_by_given_name(people), {person.folded for person in people}
    for name in names.values():
        alone = len(name.words) == 1 and not name.speaker and (name.is_person or not name.sure)
        if name.folded not in persons and (not alone or name.words[0] in called):
            continue
        kin = (person for given in list_kin(name.words[0]) for person in called.get(given, ()))
        meant = [person for person in kin if _may_mean(name, person, alone=alone)]
        if len(meant) == 1:
            head, other = sorted((meant[0], name), key=lambda n: (n is name and alone, rank_name(n)))
            yield Join(other.folded, head.folded, "given-name", 0.85)


def _may_mean(name: Name, person: Name, *, alone: bool) -> bool:
    given, full = name.words[0], person.words[0]
    short = is_short_for(given, full) or (alone and is_short_for(full, given))
    return short and name.words[1:] in ([], person.words[1:])


def _join_cities(names: Names) -> Iterator[Join]:
    """“Portland, Oregon” is the talk's “Portland”, where it names no other of that name."""
    cities: dict[str, list[Name]] = {}
    for name in names.values():
        city, comma, _ = name.title.partition(",")
        if comma and name.type is EntityType.PLACE:
            cities.setdefault(fold_name(city), []).append(name)
    for city, named in cities.items():
        short = names.get(city)
        if short is not None and len(named) == 1 and short is not named[0]:
            yield Join(short.folded, named[0].folded, "city", 0.9)


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
        yield from (Join(name.folded, person.folded, reason, DOUBTED) for person in (best, rivals[0]))


def _join_misheard_people(names: Names, people: Sequence[Name]) -> Iterator[Join]:
    place = {folded: number for number, folded in enumerate(names)}
    full = _by_letter({person.folded: person for person in people if len(person.words) == 2})
    given = _by_letter({p.words[0]: p for p in reversed(people) if p.speaker and len(p.words[0]) > 3})
    for name in names.values():
        told = name.speaker or name.sure or _is_acronym(name)
        found = None if told else _hear(name, full if len(name.words) == 2 else given)
        if found:
            ratio, person = found
            head, short = sorted((name, person), key=lambda n: (rank_name(n), place[n.folded]))
            sure = DOUBTED if are_two_people(name.words, person.words) else round(min(0.9, ratio / 110), 2)
            yield Join(short.folded, head.folded, "mishearing", sure)


def _is_acronym(name: Name) -> bool:
    """“CHRO” and “CHROs” are no way to hear Chris."""
    letters = drop_plural(name.title)
    return len(letters) > 1 and letters.isupper() and len(name.words) == 1


Lettered = Mapping[str, Mapping[str, Name]]


def _by_letter(forms: Mapping[str, Name]) -> Lettered:
    letters: dict[str, dict[str, Name]] = {}
    for form, name in forms.items():
        row = letters.setdefault(form[0], {})
        if len(row) < _MOST_COMPARED:
            row[form] = name
    return letters


def _hear(name: Name, people: Lettered) -> tuple[float, Name] | None:
    """Whom a name sounds like, and how much: full names by full names, given names by speakers' given names."""
    if len(name.words) > _TWO:
        return None
    row = people.get(name.folded[0], {})
    least = _PERSON_RATIO if len(name.words) == 2 else _WORD_RATIO
    likely = process.extract(name.folded, row.keys(), scorer=fuzz.ratio, score_cutoff=least, limit=3)
    fitting = ((ratio, row[form]) for form, ratio, _ in likely if form != name.folded and _may_be(name, form))
    return next(fitting, None)


def _may_be(name: Name, form: str) -> bool:
    """A surname in common says more than a type; a given name keeps its length."""
    if len(name.words) == 2:
        return name.is_person or name.words[1] == form.split()[1]
    return name.is_person and abs(len(name.folded) - len(form)) <= 1


def _join_subtitles(names: Names) -> Iterator[Join]:
    by_title = {name.title.lower(): name for name in reversed(list(names.values()))}
    for name in names.values():
        main, colon, _ = name.title.partition(":")
        short = by_title.get(main.lower()) if colon and name.type is EntityType.MEDIA else None
        if short is not None and short is not name and not short.sure:
            yield Join(short.folded, name.folded, "title", 0.9)


def _join_variants(names: Names) -> Iterator[Join]:
    """Names a letter or two apart, as speech recognition writes unknown words."""
    by_letter: dict[str, dict[str, Name]] = {}
    for name in sorted(names.values(), key=rank_name):
        if name.sure or len(name.folded) < _VARIANT_LETTERS or name.type is EntityType.CONCEPT:
            continue
        row = by_letter.setdefault(name.folded[0], {})
        found = process.extractOne(name.folded, row.keys(), scorer=fuzz.ratio, score_cutoff=_DOUBTFUL_RATIO)
        if found and _may_vary(name, row[found[0]]):
            sure = found[1] >= _VARIANT_RATIO and not _are_told_apart(name, row[found[0]])
            yield Join(name.folded, found[0], "mishearing", round(found[1] / 110, 2) if sure else DOUBTED)
        if len(row) < _MOST_COMPARED:
            row[name.folded] = name


def _are_told_apart(name: Name, other: Name) -> bool:
    """Labels are written, not heard: two of them are two speakers. A person and a thing are asked about."""
    if name.is_person != other.is_person or (name.speaker and other.speaker):
        return True
    return name.is_person and are_two_people(name.words, other.words)


def _may_vary(name: Name, other: Name) -> bool:
    """“Python 2” and “Python 3” differ by one letter, and are two things, as “Gophers” and “GopherJS” are."""
    alike = name.is_person == other.is_person or (_is_guessed(name) and _is_guessed(other))
    return alike and _list_marks(name) == _list_marks(other)


def _is_guessed(name: Name) -> bool:
    """Whether nothing tells for sure what bears the name: one program may be heard as a person and as a place."""
    sure = name.sure or name.speaker or is_given_name(name.words[0])
    return not sure and all(span.confidence < _TYPED_SURELY for span in name.spans)


def _list_marks(name: Name) -> tuple[list[str], list[str]]:
    """Digits, and capitals at the end of a word in small letters: "GopherJS", "Answer.AI" like "AnswerAI"."""
    return [c for c in name.folded if c.isdigit()], _ENDING_CAPITALS.findall(name.title)
