"""The desk asks for the reasons that there are now."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from graphapp.curation.deciding import Sent, make_decision, revoke_decision
from graphapp.curation.desk.queue_pages import MOST_ALIKE
from graphapp.curation.models import CONNECTION, SAME, TYPE, Later, Question
from graphapp.curation.refusals import DecisionStale
from graphapp.curation.review import answering
from graphapp.curation.review.answering import answer_alike, answer_question
from graphapp.curation.review.cards import show_card
from graphapp.curation.review.gathering import gather_all, gather_touched
from graphapp.curation.review.queue import Wish, list_alike, list_open
from graphapp.curation.review.renewing import ask_now, find_first
from graphapp.graph.models import Entity
from graphapp.videos.models import Decision
from graphapp.videos.recording import delete_video, record_document
from ingest.records import EntityType, Polarity
from tests.graphapp.curation.deciding import decide, find
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


def ask(kind: str) -> Question:
    gather_all()
    return Question.objects.get(kind=kind, open=True)


def test_a_type_is_asked_about_by_the_mentions_that_there_are_now() -> None:
    for title, type in (("A", EntityType.PLACE), ("B", EntityType.PERSON), ("C", EntityType.PLACE)):
        record_document(build_document(title, {"Mercury": []}, types={"Mercury": type}))
    question = ask(TYPE)
    record_document(build_document("D", {"Mercury": []}, types={"Mercury": EntityType.PLACE}))
    now = find_first(Question.objects.filter(kind=TYPE))
    assert now is not None
    assert now.why != question.why
    assert Question.objects.get(id=question.id).why == now.why


def test_what_an_editor_has_put_right_meanwhile_is_not_asked() -> None:
    types = {"Cerebras": EntityType.PLACE, "WSE": EntityType.PRODUCT}
    record_document(build_document("A", {"Cerebras": [], "WSE": []}, [("Cerebras", "makes", "WSE")], types=types))
    question = ask(CONNECTION)
    decide("retype", entity=find("Cerebras"), type="Organization")
    assert find_first(Question.objects.filter(kind=CONNECTION)) is None
    assert not Question.objects.filter(id=question.id).exists()


def test_an_answer_to_a_card_that_says_something_else_by_now_is_refused() -> None:
    for title, type in (("A", EntityType.PLACE), ("B", EntityType.PERSON), ("C", EntityType.PLACE)):
        record_document(build_document(title, {"Mercury": []}, types={"Mercury": type}))
    card = show_card(ask(TYPE))
    assert card is not None
    for title in "DEF":
        record_document(build_document(title, {"Mercury": []}, types={"Mercury": EntityType.PRODUCT}))
    gather_all()
    with pytest.raises(DecisionStale):
        answer_question(Question.objects.get(kind=TYPE), "no", author="ed", sent=Sent(card.seen, ""))


def test_what_is_hidden_meanwhile_is_asked_again_once_it_is_shown() -> None:
    record_document(build_document("A", {"Cerebras": []}))
    record_document(build_document("B", {"Cerebrass": []}))
    gather_all()
    question = Question.objects.exclude(right="").get(open=True)
    hiding = make_decision("hide", {"entity": find("Cerebrass")}, author="ed")
    find_first(Question.objects.all())
    revoke_decision(hiding, author="ed")
    assert find_first(list_open(Wish("ed"))) == question


def test_misspellings_of_one_thing_are_answered_together() -> None:
    for name in ("Cerebras Systems", "Cerebrass Systems", "Cerebruss Systems"):
        record_document(build_document(name, {name: []}))
    gather_all()
    first = list_open(Wish("ed"))[0]
    answer_alike(list(list_alike(first, Wish("ed"))), "yes", author="ed")
    assert Entity.objects.count() == 1


def test_a_renamed_thing_is_not_asked_to_be_one_with_what_it_was_spelled_like() -> None:
    record_document(build_document("A", {"Cerebras": []}))
    record_document(build_document("B", {"Cerebrass": []}))
    gather_all()
    question = Question.objects.exclude(right="").get(open=True)
    decide("rename", entity=find("Cerebrass"), name="Something else")
    assert ask_now(question) is None


def test_a_contradiction_that_a_merge_brings_is_asked_about() -> None:
    record_document(build_document("A", {"Cerebras": [], "WSE": []}, [("Cerebras", "makes", "WSE")]))
    denied = [("Groq", "makes", "WSE")]
    record_document(build_document("B", {"Groq": [], "WSE": []}, denied, polarity=Polarity.DENIED))
    gather_all()
    decide("same", entities=[find("Cerebras"), find("Groq")], name="Cerebras")
    while gather_touched():
        pass
    assert Question.objects.filter(kind=CONNECTION, open=True, why="the opposite is said too").exists()


def test_a_thing_whose_type_was_said_with_a_merge_is_not_asked_for_it() -> None:
    record_document(build_document("A", {"Cerebras": []}, types={"Cerebras": EntityType.PLACE}))
    record_document(build_document("B", {"Cerebrass": []}, types={"Cerebrass": EntityType.EVENT}))
    gather_all()
    answer_question(list_open(Wish("ed"))[0], "yes", author="ed")
    gather_all()
    assert not list_open(Wish("ed")).exists()


def test_whoever_can_wait_for_nothing_is_asked_about_what_is_there() -> None:
    talk = record_document(build_document("A", {"Kryptomont": [], "Kryptomonts": []})).video
    record_document(build_document("B", {"Cerebras": [], "Cerebrass": []}))
    gather_all()
    delete_video(talk)
    question = find_first(Question.objects.filter(kind=SAME).order_by("-left"), seconds=0)
    assert question is not None
    assert show_card(question) is not None
    assert find_first(Question.objects.filter(kind=SAME).order_by("left"), seconds=0) == question


def test_a_thing_whose_type_was_said_is_not_asked_for_it_after_a_name_was_split_off() -> None:
    for title, type in (("A", EntityType.PLACE), ("B", EntityType.PERSON)):
        types = {"Mercury": type, "Hermes": type}
        record_document(build_document(title, {"Mercury": ["Hermes"]}, types=types))
        record_document(build_document(f"{title} too", {"Hermes": []}, types=types))
    decide("retype", entity=find("Mercury"), type="Person")
    decide("split", entity=find("Mercury"), aliases=["mercury"])
    gather_all()
    assert [question.left for question in Question.objects.filter(kind=TYPE, open=True)] == [find("Mercury")]


def test_the_desk_shows_no_card_whose_reason_is_gone(client: Client, users: dict[str, Any]) -> None:
    record_document(build_document("A", {"Cerebras": []}))
    record_document(build_document("B", {"Cerebrass": []}))
    gather_all()
    decide("rename", entity=find("Cerebrass"), name="Something else")
    client.force_login(users["editor"])
    assert b"one and the same" not in client.get("/desk/").content


def gather_moved() -> None:
    while gather_touched():
        pass


@pytest.mark.parametrize("gather", [gather_all, gather_moved])
def test_what_was_put_off_stays_so_and_is_asked_once_when_an_older_thing_joins_one_of_two(gather: Any) -> None:
    for name in ("Old Thing", "Cerebras", "Cerebrass"):
        record_document(build_document(name, {name: []}, types={name: EntityType.PLACE}))
    gather_all()
    answer_question(list_open(Wish("ed"))[0], "later", author="ed")
    decide("same", entities=[find("Old Thing"), find("Cerebras")], name="Cerebras")
    gather()
    assert Question.objects.filter(open=True).count() == 1
    assert not list_open(Wish("ed")).exists()
    assert list_open(Wish("ed", later=True)).count() == 1


def test_an_answer_by_program_is_refused_where_another_was_given_before_its_turn(
    editor_api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Cerebras", "Cerebrass"):
        record_document(build_document(name, {name: []}))
    gather_all()
    question = Question.objects.exclude(right="").get(open=True)

    def decide_after_another(*args: Any, **named: Any) -> Decision:
        monkeypatch.undo()
        answer_question(question, "no", author="ann")
        return make_decision(*args, **named)

    monkeypatch.setattr(answering, "make_decision", decide_after_another)
    refused = editor_api.post(f"/api/v1/review/{question.id}/answer/", {"answer": "yes"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "decision_stale")
    assert [decision.kind for decision in Decision.objects.all()] == ["distinct"]


def test_as_many_as_the_page_shows_are_answered_at_once(client: Client, users: dict[str, Any]) -> None:
    towns = [f"{one}{two}ton" for one in ("Bar", "Kel", "Mon", "Sul", "Tor", "Vin") for two in "ae"]
    places = [f"{town} {kind}" for town in towns for kind in ("Hills", "Lakes", "Plains", "Rocks", "Woods")]
    record_document(build_document("A", {name: [] for place in places for name in (place, f"{place[:-1]}z")}))
    gather_all()
    first = Question.objects.filter(alike="same:spelled alike").order_by("-rank").first()
    assert first is not None
    client.force_login(users["editor"])
    cards = client.get(f"/desk/alike/{first.id}/").context["cards"]
    assert len(cards) == MOST_ALIKE
    seen = [(card.question.id, thing, print) for card in cards for thing, print in card.seen.items()]
    told = dict(zip(("of", "thing", "print"), zip(*seen, strict=True), strict=True))
    sent = {"question": [card.question.id for card in cards], "answer": "later", **told}
    client.post(f"/desk/alike/{first.id}/", sent)
    assert Later.objects.count() == MOST_ALIKE
