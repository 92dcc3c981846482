"""A temporary installation with the sample talks and one video that holds a thousand entities, for measurements."""

from __future__ import annotations

import os
import random
import sys
from tempfile import mkdtemp

from ingest.records import EntityType
from tests.e2e.talks import Said, Talk, write_document

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

    return record_document(write_document(make_talk())).video.slug


def make_talk() -> Talk:
    """Each sentence names two things; a few of them are named often."""
    rng = random.Random(7)
    types = list(EntityType)
    names = [f"Thing {number} {rng.choice('abcdefgh')}" for number in range(ENTITIES)]
    pairs = [(n % ENTITIES, min(ENTITIES - 1, int(ENTITIES * rng.random() ** 2.2))) for n in range(SENTENCES)]
    said = [Said(names[one], "uses", names[other], n, 0.8) for n, (one, other) in enumerate(pairs) if one != other]
    return Talk(
        title="A thousand things",
        sentences=[f"{names[a]} uses {names[b]}, as everybody in the room could see at once." for a, b in pairs],
        names={name: types[number % len(types)] for number, name in enumerate(names)},
        said=said[:CLAIMS],
        speakers=("Ann",),
    )
