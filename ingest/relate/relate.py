"""From entities to claims: wordings, roles and names first, then what is merely named together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.ontology import FALLBACK, load_ontology
from ingest.records import Claim, Entity, EntityType, Polarity, Transcript
from ingest.relate.choose import Stated, choose_links, gather_stated
from ingest.relate.link import link_probability
from ingest.relate.match import Hit, find_hits, fits_types, spread_lists
from ingest.relate.nested import find_nested
from ingest.relate.pairs import Meeting, find_pairs
from ingest.relate.pronouns import add_pronouns
from ingest.relate.quote import quote_pair, quote_single, read_polarity
from ingest.relate.roles import find_roles
from ingest.relate.talk import Naming, Talk, read_talk

_LEAST_NAMINGS = 3
_AFFILIATIONS = frozenset({"works_for", "leads", "founded"})


def relate_entities(transcript: Transcript, *, entities: Sequence[Entity]) -> tuple[Claim, ...]:
    """The connections that the transcript states or suggests, each with a verbatim quote, surest first.

    `confidence` is the chance that an editor would connect the two entities; the predicate of what no
    wording states is the ontology's fallback.
    """
    talk = read_talk(transcript, entities=entities)
    if len(talk.entities) < 2 or not talk.namings:
        return ()
    stated = gather_stated(find_statements(talk))
    pairs = {pair.ends: pair for pair in find_pairs(talk)}
    links = {ends: link_probability(talk, pair=pair) for ends, pair in pairs.items()}
    named = len({naming.entity for naming in talk.namings})
    chosen = choose_links(links, stated=stated, entities=named)
    claims = [claim for known in stated for claim in _claim_stated(talk, known)]
    claims += [_claim_link(talk, pairs[ends].meetings[0], confidence=links[ends]) for ends in chosen]
    return tuple(sorted(claims, key=lambda claim: -claim.confidence))


def find_statements(talk: Talk) -> list[Hit]:
    """All hits of wordings, lists, roles and names, with types that the ontology allows."""
    plain = list(find_hits(talk, namings=add_pronouns(talk, teams={})))
    teams = _find_teams(talk, plain)
    hits = list(find_hits(talk, namings=add_pronouns(talk, teams=teams))) if teams else plain
    hits += list(spread_lists(talk, hits=hits))
    hits += [*find_roles(talk), *find_nested(talk)]
    return [hit for hit in hits if fits_types(talk, hit.subject, hit.predicate, hit.object)]


def _find_teams(talk: Talk, hits: Sequence[Hit]) -> Mapping[str, int]:
    """For each speaker the organization that "we" means: the one (s)he belongs to and the talk keeps naming."""
    counts: dict[int, int] = {}
    for naming in talk.namings:
        counts[naming.entity] = counts.get(naming.entity, 0) + 1
    homes: dict[int, int] = {}
    for hit in hits:
        known = hit.predicate in _AFFILIATIONS and talk.type_of(hit.object) is EntityType.ORGANIZATION
        if known and counts.get(hit.object.entity, 0) >= _LEAST_NAMINGS:
            homes.setdefault(hit.subject.entity, hit.object.entity)
    return {name: homes[person] for name, person in talk.speakers.items() if person in homes}


def _claim_stated(talk: Talk, known: Stated) -> Iterator[Claim]:
    for hit in known.hits:
        near = abs(hit.subject.sentence - hit.object.sentence) <= 1
        longer = hit.subject if hit.rule == "name in name" and hit.predicate != "created" else hit.object
        quote = quote_pair(talk, one=hit.subject, other=hit.object) if near else quote_single(talk, longer)
        yield Claim(
            subject=talk.entities[hit.subject.entity].id,
            predicate=hit.predicate,
            object=talk.entities[hit.object.entity].id,
            polarity=read_polarity(talk, one=hit.subject, other=hit.object),
            confidence=round(known.trust, 3),
            quote=quote,
            rule=hit.rule,
            speaker=_speaker_of(talk, hit.object),
            start_ms=_start_of(talk, quote.segment),
            subject_mention=hit.subject.mention,
            object_mention=hit.object.mention,
        )


def _claim_link(talk: Talk, meeting: Meeting, *, confidence: float) -> Claim:
    subject, obj = meeting.first, meeting.second
    quote = quote_pair(talk, one=subject, other=obj)
    return Claim(
        subject=talk.entities[subject.entity].id,
        predicate=FALLBACK,
        object=talk.entities[obj.entity].id,
        polarity=Polarity.ASSERTED,
        confidence=round(confidence, 3),
        quote=quote,
        rule="co-mention",
        speaker=_speaker_of(talk, obj),
        start_ms=_start_of(talk, quote.segment),
        subject_mention=subject.mention,
        object_mention=obj.mention,
    )


def _speaker_of(talk: Talk, naming: Naming) -> str | None:
    return talk.speaker_at(naming.start)


def _start_of(talk: Talk, segment: str) -> int | None:
    return next((s.start_ms for s in talk.flow.segments if s.id == segment), None)


def known_predicate(name: str) -> bool:
    return name in load_ontology().predicates
