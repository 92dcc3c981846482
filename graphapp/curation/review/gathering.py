"""Gathers questions: of the whole library, or about some entities only. Writes `Question`, `Touched` and, by way of
`pairs`, `Sound`, and nothing else.

What to ask is worked out before it is written, and written in pieces: with SQLite editors wait for who writes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from graphapp.curation.models import Later, Question, Sound, Touched
from graphapp.curation.review.doubts import ask_about_connections, ask_about_types
from graphapp.curation.review.pairs import ask_about_pairs, ask_about_suggested, note_sounds
from graphapp.curation.review.settling import find_renamed, list_renamed, list_settled, recheck
from graphapp.graph.models import Entity
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.premises.facts import listed

BATCH = 500
AT_ONCE = 40
SMALL_LIBRARY = 1000
PATIENCE = 0.05
"""Seconds that an editor who asks for the next card waits at most before the last of them is begun."""


def gather_some() -> None:
    """Small libraries are looked through at once; of large ones a little with each visit, the rest by a worker."""
    new = Touched.objects.exists()
    if (new or not Question.objects.exists()) and Entity.objects.count() <= SMALL_LIBRARY:
        gather_all()
    elif new:
        gather_touched()


def gather_all() -> int:
    """Every question of the library anew; those that nothing asks any more are gone. How many there are."""
    touched = list(Touched.objects.values_list("entity", "times"))
    before = list(Question.objects.filter(open=True).values_list("id", flat=True))
    Sound.objects.exclude(entity__in=Entity.objects.values("id")).delete()
    note_sounds(Entity.objects.values_list("id", "folded").iterator())
    found = {question.id: question for question in _gather(None)}
    write_questions(found.values())
    drop_questions([id for id in before if id not in found])
    if touched:
        _forget(touched)
    return len(found)


def gather_touched(*, seconds: float = PATIENCE) -> bool:
    """About entities that ingests changed since, or took away: as many as there is time for, one at least. Whether more
    are left."""
    give_up = time.monotonic() + seconds
    found: dict[tuple[str, int], list[Question]] = {}
    touched = list(Touched.objects.values_list("entity", "times")[:AT_ONCE])
    note_sounds(Entity.objects.filter(id__in=[entity for entity, _ in touched]).values_list("id", "folded"))
    for entity, times in touched:
        found[entity, times] = list(_gather({entity}))
        if time.monotonic() > give_up:
            break
    if found:
        entities = [entity for entity, _ in found]
        write_questions(question for each in found.values() for question in each)
        drop_questions(list_renamed(entities))
        _settle(list_settled(entities))
        _forget(found)
    return Touched.objects.exists()


@transaction.atomic
def _forget(touched: Iterable[tuple[str, int]]) -> None:
    """What an ingest has changed once more stays touched, and is looked at again."""
    wait_for_turn()
    looked_at = set(touched)
    rows = Touched.objects.filter(entity__in=listed(entity for entity, _ in looked_at)).values_list("entity", "times")
    Touched.objects.filter(entity__in=listed(entity for entity, _ in looked_at.intersection(rows))).delete()


def _settle(gone: Sequence[str]) -> None:
    for start in range(0, len(gone), BATCH):
        with transaction.atomic():
            wait_for_turn()
            recheck(gone[start : start + BATCH])


def drop_questions(old: Sequence[str]) -> None:
    """After what is asked in their place was written."""
    for start in range(0, len(old), BATCH):
        with transaction.atomic():
            wait_for_turn()
            _put_off_again(old[start : start + BATCH])
            Question.objects.filter(id__in=old[start : start + BATCH]).delete()


def _put_off_again(old: Sequence[str]) -> None:
    """What an editor put off stays so where it is asked by another id."""
    put_off = list(Later.objects.filter(question__in=old).select_related("question"))
    now = find_renamed([each.question for each in put_off])
    rows = [Later(question_id=now[each.question_id], editor=each.editor) for each in put_off if each.question_id in now]
    Later.objects.bulk_create(rows, ignore_conflicts=True)


def write_questions(questions: Iterable[Question]) -> None:
    rows = list({question.id: question for question in questions}.values())
    for start in range(0, len(rows), BATCH):
        _write_some(rows[start : start + BATCH])


@transaction.atomic
def _write_some(rows: Sequence[Question]) -> None:
    wait_for_turn()  # decisions look at some of the same questions, in another order
    fields = ["kind", "left", "right", "proposal", "why", "alike", "doubt", "impact", "rank"]
    Question.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    recheck([row.id for row in rows])


def _gather(ids: set[str] | None) -> Iterator[Question]:
    yield from ask_about_pairs(ids)
    yield from ask_about_suggested(ids)
    yield from ask_about_types(ids)
    yield from ask_about_connections(ids)
