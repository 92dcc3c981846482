"""From entities to claims: wordings, roles and names first, then what is merely named together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.ontology import FALLBACK
from ingest.records import Claim, Entity, Polarity, Quote, Transcript
from ingest.relate.choose import (
    EXPLICIT,
    PER_ENTITY,
    Ends,
    Stated,
    choose_likely,
    choose_stated,
    gather_stated,
    is_explicit,
    share_chance,
    temper_co_mention,
    trim_claims,
)  # fmt: skip
from ingest.relate.features import Features, describe_pair, set_scene
from ingest.relate.hit import Hit, fits_types
from ingest.relate.label import UNTOLD, Label, choose_label, load_labels
from ingest.relate.link import link_probability, load_weights
from ingest.relate.lists import spread_lists
from ingest.relate.match import find_hits
from ingest.relate.nested import NAME_IN_NAME, find_nested
from ingest.relate.pairs import Meeting, Pair, find_pairs
from ingest.relate.polarity import is_denied_near, read_polarity
from ingest.relate.pronouns import add_pronouns
from ingest.relate.quote import count_blots, quote_pair, quote_single
from ingest.relate.roles import find_roles
from ingest.relate.talk import Talk, read_talk
from ingest.relate.teams import find_teams

_MOST_MEETINGS = 6
_TELL_EACH = 50


def relate_entities(
    transcript: Transcript, *, entities: Sequence[Entity], on_progress: Callable[[float], None] | None = None
) -> tuple[Claim, ...]:
    """The connections that the transcript states or suggests, each with a verbatim quote, surest first.

    `confidence` is the chance that an editor would connect the two entities, at least even for what a trusted
    wording says of two names of one sentence; the predicate of what no wording states is the ontology's fallback.
    """
    talk = read_talk(transcript, entities=entities)
    if len(talk.entities) < 2 or not talk.namings:
        return ()
    survey = survey_talk(talk)
    features = describe_candidates(survey)
    links = {ends: _weigh_link(survey, ends, found) for ends, found in features.items()}
    claims = _claim_chosen(survey, links, report=on_progress or (lambda _: None))
    return tuple(sorted(claims, key=lambda claim: -claim.confidence))


def _claim_chosen(survey: Survey, links: Mapping[Ends, float], *, report: Callable[[float], None]) -> list[Claim]:
    """What is stated outright, then the likeliest of the rest, up to `PER_ENTITY` connections per entity."""
    stated = choose_stated(links, stated=survey.stated)
    named = len({naming.entity for naming in survey.talk.namings})
    room = max(0, round(PER_ENTITY * named) - len(stated))
    told = {ends: chance for ends, chance in links.items() if ends in survey.stated or _meet_in_one_turn(survey, ends)}
    likely = choose_likely(told, stated=survey.stated, room=room)
    linked = [_claim_link(survey, ends, confidence=links[ends]) for ends in _tell(likely, report)]
    outright = [claim for ends in stated for claim in _claim_stated(survey, ends, confidence=links[ends])]
    return [*outright, *trim_claims(linked, room=room)]


def _tell(chosen: Sequence[Ends], report: Callable[[float], None]) -> Iterator[Ends]:
    """The same, and now and then how far it is."""
    for number, ends in enumerate(chosen):
        if number % _TELL_EACH == 0:
            report(number / len(chosen))
        yield ends


def _weigh_link(survey: Survey, ends: Ends, found: Features) -> float:
    """The link model's chance, and what is said outright is not doubted because its names are rare."""
    chance = link_probability(found, weights=load_weights())
    known = survey.stated.get(ends)
    return max(chance, EXPLICIT) if known is not None and is_explicit(known) else chance


@dataclass(frozen=True, slots=True)
class Survey:
    """What a talk says outright and what it names together, by the two entities' indexes.

    `made`: what is said to be made by somebody. `placed`: sentence and entity wherever one is said to be located.
    """

    talk: Talk
    stated: Mapping[Ends, Stated]
    pairs: Mapping[Ends, Pair]
    made: frozenset[int]
    placed: frozenset[tuple[int, int]]


def survey_talk(talk: Talk) -> Survey:
    stated = {known.ends: known for known in gather_stated(find_statements(talk))}
    made = frozenset(known.hits[0].object.entity for known in stated.values() if known.predicate == "makes")
    located = [hit for known in stated.values() if known.predicate == "located_in" for hit in known.hits]
    placed = frozenset((end.sentence, end.entity) for hit in located for end in (hit.subject, hit.object))
    return Survey(talk, stated, {pair.ends: pair for pair in find_pairs(talk)}, made, placed)


def describe_candidates(survey: Survey) -> Mapping[Ends, Features]:
    """The features of every two entities that meet or are joined outright, in the order met."""
    scene = set_scene(survey.talk, stated=survey.stated)
    candidates = dict.fromkeys([*survey.pairs, *survey.stated])
    return {ends: describe_pair(scene, ends=ends, pair=survey.pairs.get(ends)) for ends in candidates}


