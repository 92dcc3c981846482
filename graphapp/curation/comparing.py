"""How the graph differs between two times, by what was decided: both are made for a moment, read, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from graphapp.curation.deciding import REVOKED
from graphapp.curation.refusals import DecisionInvalid
from graphapp.curation.wording import phrase_relation
from graphapp.graph.models import Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.deriving.projecting import list_relations_at
from graphapp.videos.deriving.resolving import follow_decisions
from graphapp.videos.models import Decision, DecisionEvent, DecisionKey, Key, Video
from graphapp.videos.premises.facts import listed
from graphapp.videos.premises.judging import REPLACING, SPLIT


@dataclass(frozen=True, slots=True)
class Changed:
    """An entity or connection in words, before and after; empty where it was not, or is not."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    decisions: tuple[Decision, ...]
    entities: tuple[Changed, ...]
    connections: tuple[Changed, ...]
    videos: tuple[Video, ...]


@dataclass(frozen=True, slots=True)
class _Shot:
    entities: dict[str, str]
    connections: dict[str, str]


class _TakeBack(Exception):
    def __init__(self, shots: tuple[_Shot, _Shot]) -> None:
        self.shots = shots


DAYS = 7
MOST = 200
"""So many decisions are played at most: everybody else waits meanwhile. Of names, types and descriptions of one thing
only those are that stand at one of the times, or now."""


def compare_times(since: datetime, until: datetime) -> Changes:
    """Changes nothing. Decisions that were switched in between are played, and so is what was switched later about the
    same things; the videos are those of now. Raises DecisionInvalid where these are more than MOST."""
    before, after = _active_at(since), _active_at(until)
    _refuse_many(before ^ after, "lie between the two times")
    differing = list(Decision.objects.filter(id__in=before ^ after).order_by("order"))
    switched, counting = _add_later(before ^ after, before=before, after=after)
    _refuse_many(counting, "lie between the two times or came later about the same things")
    first, last = _play(switched, counting, before, after) if differing else (_Shot({}, {}), _Shot({}, {}))
    return Changes(
        decisions=tuple(differing),
        entities=_list_changed(first.entities, last.entities),
        connections=_list_changed(first.connections, last.connections),
        videos=tuple(Video.objects.filter(added_at__gt=since, added_at__lte=until).order_by("added_at")),
    )


def go_back(until: datetime) -> datetime:
    """From when on what was decided is compared where no time is given: DAYS before, or less where much was decided."""
    try:
        since = until - timedelta(days=DAYS)
    except OverflowError:  # there is no time before
        return until
    events = DecisionEvent.objects.filter(at__gt=since, at__lte=until).order_by("-at").values_list("at", flat=True)
    return events[MOST : MOST + 1][0] if events[MOST : MOST + 1] else since


def _active_at(time: datetime) -> frozenset[str]:
    events = DecisionEvent.objects.filter(at__lte=time).order_by("id")
    latest = dict(events.values_list("decision_id", "action"))
    return frozenset(id for id, action in latest.items() if action != REVOKED)


def _refuse_many(decisions: Collection[str], where: str) -> None:
    if len(decisions) > MOST:
        raise DecisionInvalid(f"{len(decisions):,} decisions {where}. At most {MOST} are compared.")


def _add_later(
    differing: frozenset[str], *, before: frozenset[str], after: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """With those that are not as they were then, as far as they are about the same things: what is called otherwise
    now, or hidden, was not so then. And which of all these count at any of the times."""
    now = frozenset(Decision.objects.filter(active=True).values_list("id", flat=True))
    later = ((before ^ now) | (after ^ now)) - differing
    switched = differing
    found = counting = _leave_out_replaced(differing, before, after, now)
    while found and later:
        spoken = DecisionKey.objects.filter(decision__in=listed(found)).values("key")
        held = Key.objects.exclude(holder="").filter(holder__in=Key.objects.filter(id__in=spoken).values("holder"))
        about = DecisionKey.objects.filter(Q(key__in=spoken) | Q(key__in=held.values("id")))
        more = later.intersection(about.values_list("decision_id", flat=True)) - switched
        found = _leave_out_replaced(more, before, after, now)
        switched, counting = switched | more, counting | found
    return switched, counting


def _leave_out_replaced(decisions: frozenset[str], *times: frozenset[str]) -> frozenset[str]:
    """Without names, types and descriptions in whose place another stands at each of the times, with no split between
    the two."""
    meaning = DecisionKey.objects.filter(kind__in=REPLACING, meant=F("key"))
    keys = meaning.filter(decision__in=listed(decisions)).values("key")
    splitting = DecisionKey.objects.filter(kind=SPLIT, key__in=keys)
    rows = (meaning.filter(key__in=keys) | splitting).order_by("order").values_list("kind", "key", "decision_id")
    splits: Counter[str] = Counter()
    told = []
    for kind, key, id in rows:
        if kind == SPLIT:
            splits[key] += 1
        else:
            told.append(((kind, key, splits[key]), id))
    last = [{place: id for place, id in told if id in time}.values() for time in times]
    return decisions.difference({id for _, id in told}.difference(*last))


def _play(
    switched: Collection[str], counting: Collection[str], before: frozenset[str], after: frozenset[str]
) -> tuple[_Shot, _Shot]:
    try:
        with transaction.atomic():
            wait_for_turn()
            _set(switched, counting, before)
            touched = _set(switched, counting, after)
            last = _read(touched)
            _set(switched, counting, before)
            raise _TakeBack((_read(touched), last))
    except _TakeBack as end:
        return end.shots


def _set(switched: Collection[str], counting: Collection[str], active: frozenset[str]) -> GraphDelta:
    Decision.objects.filter(id__in=listed(switched)).update(active=False)
    Decision.objects.filter(id__in=listed(active.intersection(switched))).update(active=True)
    return follow_decisions(list(counting))


def _read(delta: GraphDelta) -> _Shot:
    keys = Key.objects.filter(id__in=delta.entities).values("entity")
    entities = Entity.objects.filter(Q(id__in=delta.entities) | Q(id__in=keys))
    named = Relation.objects.filter(id__in=delta.relations) | list_relations_at(delta.toggled)
    relations = named.select_related("subject", "object")
    return _Shot({row.id: _tell(row) for row in entities}, {row.id: _phrase(row) for row in relations})


def _tell(row: Entity) -> str:
    names = sorted(set(Key.objects.filter(entity=row).values_list("folded", flat=True)))
    more = f", also {', '.join(names[:6])}" if len(names) > 1 else ""
    marks = " · approved" if row.approved else ""
    text = f" · {row.description[:80]}" if row.description else ""
    return f"{row.name} ({row.type}){more}{marks}{text}"


def _phrase(row: Relation) -> str:
    marks = " · approved" if row.approved else ""
    return f"{phrase_relation(row)}{marks}"


def _list_changed(first: dict[str, str], last: dict[str, str]) -> tuple[Changed, ...]:
    ids: Iterable[str] = first.keys() | last.keys()
    found = {Changed(first.get(id, ""), last.get(id, "")) for id in ids if first.get(id) != last.get(id)}
    return tuple(sorted(found, key=lambda changed: (changed.before or changed.after, changed.after)))
