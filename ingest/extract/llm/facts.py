"""Turns answers into spans and claims that stand in the transcript. What does not stand there is dropped and counted.

Takes nothing on trust but the model's judgement: every surface and quote is looked up, every name has to be one
of a surface, every predicate and type has to be of the ontology.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.extract.llm.answers import ChunkAnswer, ClaimItem, EntityItem
from ingest.extract.llm.chunks import Chunk
from ingest.extract.llm.locate import Locator, Stretch
from ingest.extract.llm.naming import Names, clean_line, is_form_of, is_naming, is_ordinary
from ingest.language.flow import Flow
from ingest.language.speakers import clean_speaker
from ingest.ontology import FALLBACK, load_ontology
from ingest.records import EntityType, Mention, NamedSpan, Polarity, ProposedClaim

_LONGEST_QUOTE = 700
_HERE, _ELSEWHERE = 0.9, 0.75
_BOTH_ENDS, _ONE_END, _NO_END = 0.9, 0.75, 0.45


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
        finder = _ClaimFinder(flow, locator, chunk, names, places, facts.dropped)
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


@dataclass(frozen=True, slots=True)
class _ClaimFinder:
    flow: Flow
    locator: Locator
    chunk: Chunk
    names: Names
    places: dict[str, list[Stretch]]
    dropped: Counter[str]

    def find(self, item: ClaimItem) -> ProposedClaim | None:
        subject = self.names.look_up(item.subject, chunk=self.chunk.number)
        obj = self.names.look_up(item.object, chunk=self.chunk.number)
        place = self._find_quote(item.quote)
        fault = self._name_fault(item, subject=subject, obj=obj, place=place)
        if fault or subject is None or obj is None or place is None:
            self.dropped[fault] += 1
            return None
        first, predicate, second = self._fit(subject, item.predicate.strip().lower(), obj)
        return ProposedClaim(
            subject=first,
            predicate=predicate,
            object=second,
            quote=self.flow.quote_at(*place),
            confidence=self._weigh(first, second, place),
            rule="llm",
            polarity=Polarity(item.polarity),
        )

    def _find_quote(self, quote: str) -> Stretch | None:
        """In the chunk, or else anywhere; labels of speakers that the model copied along do not count."""
        for wanted in dict.fromkeys((quote, self._leave_out_labels(quote))):
            for bounds in ((self.chunk.lead, self.chunk.end), (0, None)):
                place = self.locator.find_quote(wanted, start=bounds[0], end=bounds[1])
                if place and len(wanted.split()) > 1:
                    return self._keep_one_speaker(place)
        return None

    def _keep_one_speaker(self, place: Stretch) -> Stretch:
        """The longest part of the stretch that one speaker says: nobody else's words may be put into a mouth."""
        first, last = self.flow.index_at(place[0]), self.flow.index_at(place[1] - 1)
        segments, starts = self.flow.segments, self.flow.starts
        changes = [starts[n] for n in range(first + 1, last + 1) if segments[n].speaker != segments[n - 1].speaker]
        return max(pairwise((place[0], *changes, place[1])), key=lambda part: part[1] - part[0])

    def _leave_out_labels(self, quote: str) -> str:
        for speaker in self.names.speakers:
            quote = quote.replace(f"{speaker}:", " … ")
        return quote.strip(" …\n")

    def _name_fault(self, item: ClaimItem, *, subject: str | None, obj: str | None, place: Stretch | None) -> str:
        if place is None or place[1] - place[0] > _LONGEST_QUOTE:
            return "quote_not_in_transcript" if place is None else "quote_too_long"
        if subject is None or obj is None or subject == obj:
            return "claim_end_unknown"
        known = item.predicate.strip().lower() in load_ontology().predicates
        return "" if known else "predicate_unknown"

    def _fit(self, subject: str, predicate: str, obj: str) -> tuple[str, str, str]:
        """Turned round, or only related, where the ontology says that the types can't be joined so."""
        facts = load_ontology().predicates[predicate]
        left, right = self.names.type_of(subject), self.names.type_of(obj)
        if facts.joins(left, right):
            return subject, predicate, obj
        if facts.joins(right, left):
            return obj, predicate, subject
        return subject, FALLBACK, obj

    def _weigh(self, subject: str, obj: str, place: Stretch) -> float:
        """How far the quote itself names the two ends, the speaker counting as named."""
        named = sum(self._is_named(name, place) for name in (subject, obj))
        return (_NO_END, _ONE_END, _BOTH_ENDS)[named]

    def _is_named(self, name: str, place: Stretch) -> bool:
        speaker = self.flow.segment_at(place[0]).speaker
        if speaker and self.names.look_up(speaker, chunk=self.chunk.number) == name:
            return True
        return any(place[0] <= start and end <= place[1] for start, end in self._places_of(name))

    def _places_of(self, name: str) -> Iterator[Stretch]:
        yield from self.places.get(name, ())
