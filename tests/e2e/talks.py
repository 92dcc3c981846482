"""Talks for the browser: written down here, recorded without the extractor, so that a page test tests the page."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

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

STEP_MS = 9_000


@dataclass(frozen=True)
class Said:
    """A connection that the talk states in one of its sentences (counted from 0)."""

    subject: str
    predicate: str
    object: str
    sentence: int
    confidence: float = 0.9
    polarity: Polarity = Polarity.ASSERTED


@dataclass(frozen=True)
class Talk:
    title: str
    sentences: Sequence[str]
    names: dict[str, EntityType]
    said: Sequence[Said] = ()
    chapters: Sequence[tuple[str, int]] = ()
    topics: dict[str, Sequence[int]] = field(default_factory=dict)
    summary: Sequence[tuple[str, Sequence[tuple[str, int, str]]]] = ()
    speakers: Sequence[str] = ("Ada Example",)
    timed: bool = True


def write_document(talk: Talk) -> Document:
    segments = tuple(_segment(talk, i) for i in range(len(talk.sentences)))
    ids = {name: f"e{i + 1}" for i, name in enumerate(talk.names)}
    entities = [_entity(ids[name], name, type, segments) for name, type in talk.names.items()]
    claims = tuple(_claim(talk, s, ids, segments) for s in talk.said)
    return Document(_transcript(talk, segments), tuple(entities), claims, _outline(talk, segments), INFO)


INFO = ExtractorInfo("test", "1")


def _transcript(talk: Talk, segments: tuple[Segment, ...]) -> Transcript:
    end = segments[-1].end_ms if talk.timed else None
    return Transcript(talk.title, "en", Source("text", "test", "0" * 64), segments, end)


def _segment(talk: Talk, i: int) -> Segment:
    start = i * STEP_MS if talk.timed else None
    speaker = talk.speakers[i // 3 % len(talk.speakers)] if talk.speakers else None
    return Segment(f"s{i + 1}", talk.sentences[i], start, None if start is None else start + STEP_MS - 500, speaker)


def _entity(id: str, name: str, type: EntityType, segments: Sequence[Segment]) -> Entity:
    mentions = tuple(
        Mention(s.id, at, at + len(name)) for s in segments if (at := s.text.find(name)) >= 0 and name.strip()
    )
    key = NameKey(name, fold_name(name), Scope.LIBRARY, "title", 1.0, len(mentions))
    salience = min(1.0, len(mentions) / 7)
    return Entity(id, name, type, (key,), (name,), mentions, salience, 0.9)


def _claim(talk: Talk, said: Said, ids: dict[str, str], segments: Sequence[Segment]) -> Claim:
    segment = segments[said.sentence]
    return Claim(
        ids[said.subject],
        said.predicate,
        ids[said.object],
        said.polarity,
        said.confidence,
        Quote(segment.id, 0, segment.text),
        "test",
        segment.speaker,
        segment.start_ms,
    )


def _outline(talk: Talk, segments: Sequence[Segment]) -> Outline:
    chapters = tuple(
        Chapter(title, " ".join(segments[i].text.split()[:8]), segments[i].id, segments[i].start_ms)
        for title, i in talk.chapters
    )
    topics = tuple(Topic(name, tuple(f"s{i + 1}" for i in places)) for name, places in talk.topics.items())
    summary = tuple(
        SummarySection(heading, tuple(SummaryPoint(text, f"s{i + 1}", icon) for text, i, icon in points))
        for heading, points in talk.summary
    )
    return Outline(chapters, topics, summary)


O, P, C, M, E = (  # noqa: E741 - a table of types reads best in letters
    EntityType.ORGANIZATION,
    EntityType.PRODUCT,
    EntityType.CONCEPT,
    EntityType.MEDIA,
    EntityType.EVENT,
)

WAFERS = Talk(
    title="Speed on a wafer",
    sentences=(
        "OpenAI released Codex-Spark, a model for code generation.",
        "Codex-Spark runs on the Wafer Scale Engine 3.",
        "Cerebras makes the Wafer Scale Engine 3.",
        "It is the first time that OpenAI does not use hardware of NVIDIA.",
        "NVIDIA makes the H100.",
        "The Wafer Scale Engine 3 is 57 times as large as the H100.",
        "OpenAI is a partner of Cerebras.",
        "Low latency keeps people in flow, says the talk at the Spring Update.",
        "Codex-Spark improves latency by a persistent WebSocket.",
        "Chip Letter wrote about Cerebras.",
        "Perhaps NVIDIA will compete with Cerebras.",
        "Codex-Spark is not a model for cybersecurity.",
    ),
    names={
        "OpenAI": O,
        "Codex-Spark": P,
        "Wafer Scale Engine 3": P,
        "Cerebras": O,
        "NVIDIA": O,
        "H100": P,
        "latency": C,
        "WebSocket": C,
        "Chip Letter": M,
        "Spring Update": E,
        "cybersecurity": C,
    },
    said=(
        Said("OpenAI", "makes", "Codex-Spark", 0),
        Said("Codex-Spark", "uses", "Wafer Scale Engine 3", 1),
        Said("Cerebras", "makes", "Wafer Scale Engine 3", 2),
        Said("NVIDIA", "makes", "H100", 4),
        Said("OpenAI", "partner_of", "Cerebras", 6),
        Said("Codex-Spark", "improves", "latency", 8, 0.7),
        Said("Codex-Spark", "uses", "WebSocket", 8, 0.8),
        Said("Chip Letter", "about", "Cerebras", 9),
        Said("NVIDIA", "competes_with", "Cerebras", 10, 0.6, Polarity.HYPOTHETICAL),
        Said("Codex-Spark", "supports", "cybersecurity", 11, 0.6, Polarity.DENIED),
        Said("Wafer Scale Engine 3", "related_to", "H100", 5, 0.3),
    ),
    chapters=(("A fast model", 0), ("Whose chip it is", 4), ("What it is good for", 8)),
    topics={"Hardware": (1, 2, 3, 4, 5), "Latency": (7, 8), "Code generation": (0,)},
    summary=(
        ("A fast model", (("OpenAI released a model made for speed.", 0, "rocket"),)),
        ("The chip", (("One chip as large as a plate.", 2, "cpu"), ("It is 57 times as large.", 5, "scale"))),
    ),
    speakers=("Ada Example", "Ben Example"),
)

CHIPS = Talk(
    title="A short history of chips",
    sentences=("NVIDIA makes the H100.", "Cerebras chose another way.", "Both are in California."),
    names={"NVIDIA": O, "H100": P, "Cerebras": O, "California": EntityType.PLACE},
    said=(Said("NVIDIA", "makes", "H100", 0),),
    timed=False,
)

HOSTILE_TEXT = "<script>alert(1)</script>"
HOSTILE = Talk(
    title=f'{HOSTILE_TEXT} "><img src=x onerror=alert(2)>',
    sentences=(f"{HOSTILE_TEXT} & </script><!-- <b>bold</b>", "Evil<img src=x> said '\"hello\"'."),
    names={HOSTILE_TEXT: O, "Evil<img src=x>": EntityType.PERSON},
    chapters=((f"{HOSTILE_TEXT}", 0),),
    topics={f"{HOSTILE_TEXT} topic": (0,)},
    summary=((HOSTILE_TEXT, ((HOSTILE_TEXT, 0, 'x"><script>'),)),),
    speakers=(HOSTILE_TEXT,),
)


def write_large_talk(entities: int, *, connections: int, seed: int = 7) -> Talk:
    """A very long talk with many entities, a few of them hubs."""
    rng = random.Random(seed)
    names = [f"{rng.choice(FIRST)} {rng.choice(SECOND)} {i}" for i in range(entities)]
    types = list(EntityType)
    pick = lambda: names[int(entities * rng.random() ** 2.2)]  # noqa: E731
    pairs = [(pick(), pick()) for _ in range(connections)]
    sentences = [f"{a} works with {b}, and it was said that this is only the beginning." for a, b in pairs]
    sentences += [f"Then there is {name}." for name in names]
    said = [
        Said(a, "related_to" if i % 3 else "uses", b, i, 0.3 if i % 3 else 0.8)
        for i, (a, b) in enumerate(pairs)
        if a != b
    ]
    return Talk(
        title="Everything at once",
        sentences=sentences,
        names={name: types[i % len(types)] for i, name in enumerate(names)},
        said=said,
        chapters=tuple((f"Part {i + 1}", i * len(sentences) // 8) for i in range(8)),
        topics={f"Topic {i}": tuple(range(i, len(sentences), 15)) for i in range(15)},
    )


FIRST = ("Amber", "Basalt", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper")
SECOND = ("Works", "Engine", "Cloud", "Index", "Bureau", "Gazette", "Summit", "Method", "Valley", "Systems")

HEBREW = Talk(
    title="ההיסטוריה של WEIZAC, המחשב הראשון!",
    sentences=(
        "מכון ויצמן בנה את WEIZAC.",
        "המחשב הראשון בישראל פעל ב-1955.",
        "He spoke English for a moment.",
    ),
    names={"מכון ויצמן": O, "WEIZAC": P},
    said=(Said("מכון ויצמן", "makes", "WEIZAC", 0),),
    chapters=(("המחשב הראשון", 0), ("1955", 1)),
    summary=(("המחשב הראשון", (("מכון ויצמן בנה את WEIZAC.", 0, "cpu"),)),),
    speakers=("דנה כהן",),
)
