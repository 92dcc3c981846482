"""Reads the active decisions that concern some keys or some relations, as resolution takes them. Reads only.

What a decision's `said` holds, by kind (all names of things are keys):
same {keys, name?, type?} · distinct {left, right} · split {left, right, kept?, name?, type?} · rename {key, name} ·
retype {key, type} · describe {key, text, links} · hide, approve {key} or {subject, predicate, object, polarity} ·
correct {subject, predicate, object, polarity, predicate_now?, polarity_now?, swapped?} ·
split by mentions {left: [a key of its own], right, places, as, name?, type?} · mention {keys: [entity's?, the words'],
places, as, everywhere, name?, type?} · relate {ends: [keys, keys], predicate, polarity, place}.
With `key` goes `others`, by which else the entity was known then, with `keys` the same of each, with `subject` and
`object` `subjects` and `objects`; decisions of before have none. `kept`: of `right` what only `left` tied together.
A place is {video, words, quote, at, text, nth}: see `graphapp.videos.extraction.quoting`; `as` is the type of what is
named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from graphapp.graph.models import Tie
from graphapp.resolution.judgements import Distinct, Judgements, RelationVerdict, Same, Verdict
from graphapp.resolution.partings import Partings
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Decision, DecisionKey, Key
from graphapp.videos.premises.facts import listed

SAME, DISTINCT, SPLIT = "same", "distinct", "split"
RENAME, RETYPE, DESCRIBE = "rename", "retype", "describe"
HIDE, APPROVE, CORRECT = "hide", "approve", "correct"
MENTION, RELATE = "mention", "relate"
KINDS = (SAME, DISTINCT, SPLIT, MENTION, RENAME, RETYPE, DESCRIBE, HIDE, APPROVE, CORRECT, RELATE)
_JOINING = (SAME, DISTINCT, SPLIT, MENTION)
OF_RELATIONS = (HIDE, APPROVE, CORRECT)
_MARKING = (HIDE, APPROVE)
OF_THINGS = Q(kind__in=_JOINING) | ~Q(meant="")
"""Rows of decisions that say what a thing is, and nothing of a connection."""
Ends = tuple[list[str], list[str]]
"""All names of the two things that a connection joins."""
REPLACING = (RENAME, RETYPE, DESCRIBE)
"""The last of its kind that means a thing by a key is all that counts, since something was split by that key and
before: however often it got another name, a change reads one."""
_ADDING = tuple(kind for kind in KINDS if kind not in REPLACING)


_GONE = """
WITH RECURSIVE asked(key) AS ({keys}), kinds(kind) AS (VALUES ('rename'), ('retype'), ('describe')),
told(key, kind, meant) AS (
  SELECT key, kind, (SELECT MIN(d.meant) FROM videos_decisionkey d
    WHERE d.key = asked.key AND d.kind = kinds.kind AND d.meant > '') FROM asked CROSS JOIN kinds
  UNION ALL
  SELECT key, kind, (SELECT MIN(d.meant) FROM videos_decisionkey d
    WHERE d.key = told.key AND d.kind = told.kind AND d.meant > told.meant) FROM told WHERE meant IS NOT NULL)
SELECT meant FROM told WHERE meant IS NOT NULL AND (
  NOT EXISTS (SELECT 1 FROM graph_tally t WHERE t.key = told.meant)
  OR EXISTS (SELECT 1 FROM videos_key k WHERE k.id = told.meant AND k.reach = ''))
"""
"""Keys by which decisions that replace others meant what has one of these, and which no talk says now, or none said
before. From one to the next by the index: by one key a thing may have got a thousand names."""
_FEW = {"sqlite": "{rows}", "postgresql": "SELECT unnest(ARRAY({rows}))"}
"""PostgreSQL takes what a recursion gives for tens of thousands, and would go through all decisions for it."""


def _find_last(kind: str) -> Subquery:
    """The order of the last active decision of a kind that means a thing by the outer query's key."""
    about = DecisionKey.objects.filter(key=OuterRef("id"), kind=kind, meant=OuterRef("id"), decision__active=True)
    return Subquery(about.order_by("-order").values("order")[:1])