def find_statements(talk: Talk) -> list[Hit]:
    """All hits of wordings, lists, roles and names, with types that the ontology allows; those of English words."""
    if not talk.english:
        return []
    plain = list(find_hits(talk, namings=add_pronouns(talk, teams={})))
    teams = find_teams(talk, plain)
    hits = list(find_hits(talk, namings=add_pronouns(talk, teams=teams))) if teams else plain
    hits += list(spread_lists(talk, hits=hits))
    hits += [*find_roles(talk), *find_nested(talk)]
    hosts = {(hit.subject.entity, hit.object.entity) for hit in hits if hit.predicate == "hosts"}
    return [
        hit
        for hit in hits
        if fits_types(talk, hit.subject, hit.predicate, hit.object)
        and not _only_hosts(hit, hosts)
        and not _is_no_tie(talk, hit)
    ]


def _is_no_tie(talk: Talk, hit: Hit) -> bool:
    """To be connected in no way is nothing that anybody says: who "stopped working on" a thing is connected with it."""
    asserted = read_polarity(talk, one=hit.subject, other=hit.object) is Polarity.ASSERTED
    return hit.predicate == FALLBACK and not asserted


def _only_hosts(hit: Hit, hosts: Collection[Ends]) -> bool:
    """Whoever hosts a show is on it, which need not be said."""
    return hit.predicate == "appears_on" and (hit.subject.entity, hit.object.entity) in hosts


def _meet_in_one_turn(survey: Survey, ends: Ends) -> list[Meeting]:
    """The nearest meetings that a quote can show: what one says after another names no two things together."""
    turns = survey.talk.turn_of
    meetings = survey.pairs[ends].meetings[:_MOST_MEETINGS]
    return [met for met in meetings if turns[met.first.sentence] == turns[met.second.sentence]]


def _choose_meeting(survey: Survey, ends: Ends) -> Meeting:
    """The nearest meeting, unless another as near in sentences can be quoted with fewer blots."""
    meetings = _meet_in_one_turn(survey, ends)
    near = [meeting for meeting in meetings if meeting.sentences <= meetings[0].sentences]
    return min(near, key=lambda met: count_blots(survey.talk, one=met.first, other=met.second))


def _claim_stated(survey: Survey, ends: Ends, *, confidence: float) -> Iterator[Claim]:
    talk = survey.talk
    read = [(hit, read_polarity(talk, one=hit.subject, other=hit.object)) for hit in survey.stated[ends].hits]
    alike = Counter(polarity for _, polarity in read)
    for hit, polarity in read:
        quote = _quote_hit(talk, hit)
        yield Claim(
            subject=talk.entities[hit.subject.entity].id,
            predicate=hit.predicate,
            object=talk.entities[hit.object.entity].id,
            polarity=polarity,
            confidence=share_chance(confidence, among=alike[polarity]),
            quote=quote,
            rule=hit.rule,
            speaker=talk.segments[quote.segment].speaker,
            start_ms=talk.segments[quote.segment].start_ms,
            subject_mention=hit.subject.mention,
            object_mention=hit.object.mention,
        )


def _quote_hit(talk: Talk, hit: Hit) -> Quote:
    """Both names where they stand near; else the longer name that holds the other, the greeting of a host, or whoever
    plays the role."""
    if hit.predicate == "hosts" and _greets_unnamed(talk, hit):
        return quote_single(talk, hit.object)
    if abs(hit.subject.sentence - hit.object.sentence) <= 1:
        return quote_pair(talk, one=hit.subject, other=hit.object)
    if hit.rule == NAME_IN_NAME and hit.predicate == "created":
        return quote_single(talk, hit.object)
    return quote_single(talk, hit.subject)


def _greets_unnamed(talk: Talk, hit: Hit) -> bool:
    """Whether a host says the show's name in a turn that does not hold the naming, which tells nothing of hosting."""
    speaker = talk.speaker_at(hit.object.start)
    greets = speaker is not None and talk.speakers.get(speaker) == hit.subject.entity
    return greets and talk.turn_of[hit.subject.sentence] != talk.turn_of[hit.object.sentence]


def _guess_label(survey: Survey, meeting: Meeting) -> Label:
    """Not what would be turned into something that nobody denied, nor another maker or whereabouts than those told."""
    talk = survey.talk
    label = choose_label(talk, meeting=meeting, labels=load_labels()) if talk.english else UNTOLD
    told = label.predicate == "makes" and (meeting.first if label.turned else meeting.second).entity in survey.made
    if label.predicate == "located_in":
        told = any((naming.sentence, naming.entity) in survey.placed for naming in (meeting.first, meeting.second))
    polarity = read_polarity(talk, one=meeting.first, other=meeting.second)
    denied = polarity is not Polarity.ASSERTED or is_denied_near(talk, meeting.first)
    return UNTOLD if told or denied else label


def _claim_link(survey: Survey, ends: Ends, *, confidence: float) -> Claim:
    talk, meeting = survey.talk, _choose_meeting(survey, ends)
    label = _guess_label(survey, meeting)
    subject, obj = (meeting.second, meeting.first) if label.turned else (meeting.first, meeting.second)
    chance = temper_co_mention(confidence) if label == UNTOLD else confidence * label.trust
    quote = quote_pair(talk, one=subject, other=obj)
    return Claim(
        subject=talk.entities[subject.entity].id,
        predicate=label.predicate,
        object=talk.entities[obj.entity].id,
        polarity=Polarity.ASSERTED,
        confidence=round(chance, 3),
        quote=quote,
        rule="co-mention" if label.predicate == FALLBACK else "model",
        speaker=talk.segments[quote.segment].speaker,
        start_ms=talk.segments[quote.segment].start_ms,
        subject_mention=subject.mention,
        object_mention=obj.mention,
    )
