"""Takes over the claims that an extractor proposes by names, as claims between entities.

Trusts nothing: unknown names, self-connections and unknown predicates are dropped and counted. What the ontology
does not let join such types is turned round, or only a connection: what an extractor took for a company, the library
may know as a place. Whether the quote stands in the transcript is for grounding to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.ids import fold_name
from ingest.language.flow import FlowIndex, index_flow, join_segments
from ingest.ontology import FALLBACK, load_ontology
from ingest.records import Claim, Entity, Mention, Polarity, ProposedClaim, Transcript


@dataclass(frozen=True, slots=True)
class _Reading:
    index: FlowIndex
    names: Mapping[str, Entity]


def adopt_claims(
    transcript: Transcript, *, entities: Sequence[Entity], proposals: Sequence[ProposedClaim]
) -> tuple[tuple[Claim, ...], Mapping[str, int]]:
    """The proposals whose ends are entities and whose predicate is known, in the order proposed, and the count of the
    others by their fault."""
    reading = _Reading(index_flow(join_segments(transcript.segments)), _index_names(entities))
    claims: dict[Claim, None] = {}
    dropped: Counter[str] = Counter()
    for proposal in proposals:
        adopted = _adopt(proposal, reading)
        if isinstance(adopted, Claim):
            claims[adopted] = None
        else:
            dropped[adopted] += 1
    return tuple(claims), dropped


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


def _adopt(proposal: ProposedClaim, reading: _Reading) -> Claim | str:
    """The claim, or else the fault for which it is dropped."""
    subject = reading.names.get(fold_name(proposal.subject))
    obj = reading.names.get(fold_name(proposal.object))
    known = load_ontology().predicates.get(proposal.predicate)
    if subject is None or obj is None or subject.id == obj.id:
        return "claim_end_unknown"
    if known is None:
        return "predicate_unknown"
    predicate, turned = known.fit(subject.type, obj.type)
    if predicate == FALLBACK != known.name and proposal.polarity is Polarity.DENIED:
        # of what was denied it does not follow that nothing connects the two
        return "claim_types_apart"
    if turned:
        subject, obj = obj, subject
    number = reading.index.numbers.get(proposal.quote.segment)
    segment = None if number is None else reading.index.flow.segments[number]
    return Claim(
        subject=subject.id,
        predicate=predicate,
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
