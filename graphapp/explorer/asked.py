"""What the address of a page across videos asks for. Knows nothing of what is there.

`e` and `connection` are the selection, as on the video page; the front end reads and writes them too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graphapp.explorer.timeline import read_period
from graphapp.graph.results import Filters
from graphapp.videos.drawing.plan import CERTAIN
from graphapp.videos.portrait.selection import MAX_CHARS, Selection, read_selection
from ingest.ontology import load_ontology

SORTS = {"": "Newest", "oldest": "Oldest", "most": "Most mentions"}
"""Of the videos; how each page orders its rows is its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`types`, `predicates`: none means all. `weak`: less certain connections too. `sort`, `period`: of the videos."""

    selection: Selection
    types: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    weak: bool = False
    sort: str = ""
    period: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.types or self.predicates)

    @property
    def filters(self) -> Filters:
        return Filters(types=self.types, predicates=self.predicates, minimum_confidence=0.0 if self.weak else CERTAIN)


def read_asked(parameters: Mapping[str, str], *, sorts: Collection[str] = SORTS) -> Asked:
    """What can't be understood counts as not said: an old or mistyped address still opens the page. `sorts`: those
    that the page has."""
    selection = read_selection(parameters)
    predicates = parameters.get("predicate", "")[:MAX_CHARS].split(",")
    period, sort = parameters.get("period", ""), parameters.get("sort", "")
    return Asked(
        selection=selection,
        types=selection.types,
        predicates=frozenset(name for name in predicates if name in load_ontology().predicates),
        weak=selection.weak,
        sort=sort if sort in sorts else "",
        period=period if read_period(period) else "",
    )
