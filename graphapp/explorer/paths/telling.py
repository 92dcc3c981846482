"""Paths in words: each hop as a sentence in reading direction, with its surest quote. Two queries for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graphapp.graph.models import Relation
from graphapp.graph.results import Junction, Node, Path, Ways
from graphapp.videos.portrait.wording import phrase_of, write_sentence
from graphapp.videos.reading.connections import Evidence, load_best_evidence

ASSERTED = "asserted"


@dataclass(frozen=True, slots=True)
class Tie:
    """A connection as it reads from one of its ends to the other."""

    relation: Relation
    phrase: str


@dataclass(frozen=True, slots=True)
class Hop:
    """`tie` reads from `start` to `end`. `others`: what else joins the two, most often stated first."""

    start: Node
    end: Node
    tie: Tie
    evidence: Evidence | None = None
    others: Sequence[Tie] = ()

    @property
    def sentence(self) -> str:
        polarity = self.tie.relation.polarity
        return write_sentence(self.start.name, self.tie.phrase, self.end.name, polarity=polarity)


@dataclass(frozen=True, slots=True)
class Told:
    """A path, or a leg of a junction."""

    path: Path
    hops: Sequence[Hop]

    @property
    def between(self) -> Sequence[Node]:
        return self.path.nodes[1:-1]

    @property
    def statements(self) -> int:
        return sum(hop.tie.relation.weight for hop in self.hops)

    @property
    def doubts(self) -> Sequence[str]:
        """The polarities that are not plain statements."""
        found = (hop.tie.relation.polarity for hop in self.hops)
        return list(dict.fromkeys(polarity for polarity in found if polarity != ASSERTED))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A junction in words; legs of no hops are left out."""

    junction: Junction
    legs: Sequence[Told]

    @property
    def node(self) -> Node:
        return self.junction.node

    @property
    def statements(self) -> int:
        return sum(leg.statements for leg in self.legs)

    @property
    def doubts(self) -> Sequence[str]:
        return list(dict.fromkeys(doubt for leg in self.legs for doubt in leg.doubts))


@dataclass(frozen=True, slots=True)
class Story:
    paths: Sequence[Told] = ()
    meetings: Sequence[Meeting] = ()
    ways: Ways = field(default_factory=Ways)

    @property
    def is_empty(self) -> bool:
        return not (self.paths or self.meetings)


def tell_ways(ways: Ways) -> Story:
    shown = [*ways.paths, *(leg for junction in ways.junctions for leg in junction.legs)]
    ties = _load_ties(shown)
    best = load_best_evidence([edge.id for path in shown for edge in path.edges])
    paths = [_tell(path, ties, best) for path in ways.paths]
    meetings = [Meeting(j, [_tell(leg, ties, best) for leg in j.legs if leg.edges]) for j in ways.junctions]
    return Story(paths, meetings, ways)


def _load_ties(paths: Iterable[Path]) -> dict[frozenset[str], list[Relation]]:
    """All relations between entities that are next to each other in one of the paths."""
    pairs = {frozenset((a.id, b.id)) for path in paths for a, b in pairwise(path.nodes)}
    ids = {id for pair in pairs for id in pair}
    found: dict[frozenset[str], list[Relation]] = defaultdict(list)
    for relation in Relation.objects.filter(subject__in=ids, object__in=ids).order_by("-weight", "id") if ids else ():
        pair = frozenset((relation.subject_id, relation.object_id))
        if pair in pairs:
            found[pair].append(relation)
    return found


def _tell(
    path: Path, ties: Mapping[frozenset[str], Sequence[Relation]], best: Mapping[str, Sequence[Evidence]]
) -> Told:
    return Told(path, list(_list_hops(path, ties, best)))


def _list_hops(
    path: Path, ties: Mapping[frozenset[str], Sequence[Relation]], best: Mapping[str, Sequence[Evidence]]
) -> Iterator[Hop]:
    for (start, end), edge in zip(pairwise(path.nodes), path.edges, strict=True):
        joined = ties.get(frozenset((start.id, end.id)), ())
        read = [Tie(r, phrase_of(r.predicate, inverse=r.subject_id == end.id)) for r in joined]
        main = next((tie for tie in read if tie.relation.id == edge.id), None)
        if main is None:
            continue  # the graph store has not yet heard that it is gone
        evidence = next(iter(best.get(edge.id, ())), None)
        yield Hop(start, end, main, evidence, [tie for tie in read if tie is not main])
