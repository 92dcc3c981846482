"""Which questions are open: nothing that was decided, and nothing that is gone, has settled them.

Those about hidden things stay open, and are not asked (`graphapp.curation.review.queue`): hiding a hub would have to
look at thousands of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from graphapp.curation.models import CONNECTION, TYPE, Question
from graphapp.curation.review.questions import identify
from graphapp.graph.models import Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Decision, DecisionKey, Key
from graphapp.videos.premises.facts import listed
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.judging import DISTINCT, RETYPE, SAME, SPLIT, read_judgements

# a hub has thousands of connections, which a new name of it neither settles nor opens
_OF_THINGS = Question.objects.exclude(kind=CONNECTION).order_by().values_list("id")
_ASKED_ABOUT = Prepared(
    lambda entities, relations: _OF_THINGS.filter(left__in=_keys_of(entities)).union(
        _OF_THINGS.filter(right__in=_keys_of(entities)),
        _OF_THINGS.filter(left__in=entities),
        _OF_THINGS.filter(right__in=entities),
        Question.objects.filter(relation__in=relations).order_by().values_list("id"),
    ),
    lists=2,
)


def _keys_of(entities: Any) -> QuerySet[Key, Any]:
    return Key.objects.filter(holder__in=entities).values("id")


def recheck_changed(delta: GraphDelta) -> None:
    """Questions about what a decision changed, whether it settles them or opens them again."""
    found = _ASKED_ABOUT(delta.entities, delta.relations)
    if found:
        recheck([id for (id,) in found])


def list_settled(entities: Collection[str]) -> list[str]:
    """Ids of open questions about these entities, some of which may be gone, that nothing asks any more. A hub has
    thousands about connections, of which few are looked at."""
    waiting = Exists(Relation.everything.filter(id=OuterRef("relation"), approved=False))
    rows = list(_list_about(entities).exclude(waiting))
    now = find_open(rows)
    return [row.id for row in rows if row.id not in now]


def list_renamed(entities: Collection[str]) -> list[str]:
    """Ids of open questions about these entities that are asked by another id now."""
    return [*find_renamed(list(_list_about(entities).exclude(kind=CONNECTION)))]


def find_renamed(questions: Sequence[Question]) -> dict[str, str]:
    """Of those about things, by what id they are asked beside it, since one was joined with an older thing."""
    of_things = [row for row in questions if row.kind != CONNECTION]
    entity_of = locate({key for row in of_things for key in (row.left, row.right)})
    ends = {row.id: [entity_of.get(key, key) for key in (row.left, row.right)] for row in of_things}
    now = {row.id: identify(row.kind, *ends[row.id]) for row in of_things}
    there = set(Question.objects.filter(id__in=listed(now.values())).values_list("id", flat=True))
    return {old: new for old, new in now.items() if new != old and new in there}


def _list_about(entities: Collection[str]) -> QuerySet[Question]:
    keys = _keys_of(listed(entities))
    about = Q(left__in=keys) | Q(right__in=keys) | Q(left__in=listed(entities)) | Q(right__in=listed(entities))
    return Question.objects.filter(about, open=True)


def recheck(ids: Sequence[str]) -> None:
    rows = list(Question.objects.filter(id__in=listed(ids)))
    now = find_open(rows)
    for state in (True, False):
        changed = [row.id for row in rows if (row.id in now) is state and row.open is not state]
        if changed:
            Question.objects.filter(id__in=listed(changed)).update(open=state)


def find_open(questions: Iterable[Question]) -> set[str]:
    """Ids of those that nothing has settled. A few queries, however many they are."""
    rows = list(questions)
    entity_of = Holders().locate({key for row in rows for key in (row.left, row.right) if key})
    asked = listed(row.relation for row in rows if row.relation)
    relations = dict(Relation.everything.filter(id__in=asked).values_list("id", "approved"))
    types = {entity_of[row.left] for row in rows if row.kind == TYPE and row.left in entity_of}
    approved = dict(Entity.everything.filter(id__in=listed(types)).values_list("id", "approved"))
    pairs = [(r, entity_of.get(r.left), entity_of.get(r.right)) for r in rows]
    apart = find_apart({(a, b) for r, a, b in pairs if a and b and r.kind not in {TYPE, CONNECTION}})
    retyped = _find_retyped({a for r, a, _ in pairs if a and r.kind == TYPE})
    found = set()
    for row, left, right in pairs:
        if row.kind == CONNECTION:
            settled = relations.get(row.relation) is not False
        elif row.kind == TYPE:
            settled = left is None or approved[left] or left in retyped
        else:
            settled = left is None or right is None or left == right or (left, right) in apart
        if not settled:
            found.add(row.id)
    return found


def locate(keys: Iterable[str]) -> dict[str, str]:
    """Key to the entity that holds it now; hidden and unknown ones are left out."""
    rows = Key.objects.filter(id__in=set(keys), entity__isnull=False)
    return dict(rows.values_list("id", "entity_id"))


def _find_retyped(entities: set[str]) -> set[str]:
    """Those of which a type was said, also by the way of a merge or a split, by what it means after all splits since;
    where no talk says that any more, by what else it was known."""
    keys = Key.objects.filter(holder__in=listed(entities)).values("id")
    about = DecisionKey.objects.filter(key__in=keys, kind__in=(RETYPE, SAME, SPLIT), decision__active=True)
    decisions = Decision.objects.filter(id__in=about.values("decision_id")).order_by("order")
    typing = [verdict for verdict in read_judgements(decisions).verdicts if verdict.type]
    entity_of = Holders().locate({key for verdict in typing for key in (verdict.key, *verdict.others)})
    meant = ([v.key] if v.key in entity_of else v.others for v in typing)
    return {entity_of[key] for keys in meant for key in keys if key in entity_of}


def find_apart(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the pairs that an active decision holds apart."""
    entities = {entity for pair in pairs for entity in pair}
    keys = Key.objects.filter(holder__in=listed(entities)).values("id")
    about = DecisionKey.objects.filter(key__in=keys).values("decision_id")
    decisions = list(Decision.objects.filter(id__in=about, active=True, kind__in=[DISTINCT, SPLIT]))
    entity_of = Holders().locate({key for d in decisions for side in ("left", "right") for key in d.said[side]})
    foes: dict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        left, right = _sides(decision.said, entity_of)
        for one in left:
            foes[one] |= right
        for other in right:
            foes[other] |= left
    return {(one, other) for one, other in pairs if other in foes[one]}


def _sides(said: Mapping[str, Sequence[str]], entity_of: Mapping[str, str]) -> tuple[set[str], set[str]]:
    left, right = ({entity_of[key] for key in said[side] if key in entity_of} for side in ("left", "right"))
    return left, right
