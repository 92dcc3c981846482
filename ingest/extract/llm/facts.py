"""Turns answers into spans and claims that stand in the transcript. What does not stand there is dropped and counted.

Takes nothing on trust but the model's judgement: every surface and quote is looked up, every name has to be one
of a surface, every predicate and type has to be of the ontology.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.extract.llm.answers import ChunkAnswer, EntityItem
from ingest.extract.llm.chunks import Chunk
from ingest.extract.llm.claims import ClaimFinder
from ingest.extract.llm.locate import Locator, Stretch
from ingest.extract.llm.naming import Names, clean_line, is_form_of, is_naming, is_ordinary
from ingest.language.flow import Flow
from ingest.language.speakers import clean_speaker
from ingest.records import EntityType, Mention, NamedSpan, ProposedClaim

_HERE, _ELSEWHERE = 0.9, 0.75


@dataclass(slots=True)
class Facts:
    """`dropped`: how many items were dropped, by why."""

    spans: list[NamedSpan] = field(default_factory=list)
    claims: list[ProposedClaim] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Found:
    """An entity of one chunk and where its surfaces stand: in the chunk, and in the rest of the talk."""

    chunk: Chunk
    name: str
    type: EntityType
    here: tuple[Stretch, ...]
    elsewhere: tuple[Stretch, ...]


def gather_facts(flow: Flow, locator: Locator, *, answers: Sequence[tuple[Chunk, ChunkAnswer]]) -> Facts:
    facts = Facts()
    names = Names()
    found = [
        entity
        for chunk, answer in answers
        for item in answer.entities
        if (entity := _find_entity(item, chunk=chunk, locator=locator, names=names, dropped=facts.dropped))
    ]
    _add_speakers(flow, names)
    facts.spans = _make_spans(flow, found)
    places = _index_places(found)
    for chunk, answer in answers:
        facts.dropped["item_malformed"] += answer.malformed
        finder = ClaimFinder(flow, locator, chunk, names, places, facts.dropped)
        facts.claims += (claim for item in answer.claims if (claim := finder.find(item)))
    facts.claims = _keep_first(facts.claims)
    facts.dropped = +facts.dropped
    return facts


def _find_entity(
    item: EntityItem, *, chunk: Chunk, locator: Locator, names: Names, dropped: Counter[str]
) -> _Found | None:
    title = clean_line(item.name, most=120)
    here: dict[Stretch, None] = {}
    elsewhere: dict[Stretch, None] = {}
    kept: list[str] = []
    for surface in dict.fromkeys(clean_line(text, most=120) for text in (*item.surfaces, title)):
        near, far = _find_surface(surface, chunk=chunk, locator=locator)
        if near:
            kept.append(surface)
            here.update(dict.fromkeys(near))
            elsewhere.update(dict.fromkeys(far))
        elif surface != title:
            dropped["surface_not_in_transcript"] += 1
    if not kept:
        dropped["entity_not_in_transcript"] += 1
        return None
    called = title
    if not any(is_form_of(surface, title) for surface in kept):
        dropped["name_not_in_transcript"] += 1
        title = kept[0]
    # its claims still call it by the title that the model gave
    name = names.add(title, EntityType(item.type), forms=(*kept, called), chunk=chunk.number)
    return _Found(chunk, name, EntityType(item.type), tuple(here), tuple(elsewhere))


def _find_surface(surface: str, *, chunk: Chunk, locator: Locator) -> tuple[list[Stretch], list[Stretch]]:
    """Where the surface stands in the chunk and outside it; an everyday word counts only where it is first met."""
    if not is_naming(surface):
        return [], []
    places = locator.prefer_case(surface, locator.find_all(surface))
    near = [place for place in places if chunk.lead <= place[0] and place[1] <= chunk.end]
    if near and is_ordinary(locator.text_at(near[0])):
        return near[:1], []
    return near, [place for place in places if place not in set(near)]


def _make_spans(flow: Flow, found: Iterable[_Found]) -> list[NamedSpan]:
    """One span per place; what a chunk says of its own words goes before what another says of them."""
    spans: dict[Mention, NamedSpan] = {}
    entities = list(found)
    for entity in entities:
        _put_spans(flow, entity, entity.here, _HERE, spans)
    for entity in entities:
        _put_spans(flow, entity, entity.elsewhere, _ELSEWHERE, spans)
    return list(spans.values())


def _put_spans(
    flow: Flow, entity: _Found, places: Iterable[Stretch], confidence: float, spans: dict[Mention, NamedSpan]
) -> None:
    for start, end in places:
        mention = flow.mention_at(start, end)
        if mention is not None and mention not in spans:
            spans[mention] = NamedSpan(mention, entity.type, confidence, name=entity.name, reason="llm")


def _index_places(found: Iterable[_Found]) -> dict[str, list[Stretch]]:
    places: dict[str, list[Stretch]] = {}
    for entity in found:
        places.setdefault(entity.name, []).extend((*entity.here, *entity.elsewhere))
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
