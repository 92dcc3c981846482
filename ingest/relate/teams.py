"""Whom a speaker means by "we": the organization that (s)he belongs to now. Knows hits of wordings; makes none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.language.words import word_set
from ingest.records import EntityType, Polarity
from ingest.relate.hit import Hit
from ingest.relate.polarity import read_polarity
from ingest.relate.talk import Talk

_LEAST_NAMINGS = 3
_AFFILIATIONS = word_set("works_for leads founded")
_HEADING = word_set("leads founded")
_PAST = word_set("was were been worked working taught led left did had used formerly previously former ex time years")
"""Words between a person and an organization that say that this is over, or might be."""
_COMING = word_set("join joined joining")
"""Who joined may have left, and says neither."""


def find_teams(talk: Talk, hits: Sequence[Hit]) -> Mapping[str, int]:
    """For each speaker the one organization that the talk keeps naming and that hits tie the speaker to, nowhere as to
    something past or denied; a product that somebody founded or leads is one too."""
    counts = Counter(naming.entity for naming in talk.namings)
    ties = [hit for hit in hits if _is_tie(talk, hit) and counts[hit.object.entity] >= _LEAST_NAMINGS]
    over = {(hit.subject.entity, hit.object.entity) for hit in ties if _is_over(talk, hit)}
    homes: dict[int, set[int]] = {}
    for hit in ties:
        lasts = (hit.subject.entity, hit.object.entity) not in over
        if lasts and _COMING.isdisjoint(_words_around(talk, hit)):
            homes.setdefault(hit.subject.entity, set()).add(hit.object.entity)
    sole = {person: next(iter(found)) for person, found in homes.items() if len(found) == 1}
    return {name: sole[person] for name, person in talk.speakers.items() if person in sole}


def _is_tie(talk: Talk, hit: Hit) -> bool:
    kind = talk.type_of(hit.object)
    heads = kind is EntityType.PRODUCT and hit.predicate in _HEADING
    return hit.predicate in _AFFILIATIONS and (heads or kind is EntityType.ORGANIZATION)


def _is_over(talk: Talk, hit: Hit) -> bool:
    """Past, or denied or only supposed, there."""
    asserted = read_polarity(talk, one=hit.subject, other=hit.object) is Polarity.ASSERTED
    return not asserted or not _PAST.isdisjoint(_words_around(talk, hit))


def _words_around(talk: Talk, hit: Hit) -> list[str]:
    """Between the two, and the two before."""
    first, last = sorted((hit.subject, hit.object), key=lambda naming: naming.first)
    begin, _ = talk.tokens_of(first.sentence)
    return talk.words(max(begin, first.first - 2), last.first)
