"""A temporary installation with the sample talks and one video that holds a thousand entities, for measurements."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[1]
SENTENCES = 2_000
ENTITIES = 1_000
CLAIMS = 1_800


def open_installation() -> str:
    """Set Django up over a fresh folder, load the samples, and return the folder."""
    folder = mkdtemp(prefix="saidgraph-bench-")
    os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="graphapp.config.settings", GRAPH_URL="embedded")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("sample", stdout=sys.stderr)
    return folder


def add_large_video() -> str:
    """Record a made-up video of ENTITIES entities and CLAIMS claims; returns its slug."""
    from graphapp.videos.recording import record_document
    from ingest.ids import fold_name
    from ingest.records import (
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
        Transcript,
    )

    rng = random.Random(7)
    names = [f"Thing {number} {rng.choice('abcdefgh')}" for number in range(ENTITIES)]
    types = list(EntityType)
    segments: list[Segment] = []
    mentions: dict[int, list[Mention]] = {number: [] for number in range(ENTITIES)}
    claims: list[Claim] = []
    for number in range(SENTENCES):
        first, second = number % ENTITIES, min(ENTITIES - 1, int(ENTITIES * rng.random() ** 2.2))
        text = f"{names[first]} uses {names[second]}, as everybody in the room could see at once."
        segment = Segment(f"s{number + 1}", text, number * 5000, number * 5000 + 4900, "Ann")
        segments.append(segment)
        mentions[first].append(Mention(segment.id, 0, len(names[first])))
        start = len(names[first]) + len(" uses ")
        mentions[second].append(Mention(segment.id, start, start + len(names[second])))
        if first != second and len(claims) < CLAIMS:
            claims.append(
                Claim(
                    subject=f"e{first}",
                    predicate="uses",
                    object=f"e{second}",
                    polarity=Polarity.ASSERTED,
                    confidence=0.8,
                    quote=Quote(segment.id, 0, text),
                    rule="bench",
                    speaker="Ann",
                    start_ms=segment.start_ms,
                )
            )
    entities = tuple(
        Entity(
            f"e{number}",
            name,
            types[number % len(types)],
            (NameKey(name, fold_name(name), Scope.LIBRARY, "title", 0.9),),
            (name,),
            tuple(mentions[number]),
            round(rng.random(), 3),
            0.9,
        )
        for number, name in enumerate(names)
    )
    transcript = Transcript("A thousand things", "en", Source("text", "bench", "0" * 64), tuple(segments))
    document = Document(transcript, entities, tuple(claims), Outline(), ExtractorInfo("bench", "1"))
    return record_document(document).video.slug