def _find_last_before_splits(keys: RawSQL, kind: str) -> QuerySet[Any, Any]:
    """The same as it was when something was split by one of `keys`: what was said before may be said of the rest."""
    splits = DecisionKey.objects.filter(key__in=keys, kind=SPLIT, decision__active=True).order_by()
    said = DecisionKey.objects.filter(key=OuterRef("key"), kind=kind, meant=OuterRef("key"), decision__active=True)
    return splits.values_list(Subquery(said.filter(order__lt=OuterRef("order")).order_by("-order").values("order")[:1]))


def _list_of_gone(keys: RawSQL) -> QuerySet[DecisionKey]:
    """Those that replace others, about what they mean by a key that no talk says now, or none said before."""
    gone = RawSQL(_FEW[connection.vendor].format(rows=_GONE.format(keys=keys.sql)), keys.params)  # noqa: S611
    return DecisionKey.objects.filter(key__in=gone, kind__in=REPLACING, meant=F("key"), decision__active=True)


def _list_joining(keys: RawSQL) -> QuerySet[DecisionKey]:
    """Those by which what one of the keys is may depend on others."""
    rows = DecisionKey.objects.filter(key__in=keys, kind__in=(*_JOINING, *_MARKING), decision__active=True)
    return rows.filter(OF_THINGS)


def _list_near(keys: RawSQL) -> QuerySet[Any, Any]:
    reach = Key.objects.filter(id__in=keys).exclude(reach="").values("reach")
    spoken = _list_joining(keys).values("decision_id"), _list_of_gone(keys).values("decision_id")
    beside = (DecisionKey.objects.filter(decision__in=decisions).values_list("key") for decisions in spoken)
    followed = Tie.objects.filter(key__in=keys).order_by().values_list("title")
    return Key.objects.filter(reach__in=reach).values_list("id").union(followed, *beside)


