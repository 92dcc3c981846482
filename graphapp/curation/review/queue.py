"""Which question comes next for an editor, and how many are left. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from graphapp.curation.models import Later, Question
from graphapp.graph.models import Appearance, list_hidden
from graphapp.videos.models import Key

MATTERS = 1.0
"""Questions of at least this rank are counted as those that matter."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor wants to be asked. `video`: an id; `kinds`: empty for all."""

    editor: str
    kinds: frozenset[str] = frozenset()
    video: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    matter: int
    open: int
    later: int


def list_open(wish: Wish) -> QuerySet[Question]:
    """Most worth a minute first."""
    unseen = Key.objects.filter(holder__in=list_hidden()).values("id")
    rows = Question.objects.filter(open=True).exclude(left__in=unseen).exclude(right__in=unseen)
    if wish.kinds:
        rows = rows.filter(kind__in=wish.kinds)
    if wish.video:
        there = Key.objects.filter(entity__in=Appearance.objects.filter(video=wish.video).values("entity"))
        rows = rows.filter(Q(left__in=there.values("id")) & (Q(right="") | Q(right__in=there.values("id"))))
    put_off = Exists(Later.objects.filter(question=OuterRef("pk"), editor=wish.editor))
    return rows.filter(put_off if wish.later else ~put_off).order_by("-rank", "id")


def count_left(wish: Wish) -> Progress:
    rows = list_open(wish)
    later = list_open(Wish(wish.editor, wish.kinds, wish.video, later=True)).count()
    return Progress(matter=rows.filter(rank__gte=MATTERS).count(), open=rows.count(), later=later)


def list_alike(question: Question, wish: Wish) -> QuerySet[Question]:
    return list_open(wish).filter(alike=question.alike)
