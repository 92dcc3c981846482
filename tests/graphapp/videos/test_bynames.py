"""What one talk calls a thing beside its title follows that title, and is read only where the title goes elsewhere."""

from __future__ import annotations

import pytest

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.deriving.reaching import read_reached
from graphapp.videos.deriving.resolving import list_named
from graphapp.videos.models import Key
from graphapp.videos.recording import record_document
from ingest.ids import key_id
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import assert_rebuilt, snapshot

pytestmark = pytest.mark.django_db
HOST = "Sam Altman"
OWN = frozenset({"Sam"})


def record_show(talks: int, *, host: str = HOST, start: int = 0) -> list[str]:
    """Ids of talks whose host each of them calls by the given name too."""
    documents = (
        build_document(f"Talk {start + n}", {host: ["Sam"], "OpenAI": []}, [(host, "works_for", "OpenAI")], own=OWN)
        for n in range(talks)
    )
    return [record_document(document).video.id for document in documents]


def test_a_talk_of_a_show_looks_at_no_more_names_the_more_talks_the_show_has() -> None:
    first = record_show(2)[-1]
    few = len(read_reached(list_named([first])).keys)
    last = record_show(8, start=2)[-1]
    assert len(read_reached(list_named([last])).keys) == few


def test_what_a_host_is_called_in_each_talk_goes_along_with_a_merge_and_comes_back() -> None:
    record_show(3)
    record_document(build_document("Other", {"Samuel Altman": []}))
    before = assert_rebuilt()
    names = ("Sam Altman", "Samuel Altman")
    merge = make_decision("same", {"entities": [Entity.objects.get(name=n).id for n in names]}, author="ed")
    merged = Entity.objects.get(name=HOST)
    assert merged.mention_count == 7
    assert set(Key.objects.filter(folded="sam").values_list("holder", flat=True)) == {merged.id}
    assert_rebuilt()
    revoke_decision(merge, author="ed")
    assert assert_rebuilt() == before


def test_a_hidden_host_takes_what_talks_call_him_out_of_sight() -> None:
    record_show(3)
    before = snapshot()
    hiding = make_decision("hide", {"entity": Entity.objects.get(name=HOST).id}, author="ed")
    assert not Key.objects.filter(folded="sam", entity__isnull=False).exists()
    assert_rebuilt()
    revoke_decision(hiding, author="ed")
    assert snapshot() == before


def test_one_talk_s_given_name_can_be_split_off_and_takes_its_mentions_with_it() -> None:
    record_show(3)
    host = Entity.objects.get(name=HOST)
    one = Key.objects.filter(folded="sam").order_by("id").first()
    assert one is not None
    split = make_decision("split", {"entity": host.id, "aliases": [one.id], "name": "Another Sam"}, author="ed")
    host.refresh_from_db()
    assert (host.mention_count, Entity.objects.get(name="Another Sam").mention_count) == (5, 1)
    assert_rebuilt()
    record_show(1, start=3)
    assert_rebuilt()
    revoke_decision(split, author="ed")
    host.refresh_from_db()
    assert host.mention_count == 8
    assert_rebuilt()


def test_a_name_that_joins_a_host_in_a_talk_is_counted_with_what_that_talk_calls_him() -> None:
    first = record_show(2)[0]
    host = Entity.objects.get(name=HOST)
    make_decision("same", {"entities": [host.id, Entity.objects.get(name="OpenAI").id]}, author="ed")
    assert Appearance.objects.get(video=first, entity=host.id).mentions == 3
    assert_rebuilt()


@pytest.mark.parametrize("kind", ["distinct", "split"])
def test_a_decision_about_a_host_speaks_of_few_of_the_names_that_talks_have_for_him(kind: str) -> None:
    record_show(5)
    record_document(build_document("Other", {HOST: ["Altman"], "Sam Bankman-Fried": []}))
    before = snapshot()
    host, other = (Entity.objects.get(name=name) for name in (HOST, "Sam Bankman-Fried"))
    fields = {"entities": [host.id, other.id]} if kind == "distinct" else {"entity": host.id, "aliases": ["altman"]}
    decision = make_decision(kind, fields, author="ed")
    assert decision.keys.count() == (3 if kind == "distinct" else 2)
    assert set(Key.objects.filter(folded="sam").values_list("holder", flat=True)) == {host.id}
    assert_rebuilt()
    revoke_decision(decision, author="ed")
    assert snapshot() == before


def test_a_library_of_before_is_put_right_by_the_next_talk() -> None:
    record_show(3)
    Key.objects.filter(folded="sam").update(reach=key_id("sam altman"))
    Key.objects.filter(id=key_id("sam altman")).update(reach=key_id("sam altman"))
    record_show(1, start=3)
    assert_rebuilt()
