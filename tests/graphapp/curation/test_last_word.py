"""The last word holds, and takes apart or turns round nothing that it does not speak of."""

from __future__ import annotations

import json

import pytest

from graphapp.curation.applying import list_lost
from graphapp.curation.deciding import Sent, make_decision, restore_decision, revoke_decision
from graphapp.curation.exchange import export_decisions, import_decisions
from graphapp.curation.models import Question
from graphapp.curation.previewing import preview_decision
from graphapp.curation.refusals import DecisionConflict, DecisionStale
from graphapp.curation.review.answering import answer_question
from graphapp.curation.review.cards import show_card
from graphapp.curation.review.gathering import gather_all
from graphapp.curation.seen import check_seen
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Claim, Decision, Video
from graphapp.videos.recording import delete_video, record_document
from ingest.ids import fold_name, key_id
from tests.graphapp.curation.deciding import decide, find
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import assert_rebuilt, snapshot

pytestmark = pytest.mark.django_db


def list_names() -> list[list[str]]:
    return sorted(sorted(entity.keys.values_list("folded", flat=True)) for entity in Entity.objects.all())


def test_a_merge_after_a_no_makes_one_thing_of_all_names_of_both() -> None:
    record_document(build_document("A", {"Kubernetes": ["k8s", "kube"]}))
    record_document(build_document("B", {"Cooper Netties": []}))
    both = [find("Kubernetes"), find("Cooper Netties")]
    no = decide("distinct", entities=both)
    decide("same", entities=both, name="Kubernetes")
    assert list_names() == [["cooper netties", "k8s", "kube", "kubernetes"]]
    assert_rebuilt()
    revoke_decision(no, author="ed")
    restore_decision(no, author="ed")
    assert list_names() == [["cooper netties", "k8s", "kube", "kubernetes"]]


def test_what_was_split_off_and_merged_back_is_one_thing_again() -> None:
    record_document(build_document("A", {"Kubernetes": ["k8s", "kube", "kates"]}))
    before = list_names()
    decide("split", entity=find("Kubernetes"), aliases=["k8s"])
    decide("same", entities=[find("Kubernetes"), find("k8s")], name="Kubernetes")
    assert list_names() == before
    assert_rebuilt()


def test_a_no_holds_on_for_names_that_no_merge_speaks_of() -> None:
    record_document(build_document("A", {"Kubernetes": ["k8s"]}))
    record_document(build_document("B", {"Borg": ["Omega"]}))
    decide("distinct", entities=[find("Kubernetes"), find("Borg")])
    decide("split", entity=find("Borg"), aliases=["omega"])
    decide("same", entities=[find("Kubernetes"), find("Omega")], name="Kubernetes")
    record_document(build_document("C", {"Kubernetes": ["Borg"]}))
    assert list_names() == [["borg"], ["k8s", "kubernetes", "omega"]]
    assert_rebuilt()


def test_the_rest_stays_one_thing_where_the_name_that_tied_it_is_split_off() -> None:
    record_document(build_document("A", {"Kubernetes": ["k8s", "kube"]}))
    before = snapshot()
    decide("describe", entity=find("Kubernetes"), text="Runs containers.")
    split = decide("split", entity=find("Kubernetes"), aliases=["kubernetes"], name="Kubernetes, the film")
    assert list_names() == [["k8s", "kube"], ["kubernetes"]]
    assert_rebuilt()
    revoke_decision(split, author="ed")
    assert list_names() == [["k8s", "kube", "kubernetes"]]
    for decision in Decision.objects.filter(active=True):
        revoke_decision(decision, author="ed")
    assert snapshot() == before


def test_a_part_that_was_split_off_is_renamed_and_described_without_the_rest() -> None:
    record_document(build_document("A", {"Kubernetes": ["k8s", "kube"]}))
    decide("describe", entity=find("Kubernetes"), text="Runs containers.")
    decide("rename", entity=find("Kubernetes"), name="Kubernetes (software)")
    split = decide("split", entity=find("Kubernetes (software)"), aliases=["kubernetes"], name="The film")
    decide("describe", entity=find("The film"), text="A film.")
    decide("rename", entity=find("The film"), name="Kubernetes, the film")
    told = set(Entity.objects.values_list("name", "description"))
    assert told == {("Kubernetes (software)", "Runs containers."), ("Kubernetes, the film", "A film.")}
    assert_rebuilt()
    revoke_decision(split, author="ed")
    assert set(Entity.objects.values_list("name", "description")) == {("Kubernetes, the film", "A film.")}
    assert_rebuilt()


def test_a_split_that_keeps_the_rest_together_applies_though_what_was_split_off_is_gone() -> None:
    video = record_document(build_document("A", {"Kubernetes": ["k8s", "kube"]})).video
    split = decide("split", entity=find("Kubernetes"), aliases=["kubernetes"])
    record_document(build_document("B", {"k8s": []}))
    record_document(build_document("C", {"kube": []}))
    delete_video(video)
    assert list_names() == [["k8s", "kube"]]
    assert split not in list_lost()
    assert_rebuilt()


