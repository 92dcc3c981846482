"""Moments: the segments in which all that was typed is said. Best first: word for word, then in whole words, then by
their beginnings; with its signs before without; close together before far apart; of equal ones what was added last,
within a video what is said first; no video crowds out the others. Of one video alone: in the order of what is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from graphapp.explorer.search.asked import Asked, Place, Term
from graphapp.explorer.search.engines import TextEngine
from graphapp.explorer.search.highlighting import EXCERPT, Lit, cut_excerpt, light_up
from graphapp.videos.models import Segment

LOOKED_AT, LOOKED_AT_FOR_SIGNS = 60, 500
"""Segments of each rank that are compared; the second where signs were typed, which no index holds."""
READ = 1000
"""Segments of each rank of which those are chosen: one video may have hundreds."""
OF_EACH_VIDEO = 12
"""Segments of one video that are compared before more of it are, those that are said first."""
OF_ONE_VIDEO = 2
"""Moments of one video that come before those of others."""
NEAR = 40
"""Characters: nearer than this is all the same."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`number`: of the segment in its video. `lit`: what is said there, or a piece of it. `more`: others of its video
    come after those of others."""

    video: str
    slug: str
    title: str
    video_url: str
    number: int
    start_ms: int | None
    speaker: str
    language: str
    lit: Lit
    more: bool = False


_FIELDS = (
    "id",
    "video_id",
    "video__slug",
    "video__title",
    "video__video_url",
    "number",
    "start_ms",
    "speaker",
    "video__language",
    "text",
)


def find_moments(asked: Asked, *, engine: TextEngine, limit: int, excerpt: int = EXCERPT) -> list[Moment]:
    """`excerpt`: characters of what is said that are shown at most."""
    ranks = _rank_segments(asked, engine=engine, limit=limit)
    found = _load_moments(ranks, asked=asked)
    newest = dict.fromkeys(moment.video for moment in found.values())
    place = {video: at for at, video in enumerate(newest)}

    def weigh(id: int) -> tuple[int, ...]:
        moment = found[id]
        unlike = asked.count_lost_signs(moment.lit.text)
        return ranks[id], unlike, _measure_extent(moment.lit), place[moment.video], moment.number

    return _cut(_spread([found[id] for id in sorted(found, key=weigh)])[:limit], excerpt=excerpt)


def find_within(place: Place, asked: Asked, *, engine: TextEngine, limit: int, excerpt: int = EXCERPT) -> list[Moment]:
    """The first `limit` of one video from there on."""
    ids = engine.list_within(place, asked.terms, speaker=asked.speaker, limit=limit)
    found = _load_moments(ids, asked=asked).values()
    return _cut(sorted(found, key=attrgetter("number")), excerpt=excerpt)


def _load_moments(ids: Collection[int], *, asked: Asked) -> dict[int, Moment]:
    """By row number, what was added last first; each with the whole text."""
    rows = Segment.objects.filter(id__in=ids).order_by("-id").values_list(*_FIELDS)
    return {id: Moment(*facts, light_up(text, terms=asked.terms)) for id, *facts, text in rows}


def _cut(moments: Sequence[Moment], *, excerpt: int) -> list[Moment]:
    return [replace(moment, lit=cut_excerpt(moment.lit, size=excerpt)) for moment in moments]


def _rank_segments(asked: Asked, *, engine: TextEngine, limit: int) -> dict[int, int]:
    """By ever looser ways, until enough are found. What somebody has said word for word is not taken for the beginning
    of something longer as long as there is enough else: that is looked for last, since it takes longest."""
    ranks: dict[int, int] = {}
    ways, rank = _list_ways(asked.terms), 0
    looked_at = max(LOOKED_AT_FOR_SIGNS if asked.signs else LOOKED_AT, limit)
    while ways and len(ranks) < limit:
        rows = engine.list_segments(ways.pop(0), speaker=asked.speaker, limit=max(READ, looked_at))
        found = _choose_rows(rows, limit=looked_at)
        ranks = dict.fromkeys(found, rank) | ranks
        if found and rank == 0:
            ways.sort(key=_begins)
        rank += 1
    return ranks


def _choose_rows(rows: Sequence[tuple[int, str]], *, limit: int) -> list[int]:
    """Row numbers, at most `limit`, of such with their videos, all of them from last to first."""
    counts: Counter[str] = Counter()
    early: list[int] = []
    late: list[int] = []
    for id, video in reversed(rows):
        counts[video] += 1
        (early if counts[video] <= OF_EACH_VIDEO else late).append(id)
    return [*reversed(early), *reversed(late)][:limit]


def _list_ways(terms: Sequence[Term]) -> list[list[Term]]:
    """Ever looser ways to mean what was typed."""
    ways = [[Term(term.words) for term in terms], list(terms)]
    if len(terms) > 1 and all(len(term.words) == 1 for term in terms):
        phrase = tuple(term.words[0] for term in terms)
        ways = [[Term(phrase)], [Term(phrase, begins=terms[-1].begins)], *ways]
    return [way for place, way in enumerate(ways) if way not in ways[:place]]


def _begins(way: Sequence[Term]) -> bool:
    return any(term.begins for term in way)


def _measure_extent(lit: Lit) -> int:
    return (lit.spans[-1][1] - lit.spans[0][0]) // NEAR if lit.spans else 0


def _spread(moments: Sequence[Moment]) -> list[Moment]:
    counts = Counter(moment.video for moment in moments)
    seen: Counter[str] = Counter()
    first: list[Moment] = []
    rest: list[Moment] = []
    for moment in moments:
        seen[moment.video] += 1
        if seen[moment.video] > OF_ONE_VIDEO:
            rest.append(moment)
        else:
            more = seen[moment.video] == OF_ONE_VIDEO < counts[moment.video]
            first.append(replace(moment, more=more))
    return first + rest