_NEXT_TO = Prepared(_list_near)
_COUNTING_ABOUT = Prepared(
    lambda keys: (
        Decision.objects.filter(
            order__in=DecisionKey.objects.filter(key__in=keys, kind__in=_ADDING, decision__active=True)
            .order_by()
            .values_list("order")
            .union(
                _list_of_gone(keys).order_by().values_list("order"),
                *(Key.objects.filter(id__in=keys).values_list(_find_last(kind)) for kind in REPLACING),
                *(_find_last_before_splits(keys, kind) for kind in REPLACING),
            )
        )
        .order_by("order")
        .values_list("order", "kind", "said")
    )
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A decision that was not made, to see what it would do. `keys`: all that it speaks of."""

    decision: Decision
    keys: tuple[str, ...]


def load_judgements() -> Judgements:
    """All active decisions."""
    return read_judgements(list_active(None, None))


def ask_judgements(keys: Collection[str], *, trial: Trial | None = None) -> Callable[[], Judgements]:
    """Those that speak of any of `keys`. What is asked here may be sent together with other questions."""
    rows = _COUNTING_ABOUT.ask(keys)

    def read() -> Judgements:
        active = [Decision(order=order, kind=kind, said=said) for order, kind, said in rows()]
        return read_judgements([*active, *([trial.decision] if trial else ())])

    return read


def ask_next_to(keys: Collection[str], *, trial: Trial | None = None) -> Callable[[], set[str]]:
    """`keys` and those that a tie or a decision, as they were or as they are, could make one with any of them."""
    rows = _NEXT_TO.ask(keys)

    def read() -> set[str]:
        near = {*keys, *(key for (key,) in rows())}
        joined = trial and trial.decision.kind in _JOINING and not near.isdisjoint(trial.keys)
        return near | set(trial.keys) if trial and joined else near

    return read


def list_active(
    keys: Collection[str] | Q | None, trial: Trial | None, *, kinds: Collection[str] = KINDS
) -> list[Decision]:
    """In the order in which they were made."""
    decisions = Decision.objects.filter(active=True, kind__in=kinds).order_by("order")
    if keys is not None:
        spoken = DecisionKey.objects.filter(keys if isinstance(keys, Q) else Q(key__in=listed(keys)), kind__in=kinds)
        decisions = decisions.filter(id__in=spoken.values("decision_id"))
    return [*decisions, *([trial.decision] if trial else ())]


def read_judgements(decisions: Iterable[Decision]) -> Judgements:
    rows = list(decisions)
    distinct = tuple(_read_distinct(d) for d in rows if d.kind in {DISTINCT, SPLIT})
    splits = Partings(each for each in distinct if each.split_off)
    return Judgements(
        same=tuple(same for d in rows if d.kind in {SAME, SPLIT, MENTION} for same in _read_same(d)),
        distinct=distinct,
        verdicts=tuple(_list_verdicts(rows, Partings(distinct))),
        relations=tuple(_read_relation(d, splits) for d in rows if "subject" in d.said),
    )


def _list_verdicts(decisions: Sequence[Decision], partings: Partings) -> Iterator[Verdict]:
    """What each says of what it means, unless another took its place there: one that says the same name after that was
    split off speaks of another thing."""

    def place(decision: Decision) -> tuple[str, str, int]:
        key = decision.said["key"]
        return decision.kind, key, partings.count_splits(key, before=decision.order)

    last = {place(d): d.order for d in decisions if d.kind in REPLACING}
    for decision in decisions:
        keys = _list_judged(decision)
        if keys and (decision.kind not in REPLACING or last[place(decision)] == decision.order):
            yield _read_verdict(decision, partings.follow(keys, since=decision.order))


def _read_same(decision: Decision) -> Iterator[Same]:
    """What was split off stays together though the name that tied it is gone, and so does the rest."""
    said = decision.said
    if decision.kind == SPLIT:
        yield Same(decision.order, tuple(said["left"]))
        for keys in said.get("kept", ()):
            if stay := [key for key in keys if key in said["right"]]:
                yield Same(decision.order, tuple(stay))
    else:
        yield Same(decision.order, tuple(said["keys"]), tuple(tuple(keys) for keys in said.get("others", ())))


def _read_distinct(decision: Decision) -> Distinct:
    left, right = tuple(decision.said["left"]), tuple(decision.said["right"])
    return Distinct(decision.order, left, right, split_off=decision.kind == SPLIT)


def _list_judged(decision: Decision) -> list[str]:
    """The keys of the thing that a decision says something of, the one by which it is meant first."""
    said = decision.said
    if "key" in said:
        return [said["key"], *said.get("others", ())]
    if not said.get("name") and not said.get("type"):
        return []
    if decision.kind == SPLIT:
        return list(said["left"])
    others = said.get("others", ())
    return [*said["keys"][:1], *chain.from_iterable(others[:1]), *said["keys"][1:], *chain.from_iterable(others[1:])]


def list_ends(said: Mapping[str, Any]) -> Ends:
    """All names of both ends of the connection of which a decision speaks, as it was."""
    return [said["subject"], *said.get("subjects", ())], [said["object"], *said.get("objects", ())]


def _read_verdict(decision: Decision, keys: Iterable[str]) -> Verdict:
    said = decision.said
    key, *others = keys
    return Verdict(
        order=decision.order,
        key=key,
        others=tuple(others),
        replacing=decision.kind if decision.kind in REPLACING else "",
        name=said.get("name", ""),
        type=said.get("type", ""),
        hidden=decision.kind == HIDE,
        approved=decision.kind == APPROVE,
        description=said.get("text", "") if decision.kind == DESCRIBE else "",
        links=tuple((words, address) for words, address in said.get("links", ())),
        known=frozenset(_list_judged(decision)) if {"others", "left", "places"} & said.keys() else frozenset(),
    )


def _read_relation(decision: Decision, splits: Partings) -> RelationVerdict:
    said = decision.said
    subjects, objects = ([*splits.follow(names, since=decision.order)] for names in list_ends(said))
    return RelationVerdict(
        order=decision.order,
        subject=subjects[0],
        predicate=said["predicate"],
        object=objects[0],
        polarity=said["polarity"],
        subjects=frozenset(subjects) if "subjects" in said else frozenset(),
        objects=frozenset(objects) if "objects" in said else frozenset(),
        predicate_now=said.get("predicate_now", ""),
        polarity_now=said.get("polarity_now", ""),
        swapped=bool(said.get("swapped")),
        hidden=decision.kind == HIDE,
        approved=decision.kind == APPROVE,
    )
