"""Connections by the shape of a phrase: "Acme Rocket", "Rocket is Acme's", "Rocket, which Acme made", "a deal
between Acme and Bolt". Knows nothing of plain clauses, which `match` reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.cues import Pattern, Place
from ingest.relate.fit import FIRM, count_words, leads_to
from ingest.relate.hit import Hit, find_cues, fits_types
from ingest.relate.lists import LIST_WORDS
from ingest.relate.talk import Naming, Talk

_JOINING = LIST_WORDS | word_set("with to versus vs between")
_COMPOUND_TRUST = 0.55
_OWNER_TRUST = 0.75
_ITS_TRUST = 0.75
_AWAY = word_set("to with for")
_MOST_BEFORE_ITS = 4
_IS = word_set("is was were are became")
_HEADS: Mapping[str, str] = {
    **dict.fromkeys(("founder", "founders", "co-founder", "co-founders", "cofounder"), "founded"),
    **dict.fromkeys(("ceo", "director", "head", "president", "chairman"), "leads"),
}
_OBJECTS = word_set("a an the this that these those my your his her its our their some it them")
_RELATIVE_LINKS = ([",", "which"], ["which"], ["that"], [",", "that"])


def match_shapes(talk: Talk, *, left: Naming, right: Naming) -> Iterator[Hit]:
    """The hits of two neighbouring namings of a sentence."""
    words = talk.words(left.last, right.first)
    types = (talk.type_of(left), talk.type_of(right))
    yield from _match_around(talk, left=left, right=right, words=words)
    yield from _match_relative(talk, left=left, right=right, words=words)
    yield from _match_owner(talk, left=left, right=right, types=types, words=words)
    yield from _match_its(talk, left=left, right=right)
    apart = talk.flow.text[left.end : right.start]
    if not words and apart.isspace() and not left.pronoun and not right.pronoun:
        yield from _match_compound(left, right, types=types)


def _match_relative(talk: Talk, *, left: Naming, right: Naming, words: Sequence[str]) -> Iterator[Hit]:
    """ "Rocket, which Acme released": the verb follows its subject, and what it is about stands first."""
    if words not in _RELATIVE_LINKS:
        return
    behind = talk.words(right.last, right.last + 3)
    for pattern, begin, end in find_cues(behind, Place.BETWEEN):
        fits = talk.type_of(right) in pattern.subjects and talk.type_of(left) in pattern.objects
        near = begin <= 1 and count_words(behind[:begin]) == begin
        if pattern.verb and near and fits and _OBJECTS.isdisjoint(behind[end : end + 1]):
            yield Hit(right, pattern.predicate, left, pattern.trust, f"wording: which … {' '.join(behind[begin:end])}")


def _match_its(talk: Talk, *, left: Naming, right: Naming) -> Iterator[Hit]:
    """ "Acme was small, and Roe was one of its founders"."""
    behind = talk.words(right.last, right.last + _MOST_BEFORE_ITS + 2)
    if talk.type_of(right) is not EntityType.PERSON or "its" not in behind[:-1] or behind[0] not in _IS:
        return
    at = behind.index("its")
    predicate = _HEADS.get(behind[at + 1])
    if predicate and behind[1:at] in ([], ["one", "of"], ["also"]) and fits_types(talk, right, predicate, left):
        yield Hit(right, predicate, left, _ITS_TRUST, f"wording: its {behind[at + 1]}")


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
    for pattern, _, end in find_cues(ahead, Place.BEFORE):
        led = FIRM | _AWAY if not pattern.via else FIRM
        if _joined(pattern, words) and count_words(ahead[end:]) <= pattern.after and led.isdisjoint(ahead[end:]):
            yield from _hit_if_typed(talk, left, right, pattern)
    behind = talk.words(right.last, min(last, right.last + 8))
    for pattern, begin, _ in find_cues(behind, Place.AFTER):
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
