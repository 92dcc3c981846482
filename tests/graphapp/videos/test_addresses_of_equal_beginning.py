"""Where an address has no words, its ending alone tells things apart: two that begin alike are both found, whichever
came first."""

from __future__ import annotations

from itertools import permutations

import pytest

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.graph.models import Entity
from graphapp.runs.services import change_video
from graphapp.videos.models import Video
from graphapp.videos.reading.finding import find_entity, find_video
from graphapp.videos.recording import delete_video, record_document
from ingest.ids import content_id, fold_name, key_id
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import assert_rebuilt, snapshot

pytestmark = pytest.mark.django_db
ALIKE = ("аэфэ", "греу")
"""Two names whose keys begin with the same eight characters."""


def say(number: int) -> list[str]:
    return ["This is Лекция. " + str(number), "Память was named."]


def find_alike() -> tuple[int, int]:
    """Two talks whose words' hashes begin with the same six characters."""
    seen: dict[str, int] = {}
    for number in range(100_000):
        other = seen.setdefault(content_id(say(number))[:6], number)
        if other != number:
            return other, number
    raise AssertionError("none begin alike")


def test_the_names_begin_alike() -> None:
    assert len({key_id(fold_name(name))[:8] for name in ALIKE}) == 1


@pytest.mark.parametrize("order", list(permutations([["аэфэ"], ["греу"], ["греу", "аэфэ"]])))
def test_two_names_that_begin_alike_have_an_address_each_whatever_comes_and_goes(order: list[list[str]]) -> None:
    shots = []
    videos = []
    for number, names in enumerate(order):
        shots.append(snapshot()[0])
        videos.append(record_document(build_document(f"Talk {number}", {name: [] for name in names})).video)
        assert_rebuilt()
    first, second = sorted(Entity.objects.all(), key=lambda entity: entity.id)
    assert (first.slug, second.slug) == (first.id[:8], second.id)
    assert [find_entity(entity.slug) for entity in (first, second)] == [first, second]
    for entity in (first, second):
        decision = make_decision("rename", {"entity": entity.id, "name": "Память"}, author="ed")
        assert_rebuilt()
        revoke_decision(decision, author="ed")
    made = make_decision("rename", {"entity": first.id, "name": "Memory"}, author="ed")
    assert list(Entity.objects.order_by("id").values_list("slug", flat=True)) == [
        f"memory-{first.id[:8]}",
        second.id[:8],
    ]
    assert_rebuilt()
    revoke_decision(made, author="ed")
    make_decision("hide", {"entity": first.id}, author="ed")
    assert find_entity(second.slug) == second
    assert_rebuilt()
    for video, shot in zip(reversed(videos), reversed(shots), strict=True):
        delete_video(video)
        assert [row[0] for row in snapshot()[0]] == [row[0] for row in shot]
        assert_rebuilt()


def test_two_that_begin_alike_become_one_and_two_again() -> None:
    record_document(build_document("Talk", {name: [] for name in ALIKE}))
    before = snapshot()
    made = make_decision("same", {"entities": list(Entity.objects.values_list("id", flat=True))}, author="ed")
    assert Entity.objects.get().slug == Entity.objects.get().id[:8]
    assert_rebuilt()
    revoke_decision(made, author="ed")
    assert snapshot() == before


def test_two_talks_that_begin_alike_have_an_address_each() -> None:
    made = [
        record_document(build_document("Лекция", {"Память": []}, extra_words=str(number))).video
        for number in find_alike()
    ]
    assert [video.slug for video in made] == [made[0].id[:6], made[1].id]
    assert [find_video(video.slug) for video in made] == made
    renamed = change_video(made[1], changes={"title": "Lecture"})
    assert renamed.slug == f"lecture-{made[1].id[:6]}"
    assert change_video(renamed, changes={"title": "Речь"}).slug == made[1].id
    assert find_video(f"old-title-{made[1].id}") == made[1]
    assert Video.objects.count() == 2
