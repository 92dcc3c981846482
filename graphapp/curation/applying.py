"""Whether decisions still have something to say: the names and words they speak of are in this library, and what they
say of a thing can be seen. Reads only, and of however many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from graphapp.curation.fields import keys_of, list_meant
from graphapp.curation.unheard import find_unheard
from graphapp.videos.models import Claim, Decision, DecisionKey, DecisionVideo, Key
from graphapp.videos.premises.facts import listed
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.judging import DISTINCT, MENTION, SAME, SPLIT
from graphapp.videos.premises.ruling import judge_relations

Said = Mapping[str, Any]


def applies(decision: Decision) -> bool:
    return decision.id in find_applying([decision])


def find_applying(decisions: Iterable[Decision]) -> set[str]:
    """Ids of those that do. Nine queries at most, however many there are."""
    rows = list(decisions)
    known = _list_known({key for row in rows for key in keys_of(row.said)})
    of_words = [row.id for row in rows if _speaks_of_words(row)]
    applied = DecisionVideo.objects.filter(decision__in=listed(of_words), applied=True)
    spoken = set(applied.values_list("decision_id", flat=True)) if of_words else set()
    stated = _find_stated(rows)
    found = set()
    for row in rows:
        if _speaks_of_words(row):
            names = row.kind == MENTION and _names_something(SAME, row.said, known)
            holds = not row.active or row.id in spoken or names
        elif "subject" in row.said:
            holds = row.order in stated
        else:
            holds = _names_something(row.kind, row.said, known)
        if holds:
            found.add(row.id)
    return found - find_unheard(row for row in rows if row.id in found)


def _speaks_of_words(decision: Decision) -> bool:
    return "places" in decision.said or "place" in decision.said


def list_lost() -> list[Decision]:
    """Active decisions that no longer apply, newest first."""
    unknown = DecisionKey.objects.filter(decision=OuterRef("pk")).exclude(Exists(_named(OuterRef("key"))))
    unsaid = DecisionVideo.objects.filter(decision=OuterRef("pk"), applied=False)
    suspects = Decision.objects.filter(active=True).filter(
        Exists(unknown) | Exists(unsaid) | Q(said__has_key="subject") | Q(said__has_key="key")
    )
    rows = list(suspects.order_by("-order"))
    applying = find_applying(rows)
    return [row for row in rows if row.id not in applying]


def _named(key: OuterRef) -> QuerySet[Key]:
    return Key.objects.filter(id=key).exclude(reach="")


def _list_known(keys: Collection[str]) -> set[str]:
    return set(Key.objects.filter(id__in=listed(keys)).exclude(reach="").values_list("id", flat=True))


def _names_something(kind: str, said: Said, known: Collection[str]) -> bool:
    def knows(keys: Iterable[str]) -> bool:
        return any(key in known for key in keys)

    calls_it = "name" in said or "type" in said
    if kind == SAME:
        others = [*said.get("others", ()), *([] for _ in said["keys"])]
        there = sum(knows([key, *more]) for key, more in zip(said["keys"], others, strict=False))
        return there > 1 or (calls_it and there > 0)
    if kind == SPLIT and any(sum(key in known for key in keys) > 1 for keys in (said["left"], *said.get("kept", ()))):
        return True
    if kind == SPLIT and calls_it and knows(said["left"]):
        return True
    if kind in {DISTINCT, SPLIT}:
        return knows(said["left"]) and knows(said["right"])
    return knows(list_meant(said))


def _find_stated(decisions: Iterable[Decision]) -> set[int]:
    """The numbers of those about connections whose two ends anything joins, in either direction; hidden or not."""
    verdicts = judge_relations(decisions)
    holders = Holders().locate({end for v in verdicts for end in (v.subject, v.object)}) if verdicts else {}
    ends = listed(set(holders.values()))
    claims = Claim.objects.filter(subject__holder__in=ends, object__holder__in=ends).order_by()
    pairs = set(claims.values_list("subject__holder", "object__holder").distinct()) if holders else set()
    joined = {v.order: (holders.get(v.subject), holders.get(v.object)) for v in verdicts}
    return {order for order, (one, other) in joined.items() if (one, other) in pairs or (other, one) in pairs}
