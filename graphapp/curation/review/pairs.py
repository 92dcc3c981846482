"""Asks which two things may be one: spelled or sounding alike, or doubted by an extractor. Writes how names sound and
nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from graphapp.curation.models import MISHEARD, SAME, Question, Sound
from graphapp.curation.review.likeness import MISHEARINGS, compare_names, pair_names
from graphapp.curation.review.questions import FIELDS, Thing, make_question
from graphapp.curation.review.sounding import hear
from graphapp.graph.models import Entity
from graphapp.graph.names import begins
from graphapp.videos.models import Suggestion
from graphapp.videos.premises.facts import listed

NEAR = 300
RARE = 2
BATCH = 500


def note_sounds(names: Iterable[tuple[str, str]]) -> None:
    """Before it is asked which names sound alike, so that two new ones find each other. What stands is not written
    again: editors wait for who writes."""
    heard = {id: hear(folded) for id, folded in names}
    known = dict(Sound.objects.filter(entity__in=listed(heard)).values_list("entity", "code"))
    silent = [id for id in known if not heard[id]]
    if silent:
        Sound.objects.filter(entity__in=listed(silent)).delete()
    Sound.objects.bulk_create(
        # in one order, since another may note the same just now
        [Sound(entity=id, code=code) for id, code in sorted(heard.items()) if code and known.get(id) != code],
        update_conflicts=True,
        unique_fields=["entity"],
        update_fields=["code"],
        batch_size=BATCH,
    )


def ask_about_pairs(ids: set[str] | None) -> Iterator[Question]:
    if ids is None:
        things = {row[0]: Thing(*row) for row in Entity.objects.values_list(*FIELDS).iterator()}
        for one, other in pair_names({id: thing.folded for id, thing in things.items()}):
            yield from _ask_same(things[one], things[other])
        return
    for row in Entity.objects.filter(id__in=ids).values_list(*FIELDS):
        thing = Thing(*row)
        spelled = Entity.objects.filter(begins("folded", thing.folded[:4])).exclude(id=thing.id)
        alike = Sound.objects.filter(code=hear(thing.folded) or None).values("entity")
        sounding = Entity.objects.filter(id__in=alike).exclude(id=thing.id)
        for other in dict.fromkeys((*spelled.values_list(*FIELDS)[:NEAR], *sounding.values_list(*FIELDS)[:NEAR])):
            yield from _ask_same(thing, Thing(*other))


def ask_about_two(ids: set[str]) -> Iterator[Question]:
    """Whether these two are one; nothing where they are one already."""
    things = [Thing(*row) for row in Entity.objects.filter(id__in=ids).values_list(*FIELDS)]
    if len(things) == 2:
        yield from _ask_same(*things)
        yield from (question for question in ask_about_suggested(ids) if {question.left, question.right} == ids)


def ask_about_suggested(ids: set[str] | None) -> Iterator[Question]:
    rows = Suggestion.objects.filter(left__entity__isnull=False, right__entity__isnull=False)
    if ids is not None:
        rows = rows.filter(Q(left__entity__in=ids) | Q(right__entity__in=ids))
    pairs = list(rows.values_list("left__entity", "right__entity", "reason", "confidence"))
    ends = {end for pair in pairs for end in pair[:2]}
    things = {row[0]: Thing(*row) for row in Entity.objects.filter(id__in=ends).values_list(*FIELDS)}
    for left, right, reason, confidence in pairs:
        if left != right and left in things and right in things:
            why = f"the extractor doubted it: {reason.replace('-', ' ')}"
            yield _make_pair(things[left], things[right], why=why, likely=confidence)


def _ask_same(one: Thing, other: Thing) -> Iterator[Question]:
    likeness = compare_names(one.folded, other.folded)
    if likeness:
        fits = 1.0 if one.type == other.type else 0.75
        yield _make_pair(one, other, why=likeness.why, likely=likeness.likely * fits)


def _make_pair(one: Thing, other: Thing, *, why: str, likely: float) -> Question:
    """The one that more is known of stands left."""
    big, small = sorted((one, other), key=lambda thing: (-thing.mentions, -thing.relations, thing.id))
    misheard = why in MISHEARINGS and small.mentions <= RARE < big.mentions
    kind = MISHEARD if misheard else SAME
    told = f"{why}, and rare: may be misheard" if misheard else why
    return make_question(
        kind, left=big.id, right=small.id, why=told, alike=f"{kind}:{why}", doubt=likely, impact=_join(big, small)
    )


def _join(big: Thing, small: Thing) -> float:
    return round(small.weight * (1 + big.weight / 4), 3)
