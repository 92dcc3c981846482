"""The graph port's reads on a generated library, on one or both stores: median and p95 of each.

`DATA_DIR=/tmp/big python -m bench.graph_reads [VIDEOS]` (10,000: 60k entities, 140k relations, hubs as in life).
The library is made once for each DATA_DIR, and only in an empty one. Neo4j is filled from it by a rebuild where
NEO4J_TEST_URL is given. Mentions are not made: no read of the port touches them.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402

from bench.table import print_table  # noqa: E402
from graphapp.graph.models import Appearance, Entity, Relation  # noqa: E402
from graphapp.graph.opening import make_store, open_record  # noqa: E402
from graphapp.graph.port import GraphStore  # noqa: E402
from graphapp.runs.graph_upkeep import rebuild_store  # noqa: E402
from graphapp.videos.models import Claim, Key, Naming, Segment, Video  # noqa: E402
from ingest.ids import relation_id  # noqa: E402

PER_VIDEO = {"entities": 40, "segments": 5}
ENTITIES, RELATIONS = 6, 14
"""For each video of the library."""
TYPES = ("Person", "Organization", "Product", "Concept", "Event", "Place", "Media")
PREDICATES = ("uses", "makes", "part_of", "related_to", "competes_with")
SYLLABLES = ("ka", "ro", "mi", "ten", "sol", "va", "dri", "no", "lum", "pe", "gra", "zi", "tho", "ber", "ix", "an")
REPEATS = 60


def make_library(videos: int) -> None:
    dice = random.Random(1)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    ids = [f"{n:016x}" for n in range(videos)]
    _save(Video, (_video(id, start + timedelta(hours=n)) for n, id in enumerate(ids)))
    segments = ((id, n) for id in ids for n in range(1, PER_VIDEO["segments"] + 1))
    _save(Segment, (Segment(video_id=id, number=n, start_ms=n * 60_000, text="Words.") for id, n in segments))
    entities = [f"{n:016x}" for n in range(1, videos * ENTITIES + 1)]
    pick = _weigh(dice, len(entities))
    appearing = {id: sorted({entities[pick()] for _ in range(PER_VIDEO["entities"])}) for id in ids}
    relations = _make_relations(dice, entities, pick, videos * RELATIONS)
    _save(Entity, (_entity(dice, id) for id in entities))
    keys = [Key(id=f"k{id[1:]}", folded="", scope="library", entity_id=id) for id in entities]
    for key, entity in zip(keys, Entity.objects.order_by("id"), strict=True):
        key.folded = entity.folded
    _save(Key, keys)
    _save(Appearance, (_appearance(v, e, dice) for v, found in appearing.items() for e in found))
    _save(Relation, (Relation(**facts) for facts in relations.values()))
    _save(Claim, _make_claims(dice, relations, ids))
    _save(Naming, _make_namings(appearing))
    _count()


def _weigh(dice: random.Random, size: int) -> Callable[[], int]:
    """Few are named everywhere, most once or twice: rank by a power law."""
    return lambda: min(int(size * dice.random() ** 3.2), size - 1)


def _video(id: str, added: datetime) -> Video:
    words = {"content": id, "source_kind": "text", "source_name": "bench", "source_sha256": id, "word_count": 2000}
    return Video(id=id, slug=f"talk-{id}", title=f"Talk {int(id, 16)}", added_at=added, **words)


def _entity(dice: random.Random, id: str) -> Entity:
    name = " ".join("".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).title() for _ in range(dice.randint(1, 3)))
    return Entity(id=id, slug=f"e-{id}", name=name, folded=name.lower(), type=dice.choice(TYPES), confidence=0.8)


def _make_relations(dice: random.Random, entities: list[str], pick: Callable[[], int], total: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    while len(made) < total:
        a, b = entities[pick()], entities[dice.randrange(len(entities)) if dice.random() < 0.6 else pick()]
        predicate = dice.choice(PREDICATES)
        if a != b:
            id = relation_id(a, predicate, b, "asserted")
            facts = {"id": id, "subject_id": a, "predicate": predicate, "object_id": b, "polarity": "asserted"}
            made[id] = facts | {"weight": 1, "video_count": 1, "confidence": round(0.4 + dice.random() / 2, 3)}
    return made


def _make_claims(dice: random.Random, relations: dict[str, Any], videos: list[str]) -> Iterator[Claim]:
    segments = dict(Segment.objects.filter(number=1).values_list("video_id", "id"))
    for number, facts in enumerate(relations.values(), 1):
        video = dice.choice(videos)
        ends = {"subject_id": f"k{facts['subject_id'][1:]}", "object_id": f"k{facts['object_id'][1:]}"}
        said = {"video_id": video, "segment_id": segments[video], "start_ms": 60_000, "quote": "W", "quote_start": 0}
        kept = {key: facts[key] for key in ("predicate", "polarity", "confidence")}
        yield Claim(number=number, relation_id=facts["id"], rule="bench", **ends, **said, **kept)


def _make_namings(appearing: dict[str, list[str]]) -> Iterator[Naming]:
    names = dict(Entity.objects.values_list("id", "name"))
    cluster = {"is_title": True, "type": "Product", "reason": "title", "name_confidence": 1, "mentions": 3}
    for video, entities in appearing.items():
        for number, e in enumerate(entities):
            key = {"key_id": f"k{e[1:]}", "name": names[e], "cluster": number, "salience": 0.5, "confidence": 0.8}
            yield Naming(video_id=video, **key, **cluster)


def _appearance(video: str, entity: str, dice: random.Random) -> Appearance:
    salience = round(dice.random(), 3)
    return Appearance(video_id=video, entity_id=entity, mentions=dice.randint(1, 9), salience=salience, first_ms=1000)


def _count() -> None:
    totals = Appearance.objects.values_list("entity").annotate(Count("id"), Sum("mentions"))
    seen = {entity: (videos, mentions) for entity, videos, mentions in totals}
    related: dict[str, int] = {}
    for end in ("subject", "object"):
        for entity, count in Relation.objects.values_list(end).annotate(Count("id")):
            related[entity] = related.get(entity, 0) + count
    rows = list(Entity.objects.all())
    for row in rows:
        row.video_count, row.mention_count = seen.get(row.id, (0, 0))
        row.relation_count = related.get(row.id, 0)
    Entity.objects.bulk_update(rows, ["video_count", "mention_count", "relation_count"], batch_size=1000)


def _save(model: Any, rows: Iterable[Any]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, 5000)):
        model.objects.bulk_create(batch, batch_size=1000)


def list_questions() -> dict[str, Callable[[GraphStore, int], object]]:
    """Of the store and the number of the turn: each turn asks of other entities, hubs and rare ones in turn."""
    by_fame = list(Entity.objects.filter(relation_count__gt=0).order_by("-relation_count").values_list("id", flat=True))
    dice = random.Random(7)
    hubs, rest = by_fame[:30], dice.sample(by_fame[30:], 300)
    videos = list(Video.objects.order_by("id").values_list("id", flat=True)[:1000])
    named = dict(Entity.objects.filter(id__in=[*hubs, *rest]).values_list("id", "folded"))
    return {
        "neighbourhood 1 hop, any": lambda s, n: s.neighbourhood(rest[n]),
        "neighbourhood 1 hop, hubs": lambda s, n: s.neighbourhood(hubs[n % 30]),
        "neighbourhood 2 hops, any": lambda s, n: s.neighbourhood(rest[n], depth=2),
        "neighbourhood 2 hops, hubs": lambda s, n: s.neighbourhood(hubs[n % 30], depth=2),
        "paths, any to any": lambda s, n: s.paths(rest[n], rest[n + 100]),
        "paths, hub to hub": lambda s, n: s.paths(hubs[n % 30], hubs[(n + 7) % 30]),
        "search, 1 letter": lambda s, n: s.search("abdegiklmnoprstvz"[n % 17]),
        "search, 3 letters": lambda s, n: s.search(named[rest[n]][:3]),
        "search, two words": lambda s, n: s.search(f"{named[rest[n]].split()[-1]} {named[rest[n]][:2]}"),
        "search, nothing": lambda s, n: s.search(f"qqq{n}"),
        "video graph": lambda s, n: s.video_graph(videos[n]),
        "related videos": lambda s, n: s.related_videos(videos[n]),
        "overview": lambda s, n: s.overview(),
    }


def measure(store: GraphStore) -> list[tuple[str, ...]]:
    table = []
    for name, ask in list_questions().items():
        took = []
        for turn in range(REPEATS + 5):
            start = time.perf_counter()
            ask(store, turn)
            took.append((time.perf_counter() - start) * 1000)
        took = sorted(took[5:])
        table.append((name, f"{statistics.median(took):.1f}", f"{took[int(len(took) * 0.95) - 1]:.1f}"))
    return table


def main(arguments: list[str]) -> int:
    call_command("migrate", verbosity=0)
    if not Video.objects.exists():
        make_library(int(arguments[0]) if arguments else 10_000)
    record = open_record()
    print(", ".join(f"{count:,} {kind}" for kind, count in record.status().counts.items()))
    columns = [measure(record)]
    heads = ["embedded: median ms", "p95"]
    if url := os.environ.get("NEO4J_TEST_URL"):
        columns.append(_measure_neo4j(url))
        heads += ["neo4j: median ms", "p95"]
    rows = [(row[0][0], *(cell for column in row for cell in column[1:])) for row in zip(*columns, strict=True)]
    print_table(("question", *heads), rows)
    return 0


def _measure_neo4j(url: str) -> list[tuple[str, ...]]:
    store = make_store(url, database="neo4j")
    if store.status().counts.get("video") != Video.objects.count():
        start = time.perf_counter()
        found = rebuild_store(store)
        print(f"rebuilt and compared in {time.perf_counter() - start:.0f} s, {found.total} differences")
    return measure(store)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