@pytest.mark.parametrize("by", ["merge", "tie"])
def test_a_corrected_connection_keeps_its_direction_when_an_end_gets_an_older_id(by: str) -> None:
    least, subject, greatest = sorted(["Cerebras", "NVIDIA", "Groq"], key=lambda name: key_id(fold_name(name)))
    record_document(build_document("Zero", {greatest: []}))
    record_document(build_document("One", {least: [], subject: []}, [(least, "related_to", subject)]))
    turned = Relation.objects.get().subject.name != least
    decide("correct", relation=Relation.objects.get().id, predicate="makes", swapped=turned)
    if by == "merge":
        decide("same", entities=[find(greatest), find(least)], name=least)
    else:
        record_document(build_document("Two", {least: [greatest]}))
    made = Relation.objects.select_related("object").get()
    assert (made.predicate, made.object.name) == ("makes", subject)
    assert_rebuilt()


@pytest.mark.parametrize("by", ["merge", "tie"])
def test_an_approved_connection_stays_so_when_an_end_is_joined_with_an_older_thing(by: str) -> None:
    record_document(build_document("Zero", {"Cerebras Systems": []}))
    record_document(build_document("One", {"Cerebras": [], "WSE": []}, [("Cerebras", "makes", "WSE")]))
    decide("approve", relation=Relation.objects.get().id)
    if by == "merge":
        decide("same", entities=[find("Cerebras Systems"), find("Cerebras")], name="Cerebras")
    else:
        record_document(build_document("Two", {"Cerebras Systems": ["Cerebras"]}))
    assert Relation.objects.get().approved
    assert_rebuilt()
    record_document(
        build_document("Three", {"Cerebras Systems": [], "WSE": []}, [("Cerebras Systems", "makes", "WSE")])
    )
    assert Relation.objects.get().approved
    assert_rebuilt()


SAID: dict[str, tuple[dict[str, str], set[tuple[str, str, bool]]]] = {
    "hide": ({}, {("The film", "uses", False)}),
    "approve": ({}, {("The film", "uses", False), ("k8s", "uses", True)}),
    "correct": ({"predicate": "makes"}, {("The film", "uses", False), ("k8s", "makes", False)}),
}


@pytest.mark.parametrize("kind", SAID)
def test_what_is_said_of_a_connection_stays_with_the_rest_where_a_name_of_an_end_is_split_off(kind: str) -> None:
    record_document(build_document("A", {"Kubernetes": ["k8s"], "Docker": []}, [("Kubernetes", "uses", "Docker")]))
    for title in ("B", "C"):
        record_document(build_document(title, {"k8s": [], "Docker": []}, [("k8s", "uses", "Docker")]))
    fields, expected = SAID[kind]
    made = decide(kind, relation=Relation.objects.get().id, **fields)
    before = snapshot()
    split = decide("split", entity=find("k8s"), aliases=["kubernetes"], name="The film")
    assert set(Relation.objects.values_list("subject__name", "predicate", "approved")) == expected
    assert_rebuilt()
    record_document(build_document("D", {"k8s": [], "Docker": []}, [("k8s", "uses", "Docker")]))
    assert set(Relation.objects.values_list("subject__name", "predicate", "approved")) == expected
    assert made not in list_lost()
    delete_video(Video.objects.get(title="D"))
    revoke_decision(split, author="ed")
    assert snapshot() == before
    restore_decision(split, author="ed")
    revoke_decision(made, author="ed")
    assert {row.predicate for row in Relation.objects.all()} == {"uses"}
    assert_rebuilt()


def ask_about_a_pair() -> Question:
    record_document(build_document("A", {"Cerebras": []}))
    record_document(build_document("B", {"Cerebrass": []}))
    gather_all()
    return Question.objects.exclude(right="").get(open=True)


def test_a_question_that_another_editor_settled_takes_no_answer() -> None:
    question = ask_about_a_pair()
    answer_question(question, "no", author="ann")
    with pytest.raises(DecisionConflict, match="settled meanwhile"):
        answer_question(question, "yes", author="ben")
    assert len(list_names()) == 2


def test_a_card_of_before_a_no_takes_no_answer() -> None:
    card = show_card(ask_about_a_pair())
    assert card is not None
    check_seen(card.seen)
    answer_question(card.question, "no", author="ann")
    with pytest.raises(DecisionStale):
        check_seen(card.seen)


def test_a_name_split_off_a_merged_thing_leaves_the_rest_one_thing() -> None:
    record_document(build_document("A", {"Kubernetes": ["k8s", "kube"]}))
    record_document(build_document("B", {"Cooper Netties": ["Netties"]}))
    merge = decide("same", entities=[find("Kubernetes"), find("Cooper Netties")], name="Kubernetes")
    decide("split", entity=find("Kubernetes"), aliases=["kubernetes"], name="Kubernetes, the film")
    assert list_names() == [["cooper netties", "k8s", "kube", "netties"], ["kubernetes"]]
    assert_rebuilt()
    revoke_decision(merge, author="ed")
    assert list_names() == [["cooper netties", "netties"], ["k8s", "kube"], ["kubernetes"]]
    assert_rebuilt()


