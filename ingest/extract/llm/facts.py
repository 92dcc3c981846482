"""Turns answers into spans and claims that stand in the transcript. What does not stand there is dropped and counted.

Takes nothing on trust but the model's judgement: every surface and quote is looked up, every name has to be one
of a surface, every predicate and type has to be of the ontology.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.extract.llm.answers import ChunkAnswer, EntityItem
from ingest.extract.llm.chunks import Chunk
from ingest.extract.llm.claims import ClaimFinder, QuoteFinder
from ingest.extract.llm.locate import Locator, Stretch
from ingest.extract.llm.naming import Names, clean_line, is_form_of, is_naming, is_ordinary, is_spoken_of
from ingest.extract.llm.placing import Wanted, give_places
from ingest.ids import fold_name
from ingest.language.flow import Flow
from ingest.language.speakers import clean_speaker
from ingest.records import CUT, EntityType, NamedSpan, ProposedClaim

_HERE, _ELSEWHERE = 0.9, 0.75
_REASON = "llm"
_MOST_IDLE = 1 / 3


@dataclass(slots=True)
class Facts:
    """`dropped`: how many items were dropped, by why. `distinct`: the titles of each answer, which are as many things.
    `places`: where the names of each title stand."""

    spans: list[NamedSpan] = field(default_factory=list)
    claims: list[ProposedClaim] = field(default_factory=list)
    distinct: list[frozenset[str]] = field(default_factory=list)
    places: dict[str, list[Stretch]] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Found:
    """An entity of one chunk and where its surfaces stand: in the chunk, in the rest of the talk, and, where a
    surface is an everyday word, in the chunk but perhaps with its everyday meaning."""

    name: str
    type: EntityType
    here: tuple[Stretch, ...]
    elsewhere: tuple[Stretch, ...]
    perhaps: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Search:
    """What looking up one answer's entities needs. `stated`: the quotes about each folded name."""

    chunk: Chunk
    locator: Locator
    names: Names
    stated: Mapping[str, Sequence[Stretch]]
    dropped: Counter[str]


def gather_facts(
    flow: Flow, locator: Locator, *, sentences: Sequence[Stretch], answers: Sequence[tuple[Chunk, ChunkAnswer]]
) -> Facts:
    facts = Facts()
    names = Names()
    _add_speakers(flow, names)
    found: list[_Found] = []
    finders: list[ClaimFinder] = []
    for chunk, answer in answers:
        quotes = QuoteFinder(flow, locator, chunk, names.speakers, sentences)
        search = _Search(chunk, locator, names, quotes.list_by_end(answer.claims), facts.dropped)
        here = [entity for item in answer.entities if (entity := _find_entity(item, search))]
        facts.distinct.append(frozenset(entity.name for entity in here))
        finders.append(ClaimFinder(flow, quotes, names, facts.places, facts.dropped))
        found += here
    facts.places |= _index_places(found)
    for finder, (_, answer) in zip(finders, answers, strict=True):
        facts.dropped["item_malformed"] += answer.malformed
        facts.dropped["item_beyond"] += answer.beyond
        facts.claims += (claim for item in answer.claims if (claim := finder.find(item)))
    facts.claims = _keep_first(facts.claims)
    facts.spans = _make_spans(flow, _leave_out_idle(found, facts))
    facts.dropped = +facts.dropped
    return facts


def _find_entity(item: EntityItem, search: _Search) -> _Found | None:
    called = clean_line(item.name, most=120)
    type = EntityType(item.type)
    kept, found = _find_surfaces(item, called, search)
    if not kept:
        # a speaker has a label at every turn, and need not be named in words
        search.dropped["entity_not_in_transcript"] += search.names.look_up(called, chunk=-1) is None
        return None
    title = called
    if not (any(is_form_of(surface, called) for surface in kept) or _is_said_elsewhere(called, type, search)):
        search.dropped["name_not_in_transcript"] += 1
        title = kept[0]
    # its claims still call it by the title that the model gave
    name = search.names.add(title, type, forms=(*kept, called), chunk=search.chunk.number)
    return _Found(name, type, *(tuple(dict.fromkeys(places)) for places in found))


