"""Finds where one of the wordings of `cues` joins two names of a sentence.

Decides whether a wording fits its place; knows nothing of probabilities beyond the wording's own trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.language.words import word_set
from ingest.ontology import load_ontology
from ingest.records import EntityType
from ingest.relate.cues import Pattern, Place, index_cues
from ingest.relate.fit import FIRM, aside_length, count_words, fit_between, leads_to
from ingest.relate.talk import Naming, Talk

REACH = 18
MOST_PARTNERS = 8
LIST_WORDS = word_set(", and or & / even also the a an as well both")
_JOINING = LIST_WORDS | word_set("with to versus vs between")
_JOINS = word_set("and or & /")
_LEADING = word_set("at of from with by about into near through")
_TOOLS = word_set(
    "platform tool service library framework package product company solution app provider engine suite startup"
    " module extension plugin database editor agent assistant"
)
_PRONOUN_TRUST = 0.8
_LONGEST_LIST = 12
_RELATIVE_LINKS = ([",", "which"], ["which"], ["that"], [",", "that"])
_LIST_LOSS = 0.05
_COMPOUND_TRUST = 0.55
_OWNER_TRUST = 0.75


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording found between two namings, subject and object told apart; how far to trust it, 0..1."""

    subject: Naming
    predicate: str
    object: Naming
    trust: float
    rule: str


def find_hits(talk: Talk, *, namings: Sequence[Naming]) -> Iterator[Hit]:
    """Every wording that joins two of `namings` (in order; pronouns may be among them) within a sentence."""
    for number, left in enumerate(namings):
        for step, right in enumerate(namings[number + 1 : number + 1 + MOST_PARTNERS]):
            if right.sentence != left.sentence or right.first - left.last > REACH:
                break
            if right.entity != left.entity:
                inner = namings[number + 1 : number + 1 + step]
                yield from _match_pair(talk, left=left, right=right, inner=inner)


def spread_lists(talk: Talk, *, hits: Sequence[Hit]) -> Iterator[Hit]:
    """What is said of one member of a list is said of the others: "uses A, B and C"."""
    rows = list_rows(talk)
    for hit in hits:
        for other in rows.get(hit.object.first, ()):
            yield from _share(talk, hit, replace(hit, object=other))
        for other in rows.get(hit.subject.first, ()):
            yield from _share(talk, hit, replace(hit, subject=other))


def _share(talk: Talk, hit: Hit, shared: Hit) -> Iterator[Hit]:
    ends = {shared.subject.entity, shared.object.entity}
    if len(ends) == 2 and fits_types(talk, shared.subject, shared.predicate, shared.object):
        yield replace(shared, trust=hit.trust - _LIST_LOSS, rule=f"{hit.rule}-list")


def list_rows(talk: Talk) -> Mapping[int, tuple[Naming, ...]]:
    """For each naming in an enumeration (by its first token), the other members; same type, one sentence."""
    rows: dict[int, tuple[Naming, ...]] = {}
    row: list[Naming] = []
    for naming in talk.namings:
        if row and (len(row) == _LONGEST_LIST or not _continues(talk, row[-1], naming)):
            _keep_row(talk, rows, row)
            row = []
        row.append(naming)
    _keep_row(talk, rows, row)
    return rows


def _continues(talk: Talk, left: Naming, right: Naming) -> bool:
    words = talk.words(left.last, right.first)
    same = left.sentence == right.sentence and talk.type_of(left) is talk.type_of(right)
    return (
        same
        and 0 < len(words) <= 4
        and LIST_WORDS.issuperset(words)
        and not {",", "and", "or", "&", "/"}.isdisjoint(words)
    )


def _keep_row(talk: Talk, rows: dict[int, tuple[Naming, ...]], row: Sequence[Naming]) -> None:
    """A row of commas alone may be two clauses; a list has an "and" or three members."""
    joined = len(row) > 2 or (len(row) == 2 and not _JOINS.isdisjoint(talk.words(row[0].last, row[1].first)))
    if joined:
        for naming in row:
            rows[naming.first] = tuple(n for n in row if n is not naming)


def fits_types(talk: Talk, subject: Naming, predicate: str, obj: Naming) -> bool:
    return load_ontology().predicates[predicate].joins(talk.type_of(subject), talk.type_of(obj))


def _find_cues(words: Sequence[str], place: Place) -> Iterator[tuple[Pattern, int, int]]:
    """Each pattern with where its cue begins and ends in `words`."""
    index = index_cues(place)
    for at, word in enumerate(words):
        for cue, pattern in index.get(word, ()):
            if len(cue) == 1 or tuple(words[at : at + len(cue)]) == cue:
                yield pattern, at, at + len(cue)


def _match_pair(talk: Talk, *, left: Naming, right: Naming, inner: Sequence[Naming]) -> Iterator[Hit]:
    words = talk.words(left.last, right.first)
    types = (talk.type_of(left), talk.type_of(right))
    for pattern, begin, end in _find_cues(words, Place.BETWEEN):
        turned = fit_between(pattern, types=types, words=words, cue=(begin, end))
        if turned is None or _is_misled(talk, pattern, left=left, right=right, cue=words[begin:end]):
            continue
        if _inner_allowed(talk, left=left, inner=inner, cue=(begin, end), words=words):
            if pattern.predicate == "instance_of" and not turned and _is_modifier(talk, right):
                yield Hit(left, "supports", right, pattern.trust, f"wording: {' '.join(words[begin:end])} … tool")
                continue
            yield _make_hit(left, right, pattern, turned=turned, cue=" ".join(words[begin:end]))
    if not inner:
        yield from _match_around(talk, left=left, right=right, words=words)
        yield from _match_relative(talk, left=left, right=right, words=words)
        yield from _match_owner(talk, left=left, right=right, types=types, words=words)
        if not words and not left.pronoun and not right.pronoun:
            yield from _match_compound(left, right, types=types)