def test_things_of_many_names_are_merged_whole_after_a_no() -> None:
    names = [f"Kube {number}" for number in range(60)]
    record_document(build_document("A", {"Kubernetes": names}))
    for number in range(60):
        record_document(build_document(f"B{number}", {"Sam Altman": ["Sam"]}, own=frozenset({"Sam"})))
    both = [find("Kubernetes"), find("Sam Altman")]
    decide("distinct", entities=both)
    decide("same", entities=both, name="Both")
    assert Entity.objects.count() == 1
    assert_rebuilt()


def state(video: str, *, quote: str, segment: str = "1") -> Decision:
    ends = {"subject": find("OpenAI"), "object": find("Docker")}
    return decide("relate", **ends, predicate="uses", video=video, segment=segment, quote=quote)


def test_what_is_stated_of_corrected_words_is_not_stated_in_a_talk_that_has_the_words_of_before() -> None:
    before, now = (
        build_document("A", {"OpenAI": [], "Docker": []}, extra_words=words)
        for words in ("Wafers heer.", "Wafers here.")
    )
    corrected = record_document(before).video
    record_document(now, video_id=corrected.id)
    other = record_document(before).video
    state(corrected.id, segment="2", quote="OpenAI was named.")
    assert other.content == corrected.id
    assert [claim.video_id for claim in Claim.objects.all()] == [corrected.id]
    delete_video(other)
    assert not list_lost()
    assert_rebuilt()


def test_a_connection_that_was_hidden_can_only_be_stated_once_that_is_revoked() -> None:
    video = record_document(build_document("A", {"OpenAI": [], "Docker": []}, [("OpenAI", "uses", "Docker")])).video
    hiding = decide("hide", relation=Relation.objects.get().id)
    with pytest.raises(DecisionConflict, match="hid this connection"):
        state(video.id, segment="2", quote="OpenAI was named.")
    revoke_decision(hiding, author="ed")
    state(video.id, segment="2", quote="OpenAI was named.")


def test_a_merge_that_was_looked_at_before_another_editors_no_is_refused() -> None:
    record_document(build_document("A", {"Kubernetes": [], "Borg": [], "Omega": []}))
    both = [find("Kubernetes"), find("Borg")]
    seen = preview_decision("same", {"entities": both}).seen
    decide("distinct", entities=[find("Kubernetes"), find("Omega")])
    check_seen(seen)
    decide("distinct", entities=both)
    with pytest.raises(DecisionStale):
        make_decision("same", {"entities": both}, author="ben", sent=Sent(seen))
    seen = preview_decision("same", {"entities": both}).seen
    make_decision("same", {"entities": both}, author="ben", sent=Sent(seen))


def test_words_inside_the_words_that_name_a_thing_name_it_already() -> None:
    video = record_document(build_document("A", {"Sam Altman": []})).video
    with pytest.raises(DecisionConflict, match="name “Sam Altman” already"):
        decide("mention", video=video.id, segment="2", text="Altman", entity=find("Sam Altman"))


def test_words_that_are_a_name_everywhere_apply_while_another_talk_says_that_name() -> None:
    video = record_document(build_document("A", {"OpenAI": []}, extra_words="The lab grew.")).video
    record_document(build_document("B", {"lab": []}))
    words = {"video": video.id, "segment": "1", "text": "lab", "everywhere": True}
    with pytest.raises(DecisionConflict):
        decide("mention", entity=find("OpenAI"), **words)
    delete_video(Video.objects.get(title="B"))
    named = decide("mention", entity=find("OpenAI"), **words)
    record_document(build_document("B", {"lab": []}))
    record_document(build_document("A", {"OpenAI": []}, extra_words="It grew."), video_id=video.id)
    assert list_names() == [["lab", "openai"]]
    assert named not in list_lost()


def test_a_note_hides_and_turns_nothing_beside_it() -> None:
    record_document(build_document("A", {"OpenAI": []}))
    note = "misheard\u202e\x1b[31m by all\r\nand by  me"
    made = make_decision("rename", {"entity": find("OpenAI"), "name": "Open AI"}, author="ed", note=note)
    assert made.note == "misheard by all\nand by me"
    line = next(iter(export_decisions()))
    Decision.objects.all().delete()
    import_decisions([line.replace("misheard", "mis\u202eheard")])
    assert Decision.objects.get().note == made.note


def test_what_a_line_of_a_file_says_of_another_kind_of_decision_is_left_out() -> None:
    record_document(build_document("A", {"OpenAI": [], "Docker": []}, [("OpenAI", "uses", "Docker")]))
    decide("hide", relation=Relation.objects.get().id)
    row = json.loads(next(iter(export_decisions())))
    Decision.objects.all().delete()
    row["said"] |= {"name": "X", "places": 7, "keys": [5]}
    assert import_decisions([json.dumps(row)]).added == 1
    assert not {"name", "places", "keys"} & Decision.objects.get().said.keys()
    assert_rebuilt()
