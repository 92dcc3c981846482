"""Whether a decision still has something to say: the names and words it speaks of are in this library. Reads only."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from graphapp.videos.holders import Holders
from graphapp.videos.judging import DISTINCT, SAME, SPLIT
from graphapp.videos.models import Claim, Decision, DecisionKey, DecisionVideo, Key


def applies(decision: Decision) -> bool:
    said = decision.said
    if "places" in said or "place" in said:
        return decision.active is False or decision.videos.filter(applied=True).exists()
    if decision.kind == SAME:
        others = [*said.get("others", ()), *([] for _ in said["keys"])]
        return sum(bool(_known([key, *more])) for key, more in zip(said["keys"], others, strict=False)) > 1
    if decision.kind in {DISTINCT, SPLIT}:
        return bool(_known(said["left"])) and bool(_known(said["right"]))
    if "subject" in said:
        return _is_stated(said["subject"], said["object"])
    return bool(_known([said["key"], *said.get("others", ())]))


def list_lost() -> list[Decision]:
    """Active decisions that no longer apply, newest first."""
    unknown = DecisionKey.objects.filter(decision=OuterRef("pk")).exclude(Exists(_named(OuterRef("key"))))
    unsaid = DecisionVideo.objects.filter(decision=OuterRef("pk"), applied=False)
    suspects = Decision.objects.filter(active=True).filter(
        Exists(unknown) | Exists(unsaid) | Q(said__has_key="subject")
    )
    return [decision for decision in suspects.order_by("-order") if not applies(decision)]


def _named(key: OuterRef) -> QuerySet[Key]:
    return Key.objects.filter(id=key).exclude(reach="")


def _known(keys: list[str]) -> set[str]:
    return set(Key.objects.filter(id__in=keys).exclude(reach="").values_list("id", flat=True))


def _is_stated(subject: str, obj: str) -> bool:
    """Whether anything joins the two, in either direction; hidden or not."""
    holders = Holders().locate([subject, obj])
    if len(holders) < len({subject, obj}):
        return False
    one, other = holders[subject], holders[obj]
    there = Q(subject__holder=one, object__holder=other) | Q(subject__holder=other, object__holder=one)
    return Claim.objects.filter(there).exists()
