"""Reads the active decisions that concern some keys or some relations, as resolution takes them. Reads only.

What a decision's `said` holds, by kind (all names of things are keys):
same {keys, name?, type?} · distinct {left, right} · split {left, right, name?, type?} · rename {key, name} ·
retype {key, type} · describe {key, text, links} · hide, approve {key} or {subject, predicate, object, polarity} ·
correct {subject, predicate, object, polarity, predicate_now?, polarity_now?, swapped?} ·
split by mentions {left: [a key of its own], right, places, as, name?, type?} · mention {keys: [entity's?, the words'],
places, as, everywhere, name?, type?} · relate {ends: [keys, keys], predicate, polarity, place}.
A place is {video, words, quote, at, text, nth}: see `graphapp.videos.quoting`; `as` is the type of what is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from graphapp.resolution.judgements import Distinct, Judgements, RelationVerdict, Same, Verdict
from graphapp.resolution.relations import NO_RULES, Rules, index_verdicts
from graphapp.videos.facts import listed
from graphapp.videos.holders import Holders
from graphapp.videos.models import Decision, DecisionKey, Key
from graphapp.videos.prepared import Prepared

SAME, DISTINCT, SPLIT = "same", "distinct", "split"
RENAME, RETYPE, DESCRIBE = "rename", "retype", "describe"
HIDE, APPROVE, CORRECT = "hide", "approve", "correct"
MENTION, RELATE = "mention", "relate"
KINDS = (SAME, DISTINCT, SPLIT, MENTION, RENAME, RETYPE, DESCRIBE, HIDE, APPROVE, CORRECT, RELATE)
_JOINING = (SAME, DISTINCT, SPLIT, MENTION)
_OF_RELATIONS = (HIDE, APPROVE, CORRECT)
_NEXT_TO = Prepared(
    lambda keys: (
        DecisionKey.objects.filter(
            decision__in=DecisionKey.objects.filter(
                key__in=keys, decision__active=True, decision__kind__in=_JOINING
            ).values("decision_id")
        )
        .values_list("key")
        .union(
            Key.objects.filter(reach__in=Key.objects.filter(id__in=keys).exclude(reach="").values("reach")).values_list(
                "id"
            )
        )
    )
)
_ACTIVE_ABOUT = Prepared(
    lambda keys: (
        Decision.objects.filter(active=True, id__in=DecisionKey.objects.filter(key__in=keys).values("decision_id"))
        .order_by("order")
        .values_list("order", "kind", "said")
    )
)
_ANY_OF_RELATIONS = Prepared(
    lambda: Decision.objects.filter(active=True, kind__in=_OF_RELATIONS).order_by().values_list("id")[:1], lists=0
)
FEW = 300
"""About more entities all verdicts are read: there are fewer of them than the entities have keys."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A decision that was not made, to see what it would do. `keys`: all that it speaks of."""

    decision: Decision
    keys: tuple[str, ...]


def load_judgements(keys: Collection[str] | None = None, *, trial: Trial | None = None) -> Judgements:
    """The active decisions that speak of any of `keys`; all of them without."""
    if keys is None:
        return read_judgements(_list_active(None, trial))
    active = [Decision(order=order, kind=kind, said=said) for order, kind, said in _ACTIVE_ABOUT(keys)]
    return read_judgements([*active, *([trial.decision] if trial else ())])


def load_rules(holders: Holders, *, entities: Collection[str] | None = None, trial: Trial | None = None) -> Rules:
    """The active verdicts on relations of any of the given entities, as resolution puts them; or all verdicts."""
    if not trial and not _ANY_OF_RELATIONS():
        return NO_RULES
    keys = holders.select_keys(entities) if entities is not None and len(entities) <= FEW else None
    active = _list_active(keys, trial, kinds=_OF_RELATIONS)
    verdicts = read_judgements(decision for decision in active if "subject" in decision.said).relations
    ends = {key for verdict in verdicts for key in (verdict.subject, verdict.object)}
    return index_verdicts(verdicts, entity_of=holders.locate(ends))


def close_over(keys: Collection[str], *, trial: Trial | None = None) -> set[str]:
    """`keys` and all keys that ties and decisions, as they were and as they are, could make one with any of them."""
    closed = {*keys, *(key for (key,) in _NEXT_TO(keys))}
    if trial and trial.decision.kind in _JOINING and not closed.isdisjoint(trial.keys):
        closed |= set(trial.keys)
    return closed if closed == set(keys) else close_over(closed, trial=trial)


def _list_active(
    keys: Collection[str] | Q | None, trial: Trial | None, *, kinds: Collection[str] = KINDS
) -> list[Decision]:
    """In the order in which they were made."""
    decisions = Decision.objects.filter(active=True, kind__in=kinds).order_by("order")
    if keys is not None:
        spoken = DecisionKey.objects.filter(keys if isinstance(keys, Q) else Q(key__in=listed(keys)))
        decisions = decisions.filter(id__in=spoken.values("decision_id"))
    return [*decisions, *([trial.decision] if trial else ())]


def read_judgements(decisions: Iterable[Decision]) -> Judgements:
    rows = list(decisions)
    return Judgements(
        same=tuple(_read_same(d) for d in rows if d.kind in {SAME, SPLIT, MENTION}),
        distinct=tuple(_read_distinct(d) for d in rows if d.kind in {DISTINCT, SPLIT}),
        verdicts=tuple(v for d in rows for v in _read_verdicts(d)),
        relations=tuple(_read_relation(d) for d in rows if "subject" in d.said),
    )


def _read_same(decision: Decision) -> Same:
    """What was split off stays together, though the name that tied it is gone."""
    return Same(decision.order, tuple(decision.said["left" if decision.kind == SPLIT else "keys"]))


def _read_distinct(decision: Decision) -> Distinct:
    return Distinct(decision.order, tuple(decision.said["left"]), tuple(decision.said["right"]))


def _read_verdicts(decision: Decision) -> list[Verdict]:
    said = decision.said
    key = said.get("key") or (said.get("keys") or said.get("left") or [""])[0]
    if not key:
        return []
    return [
        Verdict(
            order=decision.order,
            key=key,
            name=said.get("name", ""),
            type=said.get("type", ""),
            hidden=decision.kind == HIDE,
            approved=decision.kind == APPROVE,
            description=said.get("text", "") if decision.kind == DESCRIBE else "",
            links=tuple((words, address) for words, address in said.get("links", ())),
        )
    ]


def _read_relation(decision: Decision) -> RelationVerdict:
    said = decision.said
    return RelationVerdict(
        order=decision.order,
        subject=said["subject"],
        predicate=said["predicate"],
        object=said["object"],
        polarity=said["polarity"],
        predicate_now=said.get("predicate_now", ""),
        polarity_now=said.get("polarity_now", ""),
        swapped=bool(said.get("swapped")),
        hidden=decision.kind == HIDE,
        approved=decision.kind == APPROVE,
    )