def _is_said_elsewhere(title: str, type: EntityType, search: _Search) -> bool:
    """Whether another part gives the title, or the talk holds it. An idea may be named by nobody in the very words
    that an editor chooses for it."""
    chunk, locator = search.chunk, search.locator
    if search.names.look_up(title, chunk=-1) or locator.find_all(title):
        return True
    return type is EntityType.CONCEPT and is_spoken_of(title, locator, start=chunk.lead, end=chunk.end)


def _find_surfaces(item: EntityItem, called: str, search: _Search) -> tuple[list[str], tuple[list[Stretch], ...]]:
    """The surfaces that stand in the chunk, and the places of all: there, elsewhere, perhaps."""
    kept: list[str] = []
    found: tuple[list[Stretch], ...] = ([], [], [])
    stated = search.stated.get(fold_name(item.name), ())
    for surface in dict.fromkeys(clean_line(text, most=120) for text in (*item.surfaces, called)):
        places = _find_surface(surface, stated, search)
        if any(places):
            kept.append(surface)
            for whole, part in zip(found, places, strict=True):
                whole.extend(part)
        elif surface != called:
            search.dropped["surface_not_in_transcript"] += 1
    return kept, found


def _find_surface(
    surface: str, stated: Sequence[Stretch], search: _Search
) -> tuple[list[Stretch], list[Stretch], list[Stretch]]:
    """Where the surface stands in the chunk, elsewhere, and perhaps: an everyday word means the entity in quotes
    about it, and otherwise only where the entity has no other place."""
    chunk, locator = search.chunk, search.locator
    if not is_naming(surface):
        return [], [], []
    places = locator.prefer_case(surface, locator.find_all(surface))
    near = [place for place in places if chunk.lead <= place[0] and place[1] <= chunk.end]
    if near and is_ordinary(locator.text_at(near[0])):
        return [place for place in near if any(q[0] <= place[0] and place[1] <= q[1] for q in stated)], [], near
    inside = set(near)
    return near, [place for place in places if place not in inside] if near else [], []


def _leave_out_idle(found: Sequence[_Found], facts: Facts) -> Sequence[_Found]:
    """Without concepts of which nothing is claimed: they are words, not subjects. Where those are many, the model
    claims little or was cut short, and its silence says nothing."""
    joined = {name for claim in facts.claims for name in (claim.subject, claim.object)}
    concepts = [entity for entity in found if entity.type is EntityType.CONCEPT]
    idle = [entity for entity in concepts if entity.name not in joined]
    if len(idle) > _MOST_IDLE * len(concepts):
        return found
    facts.dropped["concept_without_claim"] += len(idle)
    return [entity for entity in found if entity not in idle]


def _make_spans(flow: Flow, found: Sequence[_Found]) -> list[NamedSpan]:
    """One span per place; what a chunk says of its own words goes before what another says of them."""
    numbers: dict[str, int] = {}
    wanted = [
        Wanted(start, end, number, numbers.setdefault(entity.name, len(numbers)), confidence, spare)
        for number, entity in enumerate(found)
        for places, confidence, spare in (
            (entity.here, _HERE, False),
            (entity.elsewhere, _ELSEWHERE, False),
            (entity.perhaps, _HERE, True),
        )
        for start, end in places
        if flow.mention_at(start, end)
    ]
    return [
        NamedSpan(mention, entity.type, place.confidence, name=entity.name, reason=CUT if place.cut else _REASON)
        for place in give_places(wanted, text=flow.text)
        if (mention := flow.mention_at(place.start, place.end)) and (entity := found[place.item])
    ]


def _index_places(found: Iterable[_Found]) -> dict[str, list[Stretch]]:
    places: dict[str, list[Stretch]] = {}
    for entity in found:
        places.setdefault(entity.name, []).extend((*entity.here, *entity.elsewhere, *entity.perhaps))
    return places


def _add_speakers(flow: Flow, names: Names) -> None:
    for speaker in dict.fromkeys(segment.speaker for segment in flow.segments):
        person = clean_speaker(speaker) if speaker else None
        if speaker:
            names.speakers.append(speaker)
        if person:
            names.add(person, EntityType.PERSON, forms=[speaker or person], chunk=-1)


def _keep_first(claims: Iterable[ProposedClaim]) -> list[ProposedClaim]:
    """One of those that overlapping chunks, or the second look, say twice of the same words."""
    kept: dict[object, ProposedClaim] = {}
    for claim in claims:
        kept.setdefault((claim.subject, claim.predicate, claim.object, claim.polarity, claim.quote.segment), claim)
    return list(kept.values())
