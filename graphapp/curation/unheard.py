"""Which edits of a thing can't be seen of it though no later one replaced them: what they speak of has become a name
of a better known thing, for which they do not hold. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graphapp.curation.fields import list_meant
from graphapp.graph.models import Entity
from graphapp.videos.models import Decision, DecisionKey
from graphapp.videos.premises.facts import listed
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.judging import APPROVE, DESCRIBE, HIDE, MENTION, RENAME, REPLACING, RETYPE, SAME, SPLIT

NAMING = (SAME, SPLIT, MENTION)
"""These may name and type a thing by the way."""


def find_unheard(decisions: Iterable[Decision]) -> set[str]:
    """Ids of those of active decisions about things that are here."""
    rows = {d.id: d for d in decisions if d.active and "key" in d.said}
    holders = Holders().locate({key for d in rows.values() for key in list_meant(d.said)}) if rows else {}
    things = Entity.everything.in_bulk(set(holders.values()))
    silent = []
    for row in rows.values():
        held = [things[holders[key]] for key in list_meant(row.said) if holders.get(key) in things]
        if held and not any(_shows(thing, row) for thing in held):
            silent.append(row)
    last = _find_last({key for row in silent for key in list_meant(row.said)}) if silent else {}
    return {row.id for row in silent if not _is_replaced(row, last)}


def _shows(thing: Entity, decision: Decision) -> bool:
    said = decision.said
    return {
        HIDE: lambda: thing.hidden,
        APPROVE: lambda: thing.approved,
        RENAME: lambda: thing.name == said["name"],
        RETYPE: lambda: thing.type == said["type"],
        DESCRIBE: lambda: (thing.description, thing.links) == (said["text"], said["links"]),
    }[decision.kind]()


def _find_last(keys: Iterable[str]) -> Mapping[tuple[str, str], int]:
    """By key and kind the order of the last active decision that says something instead of others."""
    kinds = (*REPLACING, *NAMING)
    rows = DecisionKey.objects.filter(key__in=listed(keys), kind__in=kinds, decision__active=True)
    last: dict[tuple[str, str], int] = defaultdict(int)
    for key, kind, order in rows.values_list("key", "kind", "order"):
        last[key, kind] = max(last[key, kind], order)
    return last


def _is_replaced(decision: Decision, last: Mapping[tuple[str, str], int]) -> bool:
    kinds = (decision.kind, *NAMING) if decision.kind in REPLACING else ()
    return any(last.get((key, kind), 0) > decision.order for key in list_meant(decision.said) for kind in kinds)
