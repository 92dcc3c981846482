"""Puts the steps of the built-in extractor in order. Holds no rule of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.builtin.concepts import Chosen, choose_concepts
from ingest.extract.builtin.echoes import add_echoes
from ingest.extract.builtin.gazetteer import load_gazetteer
from ingest.extract.builtin.groups import Group, group_finds, keep_longest, strip_derived
from ingest.extract.builtin.junk import drop_junk
from ingest.extract.builtin.kinds import assign_types
from ingest.extract.builtin.lexical import match_lexicon
from ingest.extract.builtin.lists import agree_in_lists
from ingest.extract.builtin.matches import Matches
from ingest.extract.builtin.people import find_credits, find_show, find_speakers, find_titles, part_from_speakers
from ingest.extract.builtin.spelling import write_title
from ingest.extract.builtin.tagger import Tagged, tag_talk
from ingest.extract.builtin.talk import Place, Talk, read_talk
from ingest.extract.builtin.teams import name_teams
from ingest.extract.builtin.written import is_code
from ingest.extract.protocol import Progress
from ingest.language.background import load_background
from ingest.records import CUT, LOOSE, EntityType, KnownName, Mention, NamedSpan, Transcript


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of a talk before its concepts are chosen. `aside`: places of names that it is not about."""

    talk: Talk
    tagged: Tagged
    matches: Matches
    groups: dict[str, Group]
    aside: frozenset[Place]


def read_parts(transcript: Transcript, *, known: Sequence[KnownName]) -> Parts:
    """The talk's names, typed, and what its concepts are chosen from."""
    talk = read_talk(transcript)
    background = load_background()
    tagged = tag_talk(talk, background=background)
    gazetteer = load_gazetteer().extend(known)
    matches = match_lexicon(talk, gazetteer=gazetteer, background=background, tagged=tagged.finds)
    speakers = tuple(find_speakers(talk))
    shaped = (*find_titles(talk), *find_show(talk), *speakers)
    guessed = part_from_speakers(talk, matches.keep_guessed(tagged.finds), speakers=speakers)
    groups = group_finds(talk, keep_longest((*shaped, *matches.names, *guessed)), gazetteer=gazetteer)
    aside = frozenset(find_credits(talk))
    groups = drop_junk(talk, groups, background=background, aside=aside)
    assign_types(talk, groups)
    agree_in_lists(talk, groups)
    add_echoes(talk, groups)
    name_teams(talk, groups)
    return Parts(talk, tagged, matches, groups, aside)


def find_spans(transcript: Transcript, *, known: Sequence[KnownName], report: Progress) -> tuple[NamedSpan, ...]:
    """Every place that names something, in transcript order; none overlaps another."""
    report(0.0)
    parts = read_parts(transcript, known=known)
    report(0.7)
    talk, groups = parts.talk, parts.groups
    chosen = choose_concepts(
        talk, groups=groups, tagged=parts.tagged, matches=parts.matches, background=load_background()
    )
    report(1.0)
    return _order_spans(talk, (*_name_spans(parts), *_concept_spans(parts, chosen)))


def _name_spans(parts: Parts) -> Iterator[NamedSpan]:
    for group in parts.groups.values():
        kind = group.type or EntityType.PRODUCT
        label = _Label(kind, group.confidence, write_title(parts.talk, group), group.reason)
        for place in group.places:
            yield from _make_spans(parts, place, label)


def _concept_spans(parts: Parts, chosen: Sequence[Chosen]) -> Iterator[NamedSpan]:
    named = (*(place for group in parts.groups.values() for place in group.places), *parts.aside)
    taken = {(place.run, n) for place in named for n in range(place.first, place.last)}
    places = [(place, concept) for concept in chosen for place in concept.places]
    for place, concept in sorted(places, key=lambda row: -len(row[0])):
        cells = {(place.run, n) for n in range(place.first, place.last)}
        if not cells & taken:
            taken |= cells
            kind = EntityType.PRODUCT if is_code(concept.name) else EntityType.CONCEPT
            label = _Label(kind, concept.confidence, concept.name, concept.reason)
            yield from _make_spans(parts, place, label)


@dataclass(frozen=True, slots=True)
class _Label:
    type: EntityType
    confidence: float
    name: str | None
    reason: str


def _make_spans(parts: Parts, place: Place, label: _Label) -> Iterator[NamedSpan]:
    """What a list holds is named whole, as “react-native” and “cloud-native” are; “Acme-native” names Acme."""
    talk, form = parts.talk, parts.matches.forms.get(place)
    start, end = talk.span(place)
    if form is None:
        end = start + len(strip_derived(talk.flow.text[start:end]))
    mention = talk.flow.mention_at(start, end)
    if mention is not None:
        reason = LOOSE if form is not None and form.is_loose and label.reason == "lexicon" else label.reason
        yield NamedSpan(mention, label.type, label.confidence, label.name, reason)
        return
    mention = _largest_part(talk, start, end)
    if mention is not None:
        yield NamedSpan(mention, label.type, label.confidence, label.name or talk.surface(place), CUT)


def _largest_part(talk: Talk, start: int, end: int) -> Mention | None:
    """A name cut by a segment's border is mentioned where most of it stands."""
    border = talk.flow.starts[talk.flow.index_at(start) + 1]
    parts = [talk.flow.quote_at(start, border - 1), talk.flow.quote_at(border, end)]
    part = max(parts, key=lambda quote: len(quote.text))
    first = talk.flow.starts[talk.flow.index_at(start if part is parts[0] else border)] + part.start
    return talk.flow.mention_at(first, first + len(part.text))


def _order_spans(talk: Talk, spans: Sequence[NamedSpan]) -> tuple[NamedSpan, ...]:
    order = {segment.id: number for number, segment in enumerate(talk.transcript.segments)}
    return tuple(sorted(spans, key=lambda s: (order[s.mention.segment], s.mention.start, s.mention.end)))
