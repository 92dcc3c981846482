"""Names that captions misheard are asked about by how they sound, however they are spelled."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from graphapp.curation.models import MISHEARD, Question, Sound
from graphapp.curation.review.gathering import gather_all, gather_touched
from graphapp.curation.review.likeness import compare_names
from graphapp.curation.touching import note_touched
from graphapp.graph.models import Entity
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db
ALIKE = {
    "kubernetes": "cooper netties",
    "cerebras": "sarah brass",
    "pytorch": "pie torch",
    "terraform": "tara form",
    "mistral": "miss trawl",
    "jerod santo": "jared santo",
    "vercel": "versel",
}
APART = {
    "celery": "salary",
    "claude 3": "cloud 4",
    "haskell": "rascal",
    "kafka": "cafe",
    "日本": "東京",
    "go": "gao",
    "terraform": "transform",
}


@pytest.fixture
def misheard() -> tuple[str, str]:
    """Ids of what was named in three talks, and of what captions made of it in a fourth."""
    for title in "ABC":
        record_document(build_document(title, {"Kubernetes": [], "Terraform": []}))
    record_document(build_document("D", {"Cooper Netties": [], "Bystander": []}))
    return Entity.objects.get(name="Kubernetes").id, Entity.objects.get(name="Cooper Netties").id


@pytest.mark.parametrize(("name", "heard"), ALIKE.items())
def test_names_that_sound_alike_may_be_one(name: str, heard: str) -> None:
    likeness = compare_names(name, heard)
    assert likeness is not None
    assert 0.5 < likeness.likely < 0.9


@pytest.mark.parametrize(("name", "other"), APART.items())
def test_little_in_common_is_no_likeness(name: str, other: str) -> None:
    assert compare_names(name, other) is None


def test_a_whole_library_is_asked_what_captions_misheard(misheard: tuple[str, str]) -> None:
    gather_all()
    question = Question.objects.get(kind=MISHEARD)
    assert (question.left, question.right) == misheard
    assert "sounds alike" in question.why


@pytest.mark.parametrize("new", [(0, 1), (1,), (0,)])
def test_new_talks_are_asked_about_beside_all_that_is_known(misheard: tuple[str, str], new: tuple[int, ...]) -> None:
    gather_all()
    Question.objects.all().delete()
    if len(new) == len(misheard):
        Sound.objects.all().delete()
    note_touched([misheard[place] for place in new])
    while gather_touched():
        pass
    assert Question.objects.filter(kind=MISHEARD, left=misheard[0], right=misheard[1], open=True).exists()


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_hears_the_names_that_are_there(misheard: tuple[str, str]) -> None:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate([("curation", "0002_touched_times")])
    MigrationExecutor(connection).migrate(leaves)
    codes = dict(Sound.objects.values_list("entity", "code"))
    assert codes[misheard[0]] == codes[misheard[1]]
