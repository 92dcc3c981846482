"""Compares the graph store with the record, and makes it again from the record. The record is never changed by it.

What the store holds is compared by digests (`graphapp.graph.fingerprint`), both sides read in the order of
ids, so that a library of any size needs little memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from graphapp.graph.errors import GraphUnavailable
from graphapp.graph.fingerprint import KINDS
from graphapp.graph.models import Entity, Relation
from graphapp.graph.opening import open_record
from graphapp.graph.port import GraphStore
from graphapp.graph.results import LONE, NAMELESS, GraphDelta
from graphapp.runs.projection.outbox import make_again
from graphapp.videos.deriving.counting import list_miscounted
from graphapp.videos.deriving.projecting import load_change
from graphapp.videos.models import Video

MISSING, EXTRA, DIFFERING = "missing", "extra", "differing"
LISTED = 1000
"""Differences of one kind that are kept by id; all are counted."""
ENTITY_PAGE = 1000
VIDEO_PAGE = 10
ROUNDS = 3
END = ("\U0010ffff", "")
"""Sorts behind every id."""

Listener = Callable[[str, int, int], None]
Fingerprints = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """`what`: missing in the store, extra there, or differing."""

    kind: str
    id: str
    what: str


@dataclass(slots=True)
class Comparison:
    """`checked` and `counts` by kind; `differences` holds the first LISTED of each kind."""

    checked: dict[str, int] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(counter.total() for counter in self.counts.values())


def compare_store(store: GraphStore, *, on_progress: Listener | None = None) -> Comparison:
    """Every row of every kind. Raises `GraphUnavailable` when the store does not answer."""
    record = open_record()
    result = Comparison()
    for number, kind in enumerate(KINDS):
        _tell(on_progress, f"comparing: {kind}", number, len(KINDS))
        _compare_kind(result, kind, record.fingerprints(kind), store.fingerprints(kind))
    return result


def check_counts(result: Comparison) -> None:
    """Adds what the record's own counts of entities and videos differ in from counting them anew."""
    wrong = list(list_miscounted())
    result.checked["count"] = Entity.everything.count() + Video.objects.count()
    result.counts["count"] = Counter({DIFFERING: len(wrong)} if wrong else {})
    result.differences += [Difference("count", id, DIFFERING) for id in wrong[:LISTED]]


def _compare_kind(result: Comparison, kind: str, record: Fingerprints, stored: Fingerprints) -> None:
    counter: Counter[str] = Counter()
    checked = 0
    for id, what in _merge(record, stored):
        checked += what != EXTRA
        if what:
            counter[what] += 1
            if counter.total() <= LISTED:
                result.differences.append(Difference(kind, id, what))
    result.checked[kind], result.counts[kind] = checked, counter


def _merge(record: Fingerprints, stored: Fingerprints) -> Iterator[tuple[str, str]]:
    """(id, what is wrong with it or "") of two sides that are both sorted by id."""
    ours, theirs = next(record, END), next(stored, END)
    while ours != END or theirs != END:
        if ours[0] < theirs[0]:
            yield ours[0], MISSING
            ours = next(record, END)
        elif theirs[0] < ours[0]:
            yield theirs[0], EXTRA
            theirs = next(stored, END)
        else:
            yield ours[0], "" if ours[1] == theirs[1] else DIFFERING
            ours, theirs = next(record, END), next(stored, END)


def rebuild_store(store: GraphStore, *, resume: bool = False, on_progress: Listener | None = None) -> Comparison:
    """Wipe, set up, write everything, compare, and write again what changed in the meantime.

    May be ended at any moment and done again; with `resume` it keeps what is there and leaves out the videos
    that an interrupted rebuild has written already. Meanwhile changes wait and readers are answered from the record.
    """
    if store.reads_record:
        return _rebuild(store, resume, on_progress)
    with make_again() as go_on:

        def listen(stage: str, done: int, total: int) -> None:
            if not go_on():
                raise GraphUnavailable("Another process began to write to the graph store: make it again.")
            _tell(on_progress, stage, done, total)

        return _rebuild(store, resume, listen)


def _rebuild(store: GraphStore, resume: bool, on_progress: Listener | None) -> Comparison:
    if not resume:
        _tell(on_progress, "wiping", 0, 1)
        store.wipe()
    store.setup()
    _write_everything(store, on_progress)
    return repair_store(store, on_progress=on_progress)


def repair_store(store: GraphStore, *, on_progress: Listener | None = None) -> Comparison:
    """Compare and write what differs, at most ROUNDS times; the last comparison is returned."""
    found = compare_store(store, on_progress=on_progress)
    for _ in range(ROUNDS):
        if not found.differences:
            break
        for delta in list_deltas(found.differences):
            store.write(load_change(delta))
        found = compare_store(store, on_progress=on_progress)
    return found


def _write_everything(store: GraphStore, on_progress: Listener | None) -> None:
    written = {id for id, _ in store.fingerprints("video")}
    for delta in list_everything(leave_out=written, on_progress=on_progress):
        store.write(load_change(delta))


def list_everything(*, leave_out: Collection[str] = (), on_progress: Listener | None = None) -> Iterator[GraphDelta]:
    """The whole library as changes: entities before what hangs on them, a video whole in one. But for some videos."""
    videos = Video.objects.order_by("added_at", "id")
    todo = [id for id in videos.values_list("id", flat=True) if id not in leave_out]
    for ids in _page(Entity.everything.all(), "entities", on_progress):
        yield GraphDelta(entities=ids)
    for number, page in enumerate(_cut(todo, VIDEO_PAGE)):
        _tell(on_progress, "writing: videos", number * VIDEO_PAGE, len(todo))
        yield GraphDelta(videos=page)
    for ids in _page(Relation.everything.all(), "relations", on_progress):
        yield GraphDelta(relations=ids)


def _page(rows: QuerySet[Entity] | QuerySet[Relation], name: str, told: Listener | None) -> Iterator[tuple[str, ...]]:
    total, done, after = rows.count(), 0, ""
    while ids := tuple(rows.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:ENTITY_PAGE]):
        _tell(told, f"writing: {name}", done, total)
        yield ids
        done, after = done + len(ids), ids[-1]


def list_deltas(differences: Sequence[Difference]) -> Iterator[GraphDelta]:
    """The changes that mend differences. What belongs to a video is written with its whole video, what belongs to
    nothing that there is goes at once."""
    known = [d for d in differences if d.id and not d.id.startswith(LONE)]
    if len(known) < len(differences):
        yield GraphDelta(entities=(NAMELESS,))
    entities = tuple(d.id for d in known if d.kind == "entity")
    relations = tuple(d.id for d in known if d.kind == "relation")
    own = (d.id.partition(":")[0] for d in known if d.kind not in {"entity", "relation"})
    for page in _cut(entities, ENTITY_PAGE):
        yield GraphDelta(entities=page)
    for page in _cut(list(dict.fromkeys(own)), VIDEO_PAGE):
        yield GraphDelta(videos=page)
    for page in _cut(relations, ENTITY_PAGE):
        yield GraphDelta(relations=page)


def _cut(ids: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(ids[start : start + size]) for start in range(0, len(ids), size))


def _tell(listener: Listener | None, stage: str, done: int, total: int) -> None:
    if listener:
        listener(stage, done, total)
