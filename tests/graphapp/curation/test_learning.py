"""What decisions teach the next ingests undoes with them: a talk that was read while they stood is read as ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.curation.deciding import revoke_decision
from graphapp.graph.models import Entity
from graphapp.videos.premises.learning import learn_lexicon
from graphapp.videos.recording import record_document
from ingest.lexicon import Lexicon
from ingest.pipeline import run_pipeline
from ingest.records import EntityType
from ingest.sources import source_from_bytes
from tests.examples import examples
from tests.graphapp.curation.deciding import decide, find
from tests.graphapp.curation.test_decision_laws import decide_something
from tests.graphapp.taken_back import taken_back
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import assert_rebuilt

pytestmark = pytest.mark.django_db
PEOPLE = ("Grace Hopper", "Ada Lovelace", "Barbara Liskov")
KINDS = ("same", "rename", "retype", "describe", "hide", "approve")
NOTHING = Lexicon()
Graph = dict[str, tuple[object, ...]]


def write_talk(speaker: str, *people: str) -> str:
    said = " ".join(f"We spoke with {who} about compilers. I admire {who}, and {who} came to visit." for who in people)
    return f"{speaker}: {said}\nBob: Thank you, {speaker}, that was a pleasure.\n"


def ingest(text: str, *, lexicon: Lexicon | None = None) -> None:
    source = source_from_bytes(text.encode(), name=f"{text[:4]}.txt", kind="text")
    record_document(run_pipeline(source, lexicon=learn_lexicon() if lexicon is None else lexicon))


def see_graph() -> Graph:
    """What everything is: by which names it is known, how it is called and typed, and in how many talks it is."""
    return {
        entity.id: (*sorted(entity.keys.values_list("folded", flat=True)), entity.name, entity.type, entity.video_count)
        for entity in Entity.everything.all()
    }


@settings(max_examples=examples(15))
@given(data=st.data())
def test_what_was_decided_and_revoked_teaches_the_talks_of_between_nothing(data: st.DataObject) -> None:
    later = write_talk("Cleo", *data.draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)))
    with taken_back():
        for number, who in enumerate(PEOPLE):
            ingest(write_talk(("Anna", "Dora", "Emma")[number], who))
        with taken_back():
            ingest(later, lexicon=NOTHING)
            never = see_graph()
        made = [decision for _ in range(3) if (decision := decide_something(data, kinds=KINDS))]
        ingest(later)
        assert_rebuilt()
        for decision in data.draw(st.permutations(made)):
            revoke_decision(decision, author="ed")
        assert see_graph() == never


def test_a_rename_to_the_name_of_another_thing_makes_them_one_in_no_later_talk() -> None:
    for speaker, who in (("Anna", "Grace Hopper"), ("Dora", "Ada Lovelace")):
        ingest(write_talk(speaker, who))
    made = decide("rename", entity=find("Grace Hopper"), name="Ada Lovelace")
    ingest(write_talk("Cleo", "Grace Hopper"))
    assert sorted(Entity.objects.filter(name="Ada Lovelace").values_list("video_count", flat=True)) == [1, 2]
    revoke_decision(made, author="ed")
    assert Entity.objects.get(name="Grace Hopper").video_count == 2


def test_what_a_merge_joined_and_a_split_parted_again_is_two_things_in_later_talks() -> None:
    for speaker, who in (("Anna", "Grace Hopper"), ("Dora", "Ada Lovelace")):
        ingest(write_talk(speaker, who))
    decide("same", entities=[find("Ada Lovelace"), find("Grace Hopper")], name="Countess of Code")
    decide("split", entity=find("Countess of Code"), aliases=["Grace Hopper"])
    ingest(write_talk("Cleo", "Grace Hopper", "Ada Lovelace"))
    people = Entity.objects.filter(keys__folded__in=["grace hopper", "ada lovelace"])
    assert sorted(people.values_list("name", "video_count")) == [("Countess of Code", 2), ("Grace Hopper", 2)]


def test_words_that_name_something_everywhere_are_known_to_later_talks_as_they_are_said() -> None:
    video = record_document(build_document("A", {"Hub": []}, extra_words="A foozle forge burns.")).video
    words = {"video": video.id, "segment": "1", "text": "foozle forge", "everywhere": True}
    made = decide("mention", name="Foozle Pro", type="Product", **words)
    assert [(each.name, each.type) for each in learn_lexicon().names] == [("foozle forge", EntityType.PRODUCT)]
    ingest(write_talk("Cleo", "the foozle forge"))
    assert Entity.objects.get(name="Foozle Pro").video_count == 2
    revoke_decision(made, author="ed")
    assert not Entity.objects.filter(name="Foozle Pro").exists()
