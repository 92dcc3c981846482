"""Documents built from a few words, for tests of what is made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from ingest.ids import fold_name
from ingest.records import (
    Chapter,
    Claim,
    Document,
    Entity,
    EntityType,
    ExtractorInfo,
    Mention,
    NameKey,
    Outline,
    Polarity,
    Quote,
    Scope,
    Segment,
    Source,
    SummaryPoint,
    SummarySection,
    Topic,
    Transcript,
)

TYPES = tuple(EntityType)


def build_document(
    title: str,
    names: Mapping[str, Sequence[str]],
    claims: Sequence[tuple[str, str, str]] = (),
    *,
    types: Mapping[str, EntityType] | None = None,
    own: frozenset[str] = frozenset(),
    extra_words: str = "",
    polarity: Polarity = Polarity.ASSERTED,
) -> Document:
    """One segment a name and one a claim. `names`: an entity's title form to its other forms; `own`: forms whose
    keys stay in the video; `claims`: (title form, predicate, title form)."""
    segments: list[Segment] = []
    mentions: dict[str, list[Mention]] = {}

    def say(text: str) -> Segment:
        number = len(segments) + 1
        segments.append(Segment(f"s{number}", text, number * 1000, number * 1000 + 900, "Ann"))
        return segments[-1]

    say(f"This is {title}. {extra_words}".strip())
    for name, others in names.items():
        for form in (name, *others):
            segment = say(f"{form} was named.")
            mentions.setdefault(name, []).append(Mention(segment.id, 0, len(form)))
    entities = [
        _build_entity(number, name, names[name], mentions[name], types or {}, own)
        for number, name in enumerate(names, 1)
    ]
    ids = {entity.name: entity.id for entity in entities}
    made = []
    for subject, predicate, obj in claims:
        segment = say(f"{subject} {predicate} {obj}.")
        made.append(_build_claim(ids[subject], predicate, ids[obj], segment, polarity))
    transcript = Transcript(
        title=title,
        language="en",
        source=Source("text", title, hashlib.sha256(title.encode()).hexdigest()),
        segments=tuple(segments),
        duration_ms=segments[-1].end_ms,
    )
    outline = Outline(
        chapters=(Chapter("Opening", "This is", "s1", 1000),),
        topics=tuple(Topic(e.name, tuple({m.segment for m in e.mentions}), e.id) for e in entities[:3]),
        summary=(SummarySection("Opening", (SummaryPoint(f"This is {title}.", "s1", "mic"),)),),
    )
    return Document(transcript, tuple(entities), tuple(made), outline, ExtractorInfo("test", "1"))


def _build_entity(
    number: int,
    name: str,
    others: Sequence[str],
    mentions: Sequence[Mention],
    types: Mapping[str, EntityType],
    own: frozenset[str],
) -> Entity:
    keys = tuple(
        NameKey(
            name=form,
            folded=fold_name(form),
            scope=Scope.VIDEO if form in own else Scope.LIBRARY,
            reason="title" if form == name else "alias",
            confidence=0.9,
            mentions=1,
        )
        for form in dict.fromkeys((name, *others))
    )
    kind = types.get(name, TYPES[len(name) % len(TYPES)])
    return Entity(f"e{number}", name, kind, keys, (name, *others), tuple(mentions), 0.5, 0.8)


def _build_claim(subject: str, predicate: str, obj: str, segment: Segment, polarity: Polarity) -> Claim:
    return Claim(
        subject=subject,
        predicate=predicate,
        object=obj,
        polarity=polarity,
        confidence=0.7,
        quote=Quote(segment.id, 0, segment.text),
        rule="pattern",
        speaker=segment.speaker,
        start_ms=segment.start_ms,
    )
