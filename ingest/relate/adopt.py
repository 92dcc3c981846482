"""Takes over the claims that an extractor proposes by names, as claims between entities.

Trusts nothing: unknown names, self-connections, unknown predicates and types that the ontology does not
join are dropped; whether the quote stands in the transcript is for grounding to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.ids import fold_name
from ingest.language.flow import FlowIndex, index_flow, join_segments
from ingest.ontology import load_ontology
from ingest.records import Claim, Entity, Mention, ProposedClaim, Transcript


@dataclass(frozen=True, slots=True)
class _Reading:
    index: FlowIndex
    names: Mapping[str, Entity]


def adopt_claims(
    transcript: Transcript, *, entities: Sequence[Entity], proposals: Sequence[ProposedClaim]
) -> tuple[Claim, ...]:
    """The proposals whose ends are entities and whose predicate may join them, in the order proposed."""
    reading = _Reading(index_flow(join_segments(transcript.segments)), _index_names(entities))
    claims = (_adopt(proposal, reading) for proposal in proposals)
    return tuple(dict.fromkeys(claim for claim in claims if claim is not None))


def _index_names(entities: Sequence[Entity]) -> Mapping[str, Entity]:
    """Titles before other names before surfaces, where two entities share one."""
    names: dict[str, Entity] = {}
    for forms in (_titles, _key_names, _surfaces):
        for entity in entities:
            for form in forms(entity):
                names.setdefault(fold_name(form), entity)
    return names


def _titles(entity: Entity) -> Iterable[str]:
    return (entity.name,)


def _key_names(entity: Entity) -> Iterable[str]:
    return (key.name for key in entity.keys)


def _surfaces(entity: Entity) -> Iterable[str]:
    return entity.surfaces


def _adopt(proposal: ProposedClaim, reading: _Reading) -> Claim | None:
    subject = reading.names.get(fold_name(proposal.subject))
    obj = reading.names.get(fold_name(proposal.object))
    predicate = load_ontology().predicates.get(proposal.predicate)
    if subject is None or obj is None or predicate is None or subject.id == obj.id:
        return None
    if not predicate.joins(subject.type, obj.type):
        return None
    number = reading.index.numbers.get(proposal.quote.segment)
    segment = None if number is None else reading.index.flow.segments[number]
    return Claim(
        subject=subject.id,
        predicate=predicate.name,
        object=obj.id,
        polarity=proposal.polarity,
        confidence=min(1.0, max(0.0, proposal.confidence)),
        quote=proposal.quote,
        rule=proposal.rule,
        speaker=segment.speaker if segment else None,
        start_ms=segment.start_ms if segment else None,
        subject_mention=_mention_in(subject, proposal, reading),
        object_mention=_mention_in(obj, proposal, reading),
    )


def _mention_in(entity: Entity, proposal: ProposedClaim, reading: _Reading) -> Mention | None:
    """The entity's first mention within the quote; None where the quote names it by a pronoun."""
    index, quote = reading.index, proposal.quote
    if quote.segment not in index.numbers:
        return None
    start = index.offset_of(quote.segment, quote.start)
    for mention in entity.mentions:
        if mention.segment in index.numbers:
            at = index.offset_of(mention.segment, mention.start)
            if start <= at and at + mention.end - mention.start <= start + len(quote.text):
                return mention
    return None