def _is_misled(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, cue: Sequence[str]) -> bool:
    """The first name does nothing where a preposition leads to it; "from A to B" does not say whence."""
    if cue == ["from"] and talk.words(right.last, right.last + 1) == ["to"]:
        return True
    led = pattern.verb and not pattern.turned and talk.words(left.first - 1, left.first) != []
    word = talk.words(left.first - 1, left.first)[0] if led and left.first else ""
    return word in _LEADING and talk.type_of(left) is not EntityType.ORGANIZATION


def _is_modifier(talk: Talk, naming: Naming) -> bool:
    """Whether the name only says what a tool is for: "is a network security platform"."""
    words = talk.words(naming.last, naming.last + 4)
    return not _TOOLS.isdisjoint(words[:1]) or (words[:1] in (["and"], ["or"]) and not _TOOLS.isdisjoint(words))


def _make_hit(left: Naming, right: Naming, pattern: Pattern, *, turned: bool, cue: str) -> Hit:
    subject, obj = (right, left) if turned else (left, right)
    trust = pattern.trust * (_PRONOUN_TRUST if left.pronoun or right.pronoun else 1.0)
    return Hit(subject, pattern.predicate, obj, trust, f"wording: {cue}")


def _inner_allowed(
    talk: Talk, *, left: Naming, inner: Sequence[Naming], cue: tuple[int, int], words: Sequence[str]
) -> bool:
    """Names in between break the wording, unless they belong to it, say where, or qualify the second."""
    aside = aside_length(words[: cue[0]])
    for naming in inner:
        begin, end = naming.first - left.last, naming.last - left.last
        if end <= aside or (begin < cue[1] and end > cue[0]) or talk.type_of(naming) is EntityType.PLACE:
            continue
        qualifies = begin >= cue[1] and (
            words[end : end + 1] == ["'s"] or talk.type_of(naming) is EntityType.CONCEPT or end == len(words)
        )
        if not qualifies:
            return False
    return True


def _match_relative(talk: Talk, *, left: Naming, right: Naming, words: Sequence[str]) -> Iterator[Hit]:
    """ "Rocket, which Acme released": the verb follows its subject, and what it is about stands first."""
    if words not in _RELATIVE_LINKS:
        return
    behind = talk.words(right.last, right.last + 3)
    for pattern, begin, end in _find_cues(behind, Place.BETWEEN):
        fits = talk.type_of(right) in pattern.subjects and talk.type_of(left) in pattern.objects
        if pattern.verb and begin <= 1 and fits and count_words(behind[:begin]) == begin:
            yield Hit(right, pattern.predicate, left, pattern.trust, f"wording: which … {' '.join(behind[begin:end])}")


def _match_owner(
    talk: Talk, *, left: Naming, right: Naming, types: tuple[EntityType, EntityType], words: Sequence[str]
) -> Iterator[Hit]:
    """ "Rocket is Acme's first tool"."""
    owned = types == (EntityType.PRODUCT, EntityType.ORGANIZATION) and words in (["is"], ["was"], [","])
    if owned and talk.words(right.last, right.last + 1) == ["'s"]:
        yield Hit(right, "makes", left, _OWNER_TRUST, "wording: is …'s")


def _match_compound(left: Naming, right: Naming, *, types: tuple[EntityType, EntityType]) -> Iterator[Hit]:
    """ "Acme Rocket": an organization's name right before a product's says who makes it."""
    if types == (EntityType.ORGANIZATION, EntityType.PRODUCT):
        yield Hit(left, "makes", right, _COMPOUND_TRUST, "compound")
    if types == (EntityType.ORGANIZATION, EntityType.PERSON):
        yield Hit(right, "works_for", left, _COMPOUND_TRUST, "compound")
    if types == (EntityType.CONCEPT, EntityType.PERSON):
        yield Hit(right, "instance_of", left, _COMPOUND_TRUST, "compound")


def _match_around(talk: Talk, *, left: Naming, right: Naming, words: Sequence[str]) -> Iterator[Hit]:
    first, last = talk.tokens_of(left.sentence)
    if len(words) > 6 or left.pronoun or right.pronoun:
        return
    ahead = talk.words(max(first, left.first - 6), left.first)
    for pattern, _, end in _find_cues(ahead, Place.BEFORE):
        if _joined(pattern, words) and count_words(ahead[end:]) <= pattern.after and FIRM.isdisjoint(ahead[end:]):
            yield from _hit_if_typed(talk, left, right, pattern)
    behind = talk.words(right.last, min(last, right.last + 8))
    for pattern, begin, _ in _find_cues(behind, Place.AFTER):
        if (
            _joined(pattern, words)
            and count_words(behind[:begin]) <= pattern.before
            and FIRM.isdisjoint(behind[:begin])
        ):
            yield from _hit_if_typed(talk, left, right, pattern)


def _joined(pattern: Pattern, words: Sequence[str]) -> bool:
    if pattern.via:
        return not pattern.via.isdisjoint(words) and leads_to(words, via=pattern.via, room=2)
    return bool(words) and _JOINING.issuperset(words)


def _hit_if_typed(talk: Talk, left: Naming, right: Naming, pattern: Pattern) -> Iterator[Hit]:
    if talk.type_of(left) in pattern.subjects and talk.type_of(right) in pattern.objects:
        yield Hit(left, pattern.predicate, right, pattern.trust, f"wording: {' '.join(pattern.cues[0])}")
