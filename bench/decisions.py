"""Making decisions on a large library: how long the server takes, on the library that DATA_DIR holds.

`DATA_DIR=/copy/of/a/library python -m bench.decisions [ROUNDS]`. Set GRAPH_URL to follow a Neo4j too: `made` and
`revoked` are what an editor waits for, `follows` what the store needs after the answer where that was left to a worker.
Each decision is revoked again; the library ends as it began. `hub` is the most mentioned thing, `any` a random one.
What a worker does beside (`graphapp.config.sqlite.writing_back`, the outbox) is done between two decisions.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
django.setup()

from bench.table import print_table  # noqa: E402
from graphapp.config.collecting import collect_seldom  # noqa: E402
from graphapp.config.sqlite.writing_back import write_back  # noqa: E402
from graphapp.curation.deciding import make_decision, revoke_decision  # noqa: E402
from graphapp.curation.previewing import preview_decision  # noqa: E402
from graphapp.curation.review.cards import show_card  # noqa: E402
from graphapp.curation.review.gathering import gather_touched  # noqa: E402
from graphapp.curation.review.queue import Wish, list_open  # noqa: E402
from graphapp.graph.models import Entity, Relation  # noqa: E402
from graphapp.runs.projection.outbox import catch_up  # noqa: E402
from graphapp.videos.models import Mention, Segment  # noqa: E402

Fields = dict[str, Any]
ROUNDS = 12


def list_kinds(dice: random.Random) -> Iterator[tuple[str, str, Callable[[], Fields]]]:
    """(name, kind, what to decide) for the largest hub and for random things."""
    ids = list(Entity.objects.order_by("id").values_list("id", flat=True))
    hubs = list(Entity.objects.order_by("-video_count").values_list("id", flat=True)[:5])
    edges = list(Relation.objects.filter(subject__in=hubs[:1]).order_by("-weight").values_list("id", flat=True)[:50])
    wide = list(Relation.objects.order_by("id").values_list("id", flat=True)[:20_000])
    for where, choose in (("hub", lambda: hubs[0]), ("any", lambda: dice.choice(ids))):
        edge = (lambda: dice.choice(edges)) if where == "hub" else (lambda: dice.choice(wide))
        yield f"rename, {where}", "rename", lambda c=choose: {"entity": c(), "name": f"Name {dice.random()}"}
        yield f"retype, {where}", "retype", lambda c=choose: {"entity": c(), "type": other_type(c())}
        yield f"approve, {where}", "approve", lambda c=choose: {"entity": c()}
        yield f"same, {where} and any", "same", lambda c=choose: {"entities": [c(), dice.choice(ids)]}
        yield f"distinct, {where} and any", "distinct", lambda c=choose: {"entities": [c(), dice.choice(ids)]}
        yield f"approve connection, {where}", "approve", lambda e=edge: {"relation": e()}
        yield f"correct connection, {where}", "correct", lambda e=edge: {"relation": e(), "swapped": True}
        yield f"split one mention, {where}", "split", lambda c=choose: split_one(c(), dice)
        yield f"relate, {where}", "relate", lambda c=choose: relate(c(), dice)
    yield "same, two hubs", "same", lambda: {"entities": hubs[1:3]}
    yield "hide, hub", "hide", lambda: {"entity": hubs[0]}


def other_type(id: str) -> str:
    return "Place" if Entity.objects.get(id=id).type != "Place" else "Event"


def split_one(id: str, dice: random.Random) -> Fields:
    rows = list(Mention.objects.filter(key__entity=id).values_list("id", flat=True)[:500])
    return {"entity": id, "mentions": [dice.choice(rows)]}


def relate(id: str, dice: random.Random) -> Fields:
    mention = dice.choice(list(Mention.objects.filter(key__entity=id).select_related("segment")[:500]))
    others = (
        Mention.objects.filter(video=mention.video_id).exclude(key__entity=id).values_list("key__entity", flat=True)
    )
    segment: Segment = mention.segment
    words = {"video": mention.video_id, "segment": str(segment.number), "quote": segment.text[:120].strip()}
    return {"subject": id, "object": others[0], "predicate": "improves", **words}


def time_one(work: Callable[[], Any], *, clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    began = clock()
    answer = work()
    return (clock() - began) * 1000, answer


def follow() -> float:
    """Milliseconds until the graph store has what the answer left to a worker."""
    took, _ = time_one(catch_up)
    write_back()
    return took


def time_next_card() -> tuple[float, float]:
    """(ms, CPU ms) until the desk's next question is there with all that its card shows."""
    took, (cpu, _) = time_one(lambda: time_one(lambda: find_card("bench"), clock=time.process_time))
    return took, cpu


def find_card(editor: str) -> Any:
    gather_touched()
    question = list_open(Wish(editor)).first()
    return question and show_card(question)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    dice = random.Random(3)
    rows = []
    collect_seldom()
    every: list[float] = []
    for name, kind, choose in list_kinds(dice):
        made, undone, tried, worked, followed = [], [], [], [], []
        for _ in range(rounds):
            fields = choose()
            try:
                tried.append(time_one(lambda f=fields, k=kind: preview_decision(k, f))[0])
                decide = partial(make_decision, kind, fields, author="bench")
                took, (cpu, decision) = time_one(partial(time_one, decide, clock=time.process_time))
            except Exception as error:
                print(f"{name}: {error}", file=sys.stderr)
                continue
            made.append(took)
            worked.append(cpu)
            followed.append(follow())
            undone.append(time_one(lambda d=decision: revoke_decision(d, author="bench"))[0])
            followed.append(follow())
        if not made:
            continue
        every += made + undone
        print(f"{name}: {statistics.median(made):.0f}", file=sys.stderr, flush=True)
        rows.append(
            (
                name,
                *(
                    f"{statistics.median(part):.0f}/{quantile(part):.0f}"
                    for part in (made, worked, undone, tried, followed)
                ),
            )
        )
    print_table(("decision", "made", "CPU made", "revoked", "preview", "follows"), rows)
    cards = [time_next_card() for _ in range(rounds)]
    print(
        f"next card: {statistics.median(c[0] for c in cards):.0f} ms, CPU {statistics.median(c[1] for c in cards):.0f}"
    )
    print(f"all: median {statistics.median(every):.0f} ms, p95 {quantile(every):.0f} ms")
    return 0


def quantile(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)] if values else 0.0


if __name__ == "__main__":
    sys.exit(main())
