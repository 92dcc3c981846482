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

from django.db.models import QuerySet

from graphapp.resolution.judgements import Distinct, Judgements, RelationVerdict, Same, Verdict
from graphapp.resolution.relations import Rules, index_verdicts
from graphapp.videos.models import Decision, DecisionKey, Key

SAME, DISTINCT, SPLIT = "same", "distinct", "split"
RENAME, RETYPE, DESCRIBE = "rename", "retype", "describe"
HIDE, APPROVE, CORRECT = "hide", "approve", "correct"
MENTION, RELATE = "mention", "relate"
KINDS = (SAME, DISTINCT, SPLIT, MENTION, RENAME, RETYPE, DESCRIBE, HIDE, APPROVE, CORRECT, RELATE)
_JOINING = (SAME, DISTINCT, SPLIT, MENTION)


def load_judgements(keys: Collection[str] | None = None) -> Judgements:
    """The active decisions that speak of any of `keys`; all of them without."""
    return read_judgements(_list_active(keys))


def load_rules(entities: Collection[str] | None = None) -> Rules:
    """The active verdicts on relations of any of the given entities, as resolution put them now; or all verdicts."""
    keys = None if entities is None else Key.objects.filter(entity__in=entities).values("id")
    verdicts = read_judgements(_list_active(keys)).relations
    ends = {key for verdict in verdicts for key in (verdict.subject, verdict.object)}
    rows = Key.objects.filter(id__in=ends, entity__isnull=False).values_list("id", "entity_id")
    return index_verdicts(verdicts, entity_of=dict(rows))


def list_decided_keys(keys: Collection[str]) -> set[str]:
    """`keys`, and those that an active decision speaks of together with one of them."""
    decisions = _list_active(keys).filter(kind__in=_JOINING)
    return set(keys) | set(DecisionKey.objects.filter(decision__in=decisions.order_by()).values_list("key", flat=True))


def _list_active(keys: Collection[str] | QuerySet[Key] | None) -> QuerySet[Decision]:
    decisions = Decision.objects.filter(active=True).order_by("order")
    if keys is None:
        return decisions
    return decisions.filter(id__in=DecisionKey.objects.filter(key__in=keys).values("decision_id"))


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
