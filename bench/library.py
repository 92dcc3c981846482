"""Makes a large library in the database of DATA_DIR: `DATA_DIR=/somewhere python -m bench.library [--videos 10000]`.

Real-shaped: names by Zipf's law, so that a few hubs are in a third of all videos and most names in one or two.
The same seed gives the same library. Rows are written in bulk and resolved once at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from graphapp.videos.deriving.resolving import rebuild_graph  # noqa: E402
from graphapp.videos.models import Chapter, Claim, Key, Mention, Naming, Segment, Topic, Video  # noqa: E402
from ingest.ids import content_id, fold_name, key_id  # noqa: E402
from ingest.ontology import load_ontology  # noqa: E402
from ingest.records import EntityType  # noqa: E402

ENTITIES_A_VIDEO = 25
SEGMENTS = 60
MENTIONS_A_SEGMENT = 2.4
CLAIMS = 20
BATCH = 100
FIRST_DAY = date(2019, 1, 1)
SYLLABLES = "ka lo mi tra ven dor sil qua ren tos bel nar phi gus hel mon rac tiv zen ost".split()
WORDS = "we saw that it runs well and people said so because the work was done in time for all of them".split()
TYPES = [t.value for t in EntityType]
PREDICATES = list(load_ontology().predicates)


def make_names(rng: random.Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        words = ("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(rng.randint(1, 2)))
        names[" ".join(words)] = None
    return list(names)


def choose_names(rng: random.Random, total: int) -> list[int]:
    """Distinct indexes by a power law: small ones are the hubs."""
    chosen: set[int] = set()
    while len(chosen) < ENTITIES_A_VIDEO:
        chosen.add(int(total * rng.random() ** 3.2))
    return sorted(chosen)


class Batch:
    """The rows of some videos, written together."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.keys = [key_id(fold_name(name)) for name in names]
        self.rows: dict[type, list[object]] = {}
        self.next_segment = (Segment.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1

    def add(self, row: object) -> None:
        self.rows.setdefault(type(row), []).append(row)

    @transaction.atomic
    def write(self) -> None:
        for model in (Video, Segment, Naming, Mention, Claim, Chapter, Topic):
            model.objects.bulk_create(self.rows.get(model, []), batch_size=2000)  # type: ignore[attr-defined]
        self.rows.clear()

    def add_video(self, rng: random.Random, number: int) -> None:
        title = f"Talk {number}: {' and '.join(rng.sample(self.names[:500], 2))}"
        video = Video(
            id=content_id([title]),
            slug=f"talk-{number}-{content_id([title])[:6]}",
            title=title,
            channel=f"Channel {int(200 * rng.random() ** 2)}",
            published=FIRST_DAY + timedelta(days=rng.randrange(2700)),
            language="en",
            duration_ms=SEGMENTS * 15_000,
            added_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
            content=content_id([title]),
            source_kind="file",
            source_name=f"{number}.vtt",
            source_sha256=f"{number:064x}",
            word_count=SEGMENTS * 38,
            summary=[{"heading": title, "points": [{"text": "A point.", "segment": 1, "icon": "zap"}]}],
        )
        self.add(video)
        chosen = choose_names(rng, len(self.names))
        segments = self.add_segments(rng, video, chosen)
        self.add_claims(rng, video, chosen, segments)
        self.add_outline(video, chosen, segments)

    def add_segments(self, rng: random.Random, video: Video, chosen: list[int]) -> list[Segment]:
        counts: dict[int, list[int]] = {index: [] for index in chosen}
        segments = []
        for number in range(1, SEGMENTS + 1):
            segment = Segment(
                id=self.next_segment,
                video=video,
                number=number,
                start_ms=(number - 1) * 15_000,
                end_ms=number * 15_000,
                speaker=f"Speaker {rng.randint(1, 2)}",
            )
            self.next_segment += 1
            named = rng.sample(chosen, k=int(MENTIONS_A_SEGMENT + rng.random()))
            segment.text = self.write_text(rng, segment, named)
            for index in named:
                counts[index].append(number)
            self.add(segment)
            segments.append(segment)
        self.add_namings(rng, video, counts)
        return segments

    def write_text(self, rng: random.Random, segment: Segment, named: list[int]) -> str:
        parts: list[str] = []
        position = 0
        for index in named:
            filler = " ".join(rng.choices(WORDS, k=8)) + " "
            start = position + len(filler)
            name = self.names[index]
            self.add(
                Mention(
                    video_id=segment.video_id,
                    segment_id=segment.id,
                    start=start,
                    end=start + len(name),
                    key_id=self.keys[index],
                )
            )
            parts.append(f"{filler}{name} ")
            position = start + len(name) + 1
        return "".join(parts) + "at the end."

    def add_namings(self, rng: random.Random, video: Video, counts: dict[int, list[int]]) -> None:
        for cluster, (index, numbers) in enumerate(counts.items(), 1):
            self.add(
                Naming(
                    video=video,
                    cluster=cluster,
                    key_id=self.keys[index],
                    name=self.names[index],
                    is_title=True,
                    type=TYPES[index % len(TYPES)],
                    reason="title",
                    name_confidence=0.9,
                    mentions=len(numbers),
                    first_segment=numbers[0] if numbers else None,
                    first_ms=(numbers[0] - 1) * 15_000 if numbers else None,
                    salience=round(rng.random(), 3),
                    confidence=0.8,
                )
            )

    def add_claims(self, rng: random.Random, video: Video, chosen: list[int], segments: list[Segment]) -> None:
        for number in range(1, CLAIMS + 1):
            first = rng.choice(chosen)
            # a name keeps company: half of its connections are always to the same few
            near = [index for index in chosen if index != first and (index * 7 + first) % 4 == 0]
            second = rng.choice(near or [index for index in chosen if index != first])
            segment = rng.choice(segments)
            self.add(
                Claim(
                    video=video,
                    number=number,
                    subject_id=self.keys[first],
                    predicate=PREDICATES[(first + second) % len(PREDICATES)],
                    object_id=self.keys[second],
                    polarity="asserted",
                    confidence=round(0.3 + 0.6 * rng.random(), 3),
                    rule="model",
                    segment=segment,
                    quote=segment.text[:80],
                    quote_start=0,
                    speaker=segment.speaker,
                    start_ms=segment.start_ms,
                )
            )

    def add_outline(self, video: Video, chosen: list[int], segments: list[Segment]) -> None:
        for number in range(1, 7):
            start = segments[(number - 1) * SEGMENTS // 6]
            self.add(
                Chapter(
                    video=video,
                    number=number,
                    title=f"Part {number}",
                    starts_with=start.text[:40],
                    segment=start,
                    start_ms=start.start_ms,
                )
            )
        for number, index in enumerate(chosen[:10], 1):
            self.add(
                Topic(
                    video=video,
                    number=number,
                    name=self.names[index],
                    slug=fold_name(self.names[index]).replace(" ", "-"),
                    segments=[number, number + 1],
                    key_id=self.keys[index],
                )
            )


def fill(*, videos: int, seed: int = 1) -> Iterator[int]:
    """Write a library of `videos` videos and six times as many names; yields how many are written."""
    rng = random.Random(seed)
    batch = Batch(make_names(rng, videos * 6))
    Key.objects.bulk_create(
        [
            Key(id=key, folded=fold_name(name), scope="library")
            for key, name in zip(batch.keys, batch.names, strict=True)
        ],
        batch_size=2000,
        ignore_conflicts=True,
    )
    for number in range(1, videos + 1):
        batch.add_video(rng, number)
        if number % BATCH == 0 or number == videos:
            batch.write()
            yield number
    Key.objects.filter(namings=None).delete()


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.library")
    parser.add_argument("--videos", type=int, default=10_000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    for done in fill(videos=options.videos):
        print(f"\r{done}/{options.videos} videos", end="", file=sys.stderr, flush=True)
    print(f"\nwritten in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    began = time.perf_counter()
    rebuild_graph()
    print(f"resolved in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
